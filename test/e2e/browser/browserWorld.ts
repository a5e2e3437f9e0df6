/** A whole bridge to look at in a browser: a real `serve` in a process of its own, a shop and a QuickBooks in this one. */
import { openBridgeBench, type BridgeBench, type RunningBridge } from '../../support/bridge.ts';
import { KEY, openShopAndBooks, SECRET, type Goods, type ShopAndBooks, type ShopAndBooksOptions } from '../support/shopAndBooks.ts';

export { KEY, SECRET, type Goods };

const FILE_ID = '{11111111-2222-4333-8444-555555555555}';
const PASSWORD = 'a password for the browser';

export type BrowserWorldOptions = Omit<ShopAndBooksOptions, 'fileId'> & {
  readonly approved?: boolean;
  /** False: the data folder is empty and QuickBooks knows nothing of us, as before setup. */
  readonly provisioned?: boolean;
  readonly companySettings?: Readonly<Record<string, unknown>>;
  readonly storeSettings?: Readonly<Record<string, unknown>>;
  /** More companies beside the first, each with a QuickBooks of its own; all of a company's stores sell the same. The first company's store is then called as `storeName` says. */
  readonly others?: readonly OtherCompany[];
  readonly storeName?: string;
};

export type OtherCompany = { readonly company: string; readonly username: string; readonly stores: readonly string[]; readonly orders?: ShopAndBooksOptions['orders'] };

export type BrowserWorld = ShopAndBooks & {
  readonly bench: BridgeBench;
  /** The window's address with a code that works once; another after a restart. */
  readonly ui: string;
  /** Ends `serve` and starts it again on the same port. */
  restart(signal: NodeJS.Signals): Promise<void>;
  /** One for each of the others' stores, in their order; the first of a company has its books. */
  readonly others: readonly ShopAndBooks[];
};

export async function openBrowserWorld({
  approved = true, provisioned = true, companySettings = {}, storeSettings = { pullMinutes: 0.05 }, others = [],
  storeName = 'Maple Web Store', ...around
}: BrowserWorldOptions): Promise<BrowserWorld> {
  const bench = openBridgeBench();
  const shopAndBooks = await openShopAndBooks({ ...around, fileId: provisioned ? FILE_ID : '' });
  const data = bench.at('data');
  const beside = await Promise.all(others.flatMap(({ stores, orders = 0 }, index) => stores.map((name) => openOther(around.products, orders, fileIdOf(index), name))));
  if (provisioned) {
    const file = bench.write('provisioning.json', {
      companies: [{ name: 'Maple Street Goods', username: 'maple', password: PASSWORD, approved, fileId: FILE_ID, settings: companySettings,
        stores: [{ name: storeName, kind: 'woocommerce', url: shopAndBooks.store.url, consumerKey: KEY, consumerSecret: SECRET, settings: storeSettings }] },
      ...others.map(({ company, username }, index) => ({
        name: company, username, password: PASSWORD, approved, fileId: fileIdOf(index),
        stores: beside.filter((one) => one.fileId === fileIdOf(index)).map(({ name, world }) => ({
          name, kind: 'woocommerce', url: world.store.url, consumerKey: KEY, consumerSecret: SECRET, settings: storeSettings,
        })),
      }))],
    });
    const initialised = await bench.run(['init', '--data', data, '--from', file]);
    if (initialised.code !== 0) throw new Error(initialised.stderr);
  }
  let bridge: RunningBridge = await bench.start(['serve', '--data', data, '--port', '0']);
  shopAndBooks.connect({ url: String(bridge.ready['soap']), username: 'maple', password: PASSWORD });
  others.forEach(({ username }, index) => {
    beside.find((one) => one.fileId === fileIdOf(index))?.world.connect({ url: String(bridge.ready['soap']), username, password: PASSWORD });
  });
  return {
    ...shopAndBooks, bench, others: beside.map(({ world }) => world),
    get ui() { return String(bridge.ready['ui']); },
    async restart(signal) {
      await bridge.stop(signal);
      bridge = await bench.start(['serve', '--data', data]);
    },
    async close() {
      await bench.close();
      await shopAndBooks.close();
      await Promise.all(beside.map(({ world }) => world.close()));
    },
  };
}

function fileIdOf(index: number): string {
  return FILE_ID.replace('{1', `{${String(index + 2)}`);
}

type Beside = { readonly fileId: string; readonly name: string; readonly world: ShopAndBooks };

async function openOther(products: number, orders: NonNullable<ShopAndBooksOptions['orders']>, fileId: string, name: string): Promise<Beside> {
  return { fileId, name, world: await openShopAndBooks({ products, orders, fileId }) };
}
