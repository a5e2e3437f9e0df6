/** `simulate store`: a WooCommerce-like shop on 127.0.0.1, with goods and orders, until it is told to stop. */
import { instant } from '../domain/calendar.ts';
import { problem } from '../domain/problem.ts';
import { SAMPLE_KEY, SAMPLE_SECRET, startSampleStore } from '../simulator/store/startSampleStore.ts';
import { stopSignal } from './stopSignals.ts';
import { DONE, fail, type Terminal } from './terminal.ts';

export type SimulateStoreCommand = { readonly port: number; readonly listings: number; readonly orders: number; readonly latency: number };

/** Its keys are the same every time and open nothing else, so they may be printed. */
export async function runSimulateStore(options: SimulateStoreCommand, to: Terminal): Promise<number> {
  const stop = stopSignal();
  let store: Awaited<ReturnType<typeof startSampleStore>>;
  try {
    store = await startSampleStore({ ...options, now: () => instant(Date.now()) });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return fail(to, problem('portInUse', `Port ${String(options.port)} of 127.0.0.1 could not be opened.`,
      'Give another port, or 0 for any free one.', { field: '--port', detail: code }));
  }
  to.out(JSON.stringify({ ready: true, url: store.url, consumerKey: SAMPLE_KEY, consumerSecret: SAMPLE_SECRET,
    listings: store.listings().length, orders: store.orders().length }));
  await stop;
  await store.close();
  return DONE;
}
