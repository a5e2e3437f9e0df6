/** Explains why WooCommerce refused a call: the 4xx answers of its REST interface, measured on a real shop (docs/woocommerce.md). */
import { problem, type Problem } from '../../domain/problem.ts';
import type { HttpAnswer } from '../http.ts';
import { failure, type StoreFailure } from '../store.ts';
import type { ShopAddress } from './shopAddress.ts';

const NEW_KEY = 'In the shop, under WooCommerce > Settings > Advanced > REST API, make a key with Read/Write permission for an administrator, and enter it here.';

/** Checks the keys' shape without a call. */
export function checkKeys(key: string, secret: string): Problem | null {
  for (const [field, label, value] of [['consumerKey', 'Consumer key', key], ['consumerSecret', 'Consumer secret', secret]] as const) {
    if (value.trim() === '') return problem('missingSecret', `The ${label.toLowerCase()} is missing.`, NEW_KEY, { field });
    if (/\s/.test(value.trim())) return problem(
      'badSecret', `The ${label.toLowerCase()} has spaces or line breaks in it.`,
      'Copy it again from the shop, without anything around it.', { field },
    );
  }
  if (key.startsWith('cs_') || secret.startsWith('ck_')) {
    return problem('badSecret', 'Consumer key and consumer secret seem to be swapped.', 'The key begins with ck_, the secret with cs_.', { field: 'consumerKey' });
  }
  return null;
}

/** The shop says our time stamp is wrong: this PC's clock, or the shop's, is off by more than 15 minutes. */
export function isClockRefusal(answer: HttpAnswer): boolean {
  return answer.status === 401 && /invalid timestamp/i.test(answer.error?.message ?? '');
}

/** Our nonce was used before: a proxy repeated the call. A new nonce cures it. */
export function isNonceRefusal(answer: HttpAnswer): boolean {
  return answer.status === 401 && /invalid nonce/i.test(answer.error?.message ?? '');
}

/** A 4xx answer with JSON in it, as a failure. `what` names the thing called, e.g. `the orders`. */
export function refused(answer: HttpAnswer, address: ShopAddress, what: string): StoreFailure {
  const { error } = answer;
  const detail = { detail: `HTTP ${String(answer.status)}${error === null ? '' : `, ${error.code}: ${error.message}`}` };
  const message = error?.message ?? '';
  const { status } = answer;
  if (status === 401 || status === 403) return notSignedIn(error?.code ?? '', message, address, what, detail);
  if (status === 404 && error?.code === 'rest_no_route') {
    return failure(
      'storeNoApi', `${address.host} runs WordPress, but WooCommerce's REST interface has no ${what}.`,
      'Check that WooCommerce is active and up to date, and that the address is the shop\'s.', null, { ...detail, field: 'url' },
    );
  }
  if (status === 413) {
    return failure(
      'storeCallTooLarge', `${address.host} takes fewer changes in one call than were sent.`,
      'Report this to Stockbridge\'s makers; it sends at most 100.', null, detail,
    );
  }
  return failure(
    'storeRefusedCall', `${address.host} refused the call for ${what} (HTTP ${String(status)}).`,
    'See the shop\'s own words. If they do not help, ask whoever runs the shop.', null, detail,
  );
}

function notSignedIn(code: string, message: string, address: ShopAddress, what: string, detail: { readonly detail: string }): StoreFailure {
  if (/does not have write/i.test(message)) {
    return failure('keyReadOnly', `The key may only read from ${address.host}, so stock cannot be set.`, NEW_KEY, null, { ...detail, field: 'consumerKey' });
  }
  if (/does not have read/i.test(message)) {
    return failure('keyWriteOnly', `The key may only write to ${address.host}, so ${what} cannot be read.`, NEW_KEY, null, { ...detail, field: 'consumerKey' });
  }
  if (/consumer secret/i.test(message)) {
    return failure(
      'badSecret', `${address.host} knows the key, but the consumer secret is wrong.`,
      'Enter the secret that belongs to this key. The shop shows it only once: if it is lost, make a new key.', null,
      { ...detail, field: 'consumerSecret' },
    );
  }
  if (/consumer key/i.test(message)) {
    return failure('badKey', `${address.host} does not know this consumer key.`, NEW_KEY, null, { ...detail, field: 'consumerKey' });
  }
  if (/invalid timestamp/i.test(message)) {
    return failure(
      'clockWrong', `${address.host} refuses the call because its clock and this PC's differ by more than 15 minutes.`,
      'Set this PC\'s clock to automatic. If it is right, ask the shop\'s host to correct theirs.', null, detail,
    );
  }
  if (/invalid signature/i.test(message)) {
    return failure(
      'badSignature', `${address.host} does not accept the signature: the consumer secret is wrong, or the shop knows itself under another address.`,
      'Enter the secret again, and the address exactly as in the shop under Settings > General > Site Address (www, port and https count).', null,
      { ...detail, field: 'consumerSecret' },
    );
  }
  if (/invalid nonce/i.test(message)) {
    return failure('nonceUsed', `${address.host} has seen this very call before.`, 'Nothing to do; it will be tried again.', 5_000, detail);
  }
  if (code === 'woocommerce_rest_cannot_view' || code === 'woocommerce_rest_authentication_error') {
    const how = address.isHttps
      ? 'The key is not known there, its user may not see the shop\'s data, or the web server drops the Authorization header.'
      : 'The key is not known there, or its user may not see the shop\'s data.';
    return failure('keyNotAccepted', `${address.host} did not accept the key for ${what}. ${how}`, NEW_KEY, null, { ...detail, field: 'consumerKey' });
  }
  return failure('keyNotAllowed', `${address.host} does not allow this key to use ${what}.`, NEW_KEY, null, { ...detail, field: 'consumerKey' });
}
