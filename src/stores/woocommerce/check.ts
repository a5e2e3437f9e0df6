/** Signs in to a shop and says who answered. */
import { instant, type Instant } from '../../domain/calendar.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { StoreFailure, StoreIdentity } from '../store.ts';
import type { Client } from './client.ts';

/** Orders and products must be readable; the site's name and version are asked for and may stay unknown. */
export async function check(client: Client, now: () => Instant, signal: AbortSignal): Promise<Result<StoreIdentity, StoreFailure>> {
  const before = now();
  const orders = await client.get('/orders', { per_page: '1' }, 'the orders', signal);
  if (!orders.ok) return orders;
  const after = now();
  const products = await client.get('/products', { per_page: '1', _fields: 'id' }, 'the products', signal);
  if (!products.ok) return products;
  const index = await client.index(signal);
  const title = index.ok ? textAt(index.value.json, 'name') : '';
  const { date } = orders.value;
  return ok({
    host: client.address.host,
    title: title === '' ? client.address.host : title,
    version: await readVersion(client, orders.value.json, signal),
    clockOffset: date === null ? 0 : offset(date, before, after),
  });
}

/** A batch with nothing in it changes nothing; the shop looks at the key's permission first (measured on a real shop, docs/woocommerce.md). */
export async function checkWrite(client: Client, signal: AbortSignal): Promise<Result<null, StoreFailure>> {
  const tried = await client.post('/products/batch', { update: [] }, 'a batch of stock numbers', signal);
  return tried.ok ? ok(null) : tried;
}

/** Date counts whole seconds, so the shop's clock was up to a second later; within that and the time of the call the clocks agree. */
function offset(date: Instant, before: Instant, after: Instant): number {
  const middle = instant(Math.round((before + after) / 2));
  const difference = date + 500 - middle;
  return Math.abs(difference) <= 1_000 + (after - before) ? 0 : difference;
}

/** system_status wants an administrator's key; the newest order tells at least which version took it. */
async function readVersion(client: Client, orders: unknown, signal: AbortSignal): Promise<string> {
  const status = await client.get('/system_status', { _fields: 'environment' }, 'the system status', signal, true);
  const version = status.ok ? textAt(status.value.json, 'environment', 'version') : '';
  if (version !== '') return version;
  return Array.isArray(orders) ? textAt(orders[0], 'version') : '';
}

function textAt(json: unknown, ...path: readonly string[]): string {
  let at = json;
  for (const name of path) at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof at === 'string' ? at : '';
}
