/** The demo's story, told step by step; gives back what must hold of the way, not only of its end. */
import type { Engine } from '../../engine/createEngine.ts';
import type { SimulatedCompany } from '../../simulator/company/company.ts';
import type { LoggedRequest, SimulatedStore } from '../../simulator/store/types.ts';
import { createWebConnector } from '../../simulator/webConnector/webConnector.ts';
import type { Finding } from './auditor.ts';
import { LONG_NAME, SHIRTS, widget } from './goods.ts';
import type { Screen } from './screen.ts';

export type Stage = {
  readonly screen: Screen; readonly engine: Engine; readonly company: SimulatedCompany; readonly store: SimulatedStore;
  readonly url: string; readonly username: string; readonly password: string;
  readonly onRequest: (qbxml: string) => void;
};

const FEW = 45;
const COUNTED = 1_900;
const CHUNKS = [800, 800, 300];
/** Longer than a pause between two batches, shorter than the pause between two chunks (5 s). */
const CHUNK_GAP = 3_000;
const BUSY_MS = 11_000;

class PowerCut extends Error {}

export async function tellStory(stage: Stage): Promise<readonly Finding[]> {
  const { screen, engine, company, store } = stage;
  const findings: Finding[] = [];
  const check = (figure: string, expected: string | number, found: string | number): void => {
    findings.push({ figure, expected: String(expected), found: String(found), ok: String(expected) === String(found) });
  };

  screen.phase('The bridge reads the shop: listings and paid orders');
  await syncShop(stage);
  screen.say(`${String(store.orders().length)} orders and ${String(store.listings().length)} listings in the shop`);

  screen.phase('The Web Connector polls: orders go into QuickBooks, all items are read for the first time');
  const first = await session(stage);
  screen.say(`closing text: "${first}"`);
  const attention = engine.query.problems();
  for (const one of attention) screen.say(`needs attention: order ${one.label}: ${one.problem.what}`);
  check('orders parked', 1, attention.length);
  check('reason of the parked order', 'unknownSku', attention[0]?.problem.code ?? 'none');
  const cuts = engine.query.log({ outcome: 'cut' });
  for (const line of cuts) screen.say(`cut: ${line.text}`);
  // Its address lines and note hold most of the name; the log names what went to the memo.
  const rests = cuts.flatMap((line) => /: "(.+)" found no room/.exec(line.text)?.[1] ?? []);
  check('rest of the over-long name in the log', 'yes', rests.some((rest) => LONG_NAME.endsWith(rest)) ? 'yes' : 'no');

  screen.phase('The shop is brought to what QuickBooks has, for the first time');
  await drain(stage, 'first comparison');

  screen.phase(`${String(FEW)} items change in QuickBooks: few enough to send within the session`);
  for (let index = 0; index < FEW; index += 1) company.setQuantity(widget(1_500 + index), 70 + index);
  let mark = store.requests().length;
  const few = await session(stage);
  screen.say(`closing text: "${few}"`);
  check('few changes: sent within the session', FEW, numbersSent(store.requests().slice(mark)).length);
  check('few changes: the log says inline', FEW, engine.query.log({ outcome: 'confirmed' }).slice(0, FEW).filter((line) => line.route === 'inline').length);

  screen.phase('The PC loses power after QuickBooks has stored a receipt, before the answer is delivered');
  const doubtful = store.placeOrder({ lines: [{ sku: widget(9), quantity: 1 }, { sku: SHIRTS[0] ?? '', quantity: 2 }], shipping: { total: '7.50' }, taxPercent: 8.875 });
  await syncShop(stage);
  await session(stage, 'SalesReceiptAddRq');
  check('receipts of that order after the power cut', 1, receiptsOf(company, doubtful.number));
  screen.say('the Web Connector is back; it is told "busy" while the lost session may still be alive …');
  await pause(BUSY_MS);
  const settled = await session(stage);
  screen.say(`closing text: "${settled}"`);
  for (const line of engine.query.log({ order: doubtful.number }).toReversed()) screen.say(`order ${doubtful.number}: ${line.outcome}: ${line.text}`);
  check('receipts of that order after settling', 1, receiptsOf(company, doubtful.number));
  check(
    'that order was in doubt and settled', 'inDoubt, settled',
    engine.query
      .log({ order: doubtful.number })
      .toReversed()
      .map((line) => line.outcome)
      .filter((one) => one === 'inDoubt' || one === 'settled')
      .join(', '),
  );

  screen.phase('A buyer sends goods back; the shop restocks them and refunds');
  const returned = store.orders().find((order) => order.lines.length === 1 && order.lines[0]?.sku === widget(15));
  if (returned === undefined) throw new Error('the order to refund is missing');
  store.refund({ orderId: returned.id, lines: [{ sku: widget(15), quantity: 1 }], restock: true, reason: 'wrong colour' });
  await syncShop(stage);
  screen.say(`closing text: "${await session(stage)}"`);

  screen.phase(`A stock count changes ${COUNTED.toLocaleString('en-US')} items: too many for a session, so they go to the pending queue`);
  for (let index = 1; index <= COUNTED; index += 1) company.setQuantity(widget(index), 100 + (index % 50));
  mark = store.requests().length;
  const counted = await session(stage);
  screen.say(`closing text: "${counted}" (the session did not wait for the queue)`);
  await drain(stage, 'stock count', COUNTED);
  const chunks = chunkSizes(store.requests().slice(mark));
  screen.say(`chunks seen by the shop: ${chunks.join(' + ')}`);
  check('stock count: chunks seen by the shop', CHUNKS.join(' + '), chunks.join(' + '));

  screen.phase('Sessions until nothing is left to do');
  await syncShop(stage);
  for (let round = 0; round < 3; round += 1) screen.say(`closing text: "${await session(stage)}"`);
  await engine.idle();
  return findings;
}

async function syncShop({ engine }: Stage): Promise<void> {
  for (const { id, companyId } of engine.query.connections()) {
    const listings = await engine.refreshListings(id);
    if (!listings.ok) throw new Error(listings.error.what);
    const orders = await engine.pull(id);
    if (!orders.ok) throw new Error(orders.error.what);
    await engine.route(companyId);
  }
}

/** One run of the Web Connector; gives its closing text. `cutAfter`: the power fails when QuickBooks has carried out a request that holds this. */
async function session({ company, url, username, password, onRequest }: Stage, cutAfter = ''): Promise<string> {
  const connector = createWebConnector({
    url, username, password, sleep: () => pause(250),
    company: {
      beginSession: () => company.beginSession(),
      endSession: (id) => { company.endSession(id); },
      process: (id, qbxml) => {
        onRequest(qbxml);
        const result = company.process(id, qbxml);
        if (cutAfter !== '' && qbxml.includes(cutAfter)) throw new PowerCut();
        return result;
      },
      hcpResponse: () => company.hcpResponse(),
      get path() { return company.card().path; },
    },
  });
  try {
    return (await connector.runSession()).closing ?? '';
  } catch (cause) {
    if (!(cause instanceof PowerCut)) throw cause;
    return '';
  } finally {
    connector.close();
  }
}

/** Shows the queue draining until nothing is left. `of`: how many there are in all, where some may be gone already when the bar appears. */
async function drain({ screen, engine }: Stage, label: string, of = 0): Promise<void> {
  const total = Math.max(of, engine.query.openUpdates());
  screen.bar(label, total - engine.query.openUpdates(), total);
  const off = engine.on((event) => {
    if (event.kind === 'batchDone') screen.bar(label, Math.max(0, total - event.remaining), total);
    if (event.kind === 'chunkDone' && event.remaining > 0) screen.say(`chunk of ${String(event.confirmed)} confirmed, ${String(event.remaining)} left; pause`);
  });
  await engine.idle();
  off();
  screen.bar(label, total - engine.query.openUpdates(), total);
  screen.endBar();
}

type Sent = { readonly at: number; readonly count: number };

/** The stock numbers in the shop's own log of calls. */
function numbersSent(requests: readonly LoggedRequest[]): readonly number[] {
  return batches(requests).flatMap((batch) => Array.from({ length: batch.count }, () => batch.at));
}

function batches(requests: readonly LoggedRequest[]): readonly Sent[] {
  return requests.filter((request) => request.method === 'POST' && request.path.endsWith('/batch') && request.status === 200)
    .map((request) => ({ at: request.at, count: ((request.body as { readonly update?: readonly unknown[] }).update ?? []).length }));
}

/** Calls closer together than a chunk's pause belong to one chunk. */
function chunkSizes(requests: readonly LoggedRequest[]): readonly number[] {
  const sizes: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const batch of batches(requests)) {
    if (batch.at - last > CHUNK_GAP) sizes.push(0);
    sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + batch.count;
    last = batch.at;
  }
  return sizes;
}

function receiptsOf(company: SimulatedCompany, number: string): number {
  return company.ledger().documents.filter((document) => document.memo.includes(`Order ${number}`)).length;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
