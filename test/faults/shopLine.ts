/** Carries the connectors' calls to the simulated shops without a network: `fetch` for the time of a run, with places to act before and after each call. */
import type { SimulatedStore } from '../../src/simulator/store/types.ts';

export type ShopHook = (when: 'before' | 'after', call: string, host: string) => void;

export type ShopLine = {
  /** Puts the real fetch back. */
  restore(): void;
};

/** What Node's fetch throws when a connection breaks. */
function broken(code: string): Error {
  return Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
}

function turn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}

/** `afterHang`: what passes while nobody answers. The engine that made a call may be gone when it would arrive: then it does not. */
export function layShopLine(shops: ReadonlyMap<string, SimulatedStore>, hook: ShopHook, afterHang: () => void): ShopLine {
  const real = globalThis.fetch;
  const ended = (signal: AbortSignal | null | undefined): void => {
    if (signal?.aborted === true) throw new DOMException('This operation was aborted', 'AbortError');
  };
  const call: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const shop = shops.get(url.host);
    if (shop === undefined) throw broken('ENOTFOUND');
    const { signal } = init ?? {};
    const method = init?.method ?? 'GET';
    const shown = `${method} ${url.pathname.replace('/wp-json/wc/v3', '')}`;
    await turn();
    ended(signal);
    hook('before', shown, url.host);
    ended(signal);
    const answer = await shop.call({
      method, target: `${url.pathname}${url.search}`, host: url.host, authorization: new Headers(init?.headers).get('authorization') ?? '', body: typeof init?.body === 'string' ? init.body : '',
    });
    hook('after', shown, url.host);
    await turn();
    ended(signal);
    if (answer === 'reset') throw broken('ECONNRESET');
    if (answer === 'hang') {
      afterHang();
      throw broken('UND_ERR_HEADERS_TIMEOUT');
    }
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
  globalThis.fetch = call;
  return { restore: () => { globalThis.fetch = real; } };
}
