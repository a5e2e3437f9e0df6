/** The floor of telling a shop its stock: the calls alone, signed and sent one after the other, without a queue, a database or a look at the answers. */
import { randomBytes } from 'node:crypto';
import { authorise } from '../../src/stores/woocommerce/client.ts';
import { readShopAddress } from '../../src/stores/woocommerce/shopAddress.ts';
import { answerCalls } from './childPort.ts';

export type Change = { readonly id: number; readonly stock_quantity: number };

export type RawShopCalls = {
  /** Batches of 100; milliseconds for all. */
  batches(url: string, changes: readonly Change[]): Promise<number>;
  /** One product a call; milliseconds for all. */
  oneAtATime(url: string, changes: readonly Change[]): Promise<number>;
};

async function send(url: string, method: 'POST' | 'PUT', path: string, body: unknown): Promise<void> {
  const address = readShopAddress(url);
  if (!address.ok) throw new Error(address.error.what);
  const signed = authorise(address.value, { key: 'ck_bench', secret: 'cs_bench' }, method, path, {}, Math.floor(Date.now() / 1000), randomBytes(16).toString('hex'));
  const response = await fetch(signed.url, { method, headers: { 'Content-Type': 'application/json', ...signed.headers }, body: JSON.stringify(body) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the shop answered ${String(response.status)}: ${text.slice(0, 200)}`);
}

const calls: RawShopCalls = {
  async batches(url, changes) {
    const begun = performance.now();
    for (let start = 0; start < changes.length; start += 100) await send(url, 'POST', '/products/batch', { update: changes.slice(start, start + 100) });
    return performance.now() - begun;
  },
  async oneAtATime(url, changes) {
    const begun = performance.now();
    for (const change of changes) await send(url, 'PUT', `/products/${String(change.id)}`, change);
    return performance.now() - begun;
  },
};

answerCalls(calls, () => undefined);
