/** `npm run demo`: the whole journey on a real engine, a simulated QuickBooks and a simulated shop; exit 0 only if every figure adds up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProvisioning } from '../../contract/provisioning.ts';
import { createEngine, type Engine } from '../../engine/createEngine.ts';
import { startDoor } from '../../engine/door.ts';
import { sampleCompany } from '../../simulator/company/sampleCompany.ts';
import { createStore } from '../../simulator/store/createStore.ts';
import { readShop } from '../../simulator/store/readShop.ts';
import { createNodeHost } from '../nodeHost.ts';
import { audit, type Finding } from './auditor.ts';
import { demoItems, demoListings, demoOrders, UNKNOWN_SKU } from './goods.ts';
import { createScreen, printFindings, type Out } from './screen.ts';
import { tellStory, type Stage } from './story.ts';

const FILE_ID = '{5B1D0C4E-0000-4000-8000-00000000DE30}';
const KEY = 'ck_demo';
const SECRET = 'cs_demo';
/** A hundredth of a second a call; batches of 100 took 2.4 s on a small real server (docs/woocommerce.md). */
const LATENCY = 10;

export type DemoOptions = {
  readonly out: Out;
  /** Every qbXML text that QuickBooks is given. */
  readonly onRequest?: (qbxml: string) => void;
};

/** Returns the exit code. */
export async function runDemo({ out, onRequest = () => undefined }: DemoOptions = { out: process.stdout }): Promise<number> {
  const screen = createScreen(out);
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-demo-'));
  const now = (): number => Date.now();
  out.write('Stockbridge demo: a shop, a QuickBooks company file and a Web Connector, all simulated here; the engine is the real one.\n');
  const host = createNodeHost({ folder });
  const company = sampleCompany({ name: 'Maple Street Goods', fileId: FILE_ID, now, zone: host.zone, skus: demoItems() });
  const listings = demoListings();
  const store = await createStore({ listings, orders: demoOrders(), now: host.now, key: KEY, secret: SECRET, latency: LATENCY });
  let engine: Engine | undefined;
  let closeDoor = (): Promise<void> => Promise.resolve();
  try {
    const opened = createEngine({ folder, version: 'demo', host });
    if (!opened.ok) throw new Error(`${opened.error.what} ${opened.error.todo}`);
    engine = opened.value;
    const file = readProvisioning(JSON.stringify({
      companies: [{
        name: 'Maple Street Goods', username: 'demo', password: 'demo password', approved: true, fileId: FILE_ID, settings: { busySeconds: 10 },
        stores: [{ name: 'Maple Shop', kind: 'woocommerce', url: store.url, consumerKey: KEY, consumerSecret: SECRET, settings: { discountItem: 'Web Discount' } }],
      }],
    }));
    if (!file.ok) throw new Error(file.error.what);
    const provisioned = await engine.provision(file.value);
    if (!provisioned.ok) throw new Error(provisioned.error.what);
    const door = await startDoor(engine.webConnector, { version: 'demo', port: 0 });
    if (!door.ok) throw new Error(door.error.what);
    closeDoor = () => door.value.close();
    const stage: Stage = { screen, engine, company, store, onRequest, url: `http://localhost:${String(door.value.port)}/qbwc`, username: 'demo', password: 'demo password' };
    const told: readonly Finding[] = await tellStory(stage);
    screen.phase('The auditor reads the books and the shop, and nothing of the bridge');
    const parked = store.orders().filter((order) => order.lines.some((line) => line.sku === UNKNOWN_SKU)).map((order) => order.number);
    const findings = [...told, ...audit(company.ledger(), await readShop(store.url, KEY, SECRET, now), { parked, leastOrders: 40 })];
    const good = printFindings(out, findings);
    out.write(good ? '\nEvery figure adds up.\n' : '\nSomething does not add up; see the rows marked WRONG.\n');
    return good ? 0 : 1;
  } finally {
    await closeDoor();
    await engine?.stop();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
