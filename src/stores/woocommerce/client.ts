/** Calls to a shop's REST interface: base address, signing, clock correction, repeated attempts, and refusals in plain words. */
import { randomBytes } from 'node:crypto';
import { MINUTE } from '../../domain/calendar.ts';
import { err, type Result } from '../../domain/result.ts';
import { createHttp, type HttpAnswer, type HttpCall } from '../http.ts';
import { paceOf, withRetries } from '../rateLimit.ts';
import type { StoreCall, StoreConfig, StoreFailure } from '../store.ts';
import { encodeQuery, signedParameters, type OAuthKey, type Parameter } from './oauth.ts';
import { isClockRefusal, isNonceRefusal, refused } from './signIn.ts';
import type { ShopAddress } from './shopAddress.ts';

export type Query = Readonly<Record<string, string>>;

type Method = 'GET' | 'POST' | 'PUT';

export type Client = {
  readonly address: ShopAddress;
  /** Reads `path` (below wc/v3). `what` names it for people. A 404 of one thing comes back as an answer when `allow404`. */
  get(path: string, query: Query, what: string, signal: AbortSignal, allow404?: boolean): Promise<Result<HttpAnswer, StoreFailure>>;
  /** Sends a call that may be repeated without harm; `record` is told each time. */
  post(path: string, body: unknown, what: string, signal: AbortSignal, record?: (call: StoreCall) => void): Promise<Result<HttpAnswer, StoreFailure>>;
  /** Sends a call that would do its work once more if it were repeated: one attempt. A 404 comes back as an answer. */
  postOnce(path: string, body: unknown, what: string, signal: AbortSignal): Promise<Result<HttpAnswer, StoreFailure>>;
  /** Sets fields to what they should be; may be repeated without harm. A 400 or 404 comes back as an answer. */
  put(path: string, body: unknown, what: string, signal: AbortSignal): Promise<Result<HttpAnswer, StoreFailure>>;
  /** The site's index, which needs no key. */
  index(signal: AbortSignal): Promise<Result<HttpAnswer, StoreFailure>>;
};

type Asked = { readonly method: Method; readonly path: string; readonly query: Query; readonly body: unknown; readonly record?: (call: StoreCall) => void };

export function createClient(config: StoreConfig, address: ShopAddress): Client {
  const key: OAuthKey = { key: (config.secrets['consumerKey'] ?? '').trim(), secret: (config.secrets['consumerSecret'] ?? '').trim() };
  const http = createHttp({ timeoutMilliseconds: config.timeoutSeconds * 1_000, secrets: [key.key, key.secret, basicOf(key)], now: config.now });
  const pace = paceOf(config);
  let clockOffset = 0; // the shop's clock minus ours; used once the shop has said that ours is too far off

  const prepare = ({ method, path, query, body, record }: Asked): HttpCall => {
    const seconds = Math.floor((config.now() + clockOffset) / 1_000);
    return {
      method, ...authorise(address, key, method, path, query, seconds, randomBytes(16).toString('hex')),
      ...(body === undefined ? {} : { body }), ...(record === undefined ? {} : { record }),
    };
  };

  const attempt = async (asked: Asked, signal: AbortSignal): Promise<Result<HttpAnswer, StoreFailure>> => {
    const first = await http(prepare(asked), signal);
    if (!first.ok || address.isHttps) return first;
    if (isClockRefusal(first.value) && first.value.date !== null && Math.abs(first.value.date - config.now() - clockOffset) > MINUTE) {
      clockOffset = first.value.date - config.now();
    } else if (!isNonceRefusal(first.value)) return first;
    return http(prepare(asked), signal);
  };

  /** `fine`: statuses that come back as answers. */
  const judged = (result: Result<HttpAnswer, StoreFailure>, what: string, fine: readonly number[]): Result<HttpAnswer, StoreFailure> => {
    if (!result.ok || result.value.status < 300 || fine.includes(result.value.status)) return result;
    return err(refused(result.value, address, what));
  };

  const call = async (asked: Asked, what: string, signal: AbortSignal, fine: readonly number[]): Promise<Result<HttpAnswer, StoreFailure>> =>
    judged(await withRetries(() => attempt(asked, signal), pace, signal), what, fine);

  return {
    address,
    get: (path, query, what, signal, allow404 = false) => call({ method: 'GET', path, query, body: undefined }, what, signal, allow404 ? [404] : []),
    post: (path, body, what, signal, record) => call({ method: 'POST', path, query: {}, body, ...(record === undefined ? {} : { record }) }, what, signal, []),
    postOnce: async (path, body, what, signal) => judged(await attempt({ method: 'POST', path, query: {}, body }, signal), what, [404]),
    put: (path, body, what, signal) => call({ method: 'PUT', path, query: {}, body }, what, signal, [400, 404]),
    index: (signal) => http({ method: 'GET', url: new URL(`${address.base}/wp-json/`) }, signal),
  };
}

function basicOf(key: OAuthKey): string {
  return Buffer.from(`${key.key}:${key.secret}`).toString('base64');
}

/** Basic over https; over plain http the secret never leaves: OAuth signs. Keys in the query would end up in logs, so never there. */
export function authorise(address: ShopAddress, key: OAuthKey, method: string, path: string, query: Query, seconds: number, nonce: string): Pick<HttpCall, 'url' | 'headers'> {
  const base = `${address.base}/wp-json/wc/v3${path}`;
  const parameters: readonly Parameter[] = Object.entries(query);
  if (address.isHttps) return { url: withQuery(base, parameters), headers: { Authorization: `Basic ${basicOf(key)}` } };
  return { url: withQuery(base, signedParameters(method, base, parameters, key, seconds, nonce)), headers: {} };
}

function withQuery(base: string, parameters: readonly Parameter[]): URL {
  return new URL(parameters.length === 0 ? base : `${base}?${encodeQuery(parameters)}`);
}
