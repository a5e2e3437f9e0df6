/** What can go wrong between us and a shop, in plain words with a next step. */
import { MINUTE, SECOND } from '../domain/calendar.ts';
import { whoBlocks } from './blocked.ts';
import { isPage, plainText } from './body.ts';
import { failure, type StoreFailure } from './store.ts';

/** The engine asked us to stop. */
export function cancelled(): StoreFailure {
  return failure('cancelled', 'The call to the shop was stopped before it ended.', 'Nothing to do; it will be done again.', 0);
}

export function timedOut(host: string, milliseconds: number): StoreFailure {
  return failure(
    'storeTimeOut', `${host} did not answer within ${String(Math.round(milliseconds / SECOND))} seconds.`,
    'Open the shop in a browser. If it is slow there too, ask its host; if it is only slow here, raise the time-out in the settings.', 30 * SECOND,
  );
}

export function tooLarge(host: string, limit: number): StoreFailure {
  return failure(
    'storeAnswerTooLarge', `${host} sent more than ${String(Math.round(limit / 1_048_576))} MB in one answer.`,
    'Ask the shop\'s developer which plug-in adds so much to its REST answers.', 5 * MINUTE,
  );
}

const TLS = /CERT|TLS|SSL|EPROTO|UNABLE_TO|SELF_SIGNED/;

/** A failure below HTTP, from the error code that Node gives (`ENOTFOUND`, `CERT_HAS_EXPIRED` …). */
export function networkFailure(host: string, code: string): StoreFailure {
  const detail = code === '' ? {} : { detail: code };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') {
    return failure('storeNotFound', `No server with the name ${host} was found.`, 'Check this PC\'s internet connection and the spelling of the shop\'s address.', MINUTE, detail);
  }
  if (code === 'ECONNREFUSED') {
    return failure(
      'storeRefused', `${host} is there but takes no connection.`,
      'Open the shop in a browser. If it is down, ask its host; if it opens, check the port in the shop\'s address.', MINUTE, detail,
    );
  }
  if (TLS.test(code)) {
    return failure(
      'storeCertificate', `The certificate of ${host} cannot be trusted, so nothing was sent.`,
      'Open the shop in a browser and look at its certificate. Ask the host to renew it, and check this PC\'s date.', 10 * MINUTE, detail,
    );
  }
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ENETDOWN' || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return failure('storeUnreachable', `${host} cannot be reached from this PC.`, 'Check this PC\'s internet connection, then open the shop in a browser.', MINUTE, detail);
  }
  return failure(
    'storeConnectionLost', `The connection to ${host} broke off before its answer was complete.`,
    'Nothing to do; it will be tried again. If it keeps happening, ask the shop\'s host.', 30 * SECOND, detail,
  );
}

/** Never followed: another address could collect the key. The new address is shown without its query, which would hold a signature. */
export function redirected(host: string, from: URL, location: string): StoreFailure {
  let target = 'another address';
  let shop = target;
  try {
    const url = new URL(location, from);
    target = `${url.origin}${url.pathname}`;
    shop = `${url.origin}${url.pathname.replace(/\/(wp-json|index\.php|wp-login\.php)(\/.*)?$/, '')}`.replace(/\/$/, '');
  } catch {
    // An unreadable Location: say only that there was one.
  }
  return failure(
    'storeRedirects', `${host} sends calls on to ${target}. The key was not sent there.`,
    `If ${shop} is the shop's right address, enter exactly that as its address (with https and with or without www as shown).`, null, { field: 'url' },
  );
}

export type BadAnswer = {
  readonly host: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
  readonly retryAfter: number | null;
};

/** The shop's own error code and words, where it answers in WordPress's way: `{code, message, data}`. */
export type ShopError = { readonly code: string; readonly message: string };

/** Null when the answer has another shape. `data` is not read: it may be an object, a number or absent (docs/woocommerce.md). */
export function shopError(json: unknown): ShopError | null {
  if (typeof json !== 'object' || json === null || !('code' in json) || typeof json.code !== 'string') return null;
  const message = 'message' in json && typeof json.message === 'string' ? json.message : '';
  return { code: json.code, message: plainText(message) };
}

/** Failures any shop on the web may answer with, whatever software it runs. Null: the connector must look itself. */
export function answerFailure(answer: BadAnswer): StoreFailure | null {
  const { host, status } = answer;
  const error = shopError(answer.json);
  const words = error?.message ?? plainText(answer.text);
  const detail = { detail: `HTTP ${String(status)}${words === '' ? '' : `: ${words}`}` };
  // A proxy's own error pages carry its name too: only refusals count as blocked, not 429 nor a broken server behind it.
  const blocker = status === 429 || (status >= 500 && status !== 503) ? null : whoBlocks(answer);
  if (blocker !== null) {
    return failure(
      'storeBlocked', `Blocked by a firewall or security plug-in in front of ${host} (it looks like ${blocker}). The shop itself did not see the call.`,
      'Ask whoever runs the shop to let this PC\'s internet address, or calls to /wp-json/wc/, through. The password and key are not the cause.', 15 * MINUTE, detail,
    );
  }
  if (status === 429) {
    return failure(
      'storeBusy', `${host} says that it was called too often.`,
      'Nothing to do; it will be tried again more slowly. If it keeps happening, ask the host to raise its limit.', answer.retryAfter ?? 5 * SECOND, detail,
    );
  }
  if (status === 503 && (/maintenance/i.test(answer.text) || error?.code === 'wp_die')) {
    return failure(
      'storeMaintenance', `${host} is closed for maintenance.`,
      'Nothing to do; it will be tried again. If it lasts over an hour, ask whoever runs the shop.', answer.retryAfter ?? 2 * MINUTE, detail,
    );
  }
  if (status === 503 && answer.retryAfter !== null) {
    return failure('storeBusy', `${host} is overloaded and asks for a pause.`, 'Nothing to do; it will be tried again.', answer.retryAfter, detail);
  }
  if (status === 502 || status === 504 || status >= 520) {
    return failure(
      'storeServerError', `The web server of ${host} got no answer from the shop behind it (${String(status)}).`,
      'Nothing to do; it will be tried again. If it keeps happening, ask the shop\'s host.', MINUTE, detail,
    );
  }
  if (status >= 500) {
    return failure(
      'storeServerError', `${host} failed while it worked on the call (${String(status)}).`,
      'It will be tried again. If it keeps happening, ask whoever runs the shop to look at its error log.', MINUTE, detail,
    );
  }
  if (status === 413 && error === null) {
    return failure('storeCallTooLarge', `The web server of ${host} refuses calls of this size.`, 'Ask the host to allow larger request bodies (1 MB is enough).', null, detail);
  }
  if (error === null && status === 404) {
    return failure(
      'storeNoApi', `${host} has no shop interface at this address.`,
      'Check the shop\'s address, that WooCommerce is active, and that permalinks are not set to "Plain".', null, { ...detail, field: 'url' },
    );
  }
  if (error === null && (status === 401 || status === 403)) {
    return failure(
      'storeClosed', `${host} asks for a password, or forbids the call, before the shop itself is reached.`,
      'If the site is protected by a log-in of its web server (a test site often is), ask for it to be lifted for /wp-json/.', null, detail,
    );
  }
  if (error === null && isPage(answer.text)) {
    return failure(
      'storeAnsweredPage', `${host} answered with a web page instead of data.`,
      'Open the shop in a browser: a "coming soon" page, a log-in page or a wrong address does this.', 5 * MINUTE, detail,
    );
  }
  return null;
}
