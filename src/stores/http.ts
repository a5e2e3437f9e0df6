/** One HTTP call to a shop: time-out, abort, size limit, JSON, and every failure as a StoreFailure that never shows a secret. */
import { instant, type Instant } from '../domain/calendar.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { parseBody } from './body.ts';
import { answerFailure, cancelled, networkFailure, redirected, shopError, timedOut, tooLarge, type ShopError } from './failures.ts';
import { failure, type StoreFailure } from './store.ts';

/** Larger answers are given up: 100 products are about 0.2 MB on a real shop. */
export const MAX_BYTES = 64 * 1_048_576;

export type HttpCall = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
};

/** An answer with JSON in it. 4xx answers are for the connector to explain. */
export type HttpAnswer = { readonly status: number; readonly headers: Headers; readonly json: unknown; readonly error: ShopError | null; readonly date: Instant | null };

export type HttpOptions = {
  readonly timeoutMilliseconds: number;
  /** Never shown in any text: keys, passwords. */
  readonly secrets: readonly string[];
  readonly now: () => Instant;
  readonly maxBytes?: number;
};

export type Http = (call: HttpCall, signal: AbortSignal) => Promise<Result<HttpAnswer, StoreFailure>>;

export function createHttp(options: HttpOptions): Http {
  const hide = hider(options.secrets);
  return async (call, signal) => {
    const result = await exchange(call, signal, options);
    return result.ok ? result : err(hide(result.error));
  };
}

async function exchange(call: HttpCall, signal: AbortSignal, options: HttpOptions): Promise<Result<HttpAnswer, StoreFailure>> {
  const host = call.url.host;
  if (signal.aborted) return err(cancelled());
  const limit = AbortSignal.timeout(options.timeoutMilliseconds);
  const both = AbortSignal.any([signal, limit]);
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: {
        Accept: 'application/json',
        'User-Agent': 'Stockbridge',
        ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...call.headers,
      },
      redirect: 'manual', // another host could collect the key, and a POST would arrive as a GET
      signal: both,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return err(redirected(host, call.url, location ?? ''));
    }
    const text = await readText(response, options.maxBytes ?? MAX_BYTES);
    if (text === null) return err(tooLarge(host, options.maxBytes ?? MAX_BYTES));
    return judge(host, response, text, options.now());
  } catch (error) {
    if (isAborted(signal)) return err(cancelled());
    if (limit.aborted) return err(timedOut(host, options.timeoutMilliseconds));
    return err(networkFailure(host, errorCode(error)));
  }
}

/** Asked again after a wait: the compiler believes that what was false stays so. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** The body as text; null once it grows over the limit. */
async function readText(response: Response, maxBytes: number): Promise<string | null> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null; // leaving the loop cancels the stream
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function judge(host: string, response: Response, text: string, now: Instant): Result<HttpAnswer, StoreFailure> {
  const { status, headers } = response;
  const body = parseBody(text);
  const date = readDate(headers.get('date'));
  const json = body.isJson ? body.value : undefined;
  const answer: HttpAnswer = { status, headers, json, error: shopError(json), date };
  if (status < 300 && body.isJson) return ok(answer);
  const retryAfter = readRetryAfter(headers.get('retry-after'), date ?? now);
  const known = answerFailure({ host, status, headers, text, json, retryAfter });
  if (known !== null) return err(known);
  if (body.isJson) return ok(answer);
  const what = text.trim() === '' ? 'an empty answer' : 'an answer that is not data';
  return err(failure('storeAnswerUnreadable', `${host} sent ${what} (HTTP ${String(status)}).`, 'It will be tried again. If it keeps happening, ask whoever runs the shop to look at its error log.', 60_000));
}

function readDate(value: string | null): Instant | null {
  const milliseconds = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(milliseconds) ? null : instant(milliseconds);
}

/** `Retry-After` in milliseconds from `now`: seconds, or an HTTP date (RFC 9110 §10.2.3). Null when absent or unreadable; a day at most. */
export function readRetryAfter(value: string | null, now: Instant): number | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), 86_400_000);
}

/** Node hides the reason under `cause`; a name with several addresses gives several. */
function errorCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if ('errors' in at && Array.isArray(at.errors) && at.errors.length > 0) at = at.errors[0];
    else at = 'cause' in at ? at.cause : null;
  }
  return '';
}

/** Takes every secret out of a failure's texts: a shop's page may echo what was sent. Short strings are left, they would garble words. */
function hider(secrets: readonly string[]): (failure: StoreFailure) => StoreFailure {
  const needles = secrets.filter((secret) => secret.length >= 4).flatMap((secret) => [secret, encodeURIComponent(secret)]);
  const clean = (text: string): string => needles.reduce((so, needle) => so.replaceAll(needle, '•••'), text).replace(/oauth_signature=[^&\s"<]+/g, 'oauth_signature=•••');
  return (found) => ({ ...found, what: clean(found.what), todo: clean(found.todo), ...(found.detail === undefined ? {} : { detail: clean(found.detail) }) });
}
