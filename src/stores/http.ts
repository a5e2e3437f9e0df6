/** One HTTP call to a shop: time-out, abort, size limit, JSON, and every failure as a StoreFailure that never shows a secret. */
import { instant, type Instant } from '../domain/calendar.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { parseBody } from './body.ts';
import { answerFailure, cancelled, networkFailure, redirected, shopError, timedOut, tooLarge, type ShopError } from './failures.ts';
import { failure, type StoreCall, type StoreFailure } from './store.ts';

/** Larger answers are given up: 100 products are about 0.2 MB on a real shop. */
export const MAX_BYTES = 64 * 1_048_576;

export type HttpCall = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Told what went over the line once the call has ended, with every secret taken out. */
  readonly record?: (call: StoreCall) => void;
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
  const clean = cleaner(options.secrets);
  return async (call, signal) => {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const seen: Seen = { status: null, text: null };
    const result = await exchange(call, body, signal, options, seen);
    call.record?.({
      method: call.method, address: clean(addressOf(call.url)), requestText: clean(body ?? ''), status: seen.status, responseText: seen.text === null ? null : clean(seen.text),
    });
    return result.ok ? result : err(hidden(result.error, clean));
  };
}

/** What came of an answer, as far as it came. */
type Seen = { status: number | null; text: string | null };

/** Host, path and query without the parameters that sign a call. */
function addressOf(url: URL): string {
  const query = [...url.searchParams].filter(([name]) => !/^(oauth_|consumer_)/i.test(name)).map(([name, value]) => `${name}=${value}`).join('&');
  return `${url.host}${url.pathname}${query === '' ? '' : `?${query}`}`;
}

async function exchange(call: HttpCall, body: string | undefined, signal: AbortSignal, options: HttpOptions, seen: Seen): Promise<Result<HttpAnswer, StoreFailure>> {
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
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...call.headers,
      },
      redirect: 'manual', // another host could collect the key, and a POST would arrive as a GET
      signal: both,
      ...(body === undefined ? {} : { body }),
    });
    seen.status = response.status;
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return err(redirected(host, call.url, location ?? ''));
    }
    const text = await readText(response, options.maxBytes ?? MAX_BYTES);
    seen.text = text;
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
  return err(failure(
    'storeAnswerUnreadable', `${host} sent ${what} (HTTP ${String(status)}).`,
    'It will be tried again. If it keeps happening, ask whoever runs the shop to look at its error log.', 60_000,
  ));
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

/** Takes every secret out of a text, also as an address, JSON or Basic writes it: a shop's page may echo what was sent. Short ones are left, they would garble words. */
function cleaner(secrets: readonly string[]): (text: string) => string {
  const forms = (secret: string): readonly string[] => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')];
  const needles = [...new Set(secrets.filter((secret) => secret.length >= 4).flatMap(forms))];
  return (text) => needles.reduce((so, needle) => so.replaceAll(needle, '•••'), text).replace(/oauth_signature=[^&\s"<]+/g, 'oauth_signature=•••');
}

function hidden(found: StoreFailure, clean: (text: string) => string): StoreFailure {
  return { ...found, what: clean(found.what), todo: clean(found.todo), ...(found.detail === undefined ? {} : { detail: clean(found.detail) }) };
}
