/** A WooCommerce-like shop on 127.0.0.1 that behaves as docs/woocommerce.md measured, quirks included; for the demo, the tests and auditors. */
import { createCatalogue, viewListing } from './catalogue.ts';
import { BAD_GATEWAY, createFaults, GATEWAY_TIMEOUT, PHP_WARNING, rawAnswer, type RawAnswer, type StoreFault } from './faults.ts';
import { listen } from './listen.ts';
import { createOrderBook, viewOrder } from './orderBook.ts';
import { orderRoutes } from './orderRoutes.ts';
import { productRoutes, type Call } from './productRoutes.ts';
import { reportOf } from './report.ts';
import { noRoute, restError, type RestAnswer } from './rest.ts';
import { wholeSecond } from './shopTime.ts';
import { createGuard, decodePairs, split } from './signature.ts';
import type { LoggedRequest, ShopAnswer, ShopCall, SimulatedStore, StoreOptions } from './types.ts';

const API = '/wp-json/wc/v3';
const VERSION = '11.0.1';

export async function createStore(options: StoreOptions): Promise<SimulatedStore> {
  const clock = (): ReturnType<StoreOptions['now']> => wholeSecond(options.now());
  let lastId = 11; // orders, refunds and products share one sequence
  const nextId = (): number => (lastId += 1);
  const catalogue = createCatalogue(nextId, clock);
  const book = createOrderBook(catalogue, nextId, clock);
  for (const listing of options.listings) catalogue.add(listing);
  for (const order of options.orders ?? []) book.place(order);
  const faults = createFaults(options.latency ?? 0);
  const guard = createGuard({ key: options.key, secret: options.secret, permissions: options.permissions ?? 'read_write' }, options.now);
  const log: LoggedRequest[] = [];
  const title = options.title ?? 'Simulated Shop';
  let base = '';

  const route = (method: string, path: string, params: ReadonlyMap<string, string>, body: unknown, fault: StoreFault | null): RestAnswer => {
    const site = { base, zone: options.timeZone ?? 'America/New_York' };
    if (path === '/wp-json/' || path === '/wp-json') return { status: 200, json: { name: title, description: '', url: base, home: base, namespaces: ['wp/v2', 'wc/v3'] } };
    if (!path.startsWith(API)) return noRoute;
    const call: Call = { method, path: path.slice(API.length).replace(/\/$/, ''), params, body, fault };
    if (call.path === '') return { status: 200, json: { namespace: 'wc/v3', routes: {} } };
    if (call.path === '/system_status' && method === 'GET') return { status: 200, json: { environment: { version: VERSION, wp_version: '7.0.4' } } };
    return productRoutes(call, { catalogue, site, now: clock }) ?? orderRoutes(call, { book, site, unstableTies: options.unstableTies ?? false }) ?? noRoute;
  };

  const answer = ({ method, target, host, body: text }: ShopCall, fault: StoreFault | null): { readonly raw: RawAnswer; readonly body: unknown } => {
    const [path, query] = split(target);
    let params: ReadonlyMap<string, string>;
    try {
      params = new Map(decodePairs(query));
    } catch {
      return { raw: { status: 400, headers: { 'Content-Type': 'text/html' }, body: 'Bad Request' }, body: null };
    }
    let body: unknown = null;
    let result: RestAnswer | null = path.startsWith(`${API}/`) ? guard({ method, host, target }) : null;
    if (result === null && text !== '') {
      try {
        body = JSON.parse(text);
      } catch {
        result = restError(400, 'rest_invalid_json', 'Invalid JSON body passed.', { json_error_code: 4, json_error_message: 'Syntax error' });
      }
    }
    result ??= route(method, path, params, body, fault);
    const headers = { 'Content-Type': 'application/json; charset=UTF-8', 'X-Robots-Tag': 'noindex', Link: `<${base}/wp-json/>; rel="https://api.w.org/"`, ...result.headers };
    return { raw: { status: result.status, headers, body: JSON.stringify(result.json) }, body };
  };

  /** What goes out after the shop has done its work; null: nothing does. */
  const distort = (fault: StoreFault | null, raw: RawAnswer): RawAnswer | null => {
    if (fault?.kind === 'warning') return { ...raw, body: `${PHP_WARNING}${raw.body}` };
    if (fault?.kind === 'halfBatch' && fault.how !== 'short') return BAD_GATEWAY;
    if (fault?.kind === 'answerLost') return fault.how === 'gatewayTimeout' ? GATEWAY_TIMEOUT : null;
    return raw;
  };

  const call = async (asked: ShopCall): Promise<ShopAnswer> => {
    const { method, target } = asked;
    const [path, query] = split(target);
    const fault = faults.take(`${method} ${path.replace(API, '')}`);
    const note = (status: number | null, body: unknown): void => {
      const pairs = query.split('&').filter((part) => part !== '' && !part.startsWith('oauth_'));
      const readable = pairs.map((part) => part.split('=').map((half) => decodeURIComponent(half)));
      log.push({ at: options.now(), method, path, query: Object.fromEntries(readable.map(([name = '', value = '']) => [name, value])), body, status, fault: fault?.kind ?? null });
    };
    if (faults.latency > 0) await new Promise((resolve) => setTimeout(resolve, faults.latency));
    if (fault?.kind === 'reset' || fault?.kind === 'hang') {
      note(null, null);
      return fault.kind;
    }
    const instead = fault === null ? null : rawAnswer(fault, `${target} ${asked.authorization}`);
    if (instead !== null) {
      note(instead.status, null);
      return dated(instead);
    }
    const { raw, body } = answer(asked, fault);
    const out = distort(fault, raw);
    note(out?.status ?? null, body);
    if (out !== null) return dated(out);
    return fault?.kind === 'answerLost' && fault.how === 'hang' ? 'hang' : 'reset';
  };
  const dated = (raw: RawAnswer): RawAnswer => ({ ...raw, headers: { Date: new Date(options.now()).toUTCString(), Server: 'nginx/1.22.1', ...raw.headers } });

  const line = options.url === undefined ? await listen(options.port ?? 0, call) : { url: options.url, close: () => Promise.resolve() };
  base = line.url;

  return {
    url: base,
    faults,
    call,
    close: line.close,
    placeOrder: (order) => viewOrder(book.place(order)),
    cancelOrder: (id) => viewOrder(book.cancel(id)),
    refund: (request) => viewOrder(book.refund(request)),
    editOrder: (id, edit) => viewOrder(book.edit(id, edit)),
    trashOrder: (id) => viewOrder(book.trash(id)),
    deleteOrder: (id) => { book.remove(id); },
    addListing: (listing) => { catalogue.add(listing); },
    deleteListing: (sku) => { book.forget(catalogue.remove(sku)); },
    setStock(sku, quantity) {
      const product = catalogue.bySku(sku);
      const keeper = product === undefined ? null : catalogue.keeper(product);
      if (keeper === null) throw new RangeError(`the shop keeps no stock for SKU ${sku}`);
      keeper.quantity = quantity;
      keeper.modifiedAt = clock();
    },
    stockOf(sku) {
      const product = catalogue.bySku(sku);
      if (product === undefined) throw new RangeError(`the shop has no SKU ${sku}`);
      return catalogue.shown(product);
    },
    listings: () => catalogue.all().map((product) => viewListing(product, catalogue)),
    orders: () => book.all().map(viewOrder),
    requests: () => [...log],
    report: () => reportOf(book.all(), options.timeZone ?? 'America/New_York'),
  };
}
