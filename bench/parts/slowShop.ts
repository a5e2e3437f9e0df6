/**
 * The simulated shop with call times as measured on a running WooCommerce (docs/woocommerce.md), scaled: a batch of 100 took 2.4 s, one product alone
 * 91 ms, a page of 100 orders 0.79 s, of 100 products 0.55 s. So a call costs 91 ms and each row its share of the rest; a list without rows was not
 * measured and is taken to cost what the cheapest measured call does.
 */
import { instant } from '../../src/domain/calendar.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import { listen } from '../../src/simulator/store/listen.ts';
import type { ShopAnswer, ShopCall, SimulatedStore } from '../../src/simulator/store/types.ts';
import { skuOf } from './orders.ts';

export const CALL = 91;
const BATCH_ROW = (2_400 - CALL) / 100;
const ORDER_ROW = (790 - CALL) / 100;
const PRODUCT_ROW = (550 - CALL) / 100;

export type SlowShop = {
  readonly store: SimulatedStore;
  readonly url: string;
  /** How many times faster than the real shop it answers; 0: at once. */
  scale: number;
  /** Calls it has answered since the last time this was set to 0, by method and path without numbers. */
  readonly calls: Map<string, number>;
  close(): Promise<void>;
};

/** Milliseconds a real shop would have taken. */
function realTime({ method, target, body }: ShopCall, answer: ShopAnswer): number {
  if (answer === 'reset' || answer === 'hang') return CALL;
  if (method === 'POST' && target.includes('/batch')) return CALL + BATCH_ROW * rowsIn(body, '"id"');
  if (method === 'GET' && target.includes('/orders')) return CALL + ORDER_ROW * rowsIn(answer.body, '"order_key"');
  if (method === 'GET' && target.includes('/products')) return CALL + PRODUCT_ROW * rowsIn(answer.body, '"stock_quantity"');
  return CALL;
}

function rowsIn(text: string, mark: string): number {
  let rows = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) rows += 1;
  return rows;
}

export async function startSlowShop(listings: number, now: () => number = Date.now): Promise<SlowShop> {
  let answer = (_call: ShopCall): Promise<ShopAnswer> => Promise.resolve('reset');
  const line = await listen(0, (call) => answer(call));
  const store = await createStore({
    url: line.url, listings: Array.from({ length: listings }, (_, index) => ({ sku: skuOf(index), quantity: 1, price: '10.00' })), now: () => instant(now()), key: 'ck_bench', secret: 'cs_bench',
  });
  const calls = new Map<string, number>();
  const shop: SlowShop = { store, url: line.url, scale: 0, calls, close: () => line.close() };
  answer = async (call) => {
    const begun = performance.now();
    const given = await store.call(call);
    const name = `${call.method} ${call.target.split('?')[0]?.replaceAll(/\d+/g, 'N') ?? ''}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
    // What the simulation itself takes is part of the time.
    const left = shop.scale === 0 ? 0 : realTime(call, given) / shop.scale - (performance.now() - begun);
    if (left > 0) await new Promise((resolve) => { setTimeout(resolve, left); });
    return given;
  };
  return shop;
}
