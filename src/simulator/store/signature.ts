/** Who is calling: OAuth 1.0a over plain http, checked from the wire by the simulator's own hand, in WooCommerce's order and words. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE, type Instant } from '../../domain/calendar.ts';
import { restError, type RestAnswer } from './rest.ts';

export type Keys = { readonly key: string; readonly secret: string; readonly permissions: 'read' | 'write' | 'read_write' };

/** A raw call as it came in; `target` is the request line's path with its query. */
export type RawCall = { readonly method: string; readonly host: string; readonly target: string };

const WINDOW = 15 * MINUTE;

const refuse = (message: string): RestAnswer => restError(401, 'woocommerce_rest_authentication_error', message);

function encode(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    out += /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** As PHP reads a query: plus is a space. */
export function decodePairs(query: string): readonly (readonly [string, string])[] {
  if (query === '') return [];
  const decode = (text: string): string => decodeURIComponent(text.replace(/\+/g, ' '));
  return query.split('&').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
  });
}

/** Checks callers; remembers nonces. Answers null when the caller may do this. */
export function createGuard(keys: Keys, now: () => Instant): (call: RawCall) => RestAnswer | null {
  const used = new Map<string, number>();
  return (call) => {
    const [path, query] = split(call.target);
    const pairs = decodePairs(query);
    const value = (name: string): string => pairs.find(([key]) => key === name)?.[1] ?? '';
    if (value('oauth_consumer_key') === '') {
      // Basic and ?consumer_key= over plain http are the same to the shop as no key at all.
      return call.method === 'GET'
        ? restError(401, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.')
        : restError(401, 'woocommerce_rest_cannot_edit', 'Sorry, you are not allowed to edit this resource.');
    }
    const missing = ['oauth_timestamp', 'oauth_nonce', 'oauth_signature', 'oauth_signature_method'].filter((name) => value(name) === '');
    if (missing.length > 0) return refuse(`Missing OAuth parameter ${missing.join(', ')}`);
    if (value('oauth_consumer_key') !== keys.key) return refuse('Consumer key is invalid.');
    const hash = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' }[value('oauth_signature_method')];
    if (hash === undefined) return refuse('Invalid signature - signature method is invalid.');
    const signed = pairs
      .filter(([name]) => name !== 'oauth_signature')
      .map(([name, text]) => `${encode(name)}=${encode(text)}`)
      .sort()
      .join('&');
    const base = `${call.method}&${encode(`http://${call.host}${path}`)}&${encode(signed)}`;
    const wanted = createHmac(hash, `${encode(keys.secret)}&`).update(base).digest();
    const given = Buffer.from(value('oauth_signature').replace(/ /g, '+'), 'base64');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return refuse('Invalid signature - provided signature does not match.');
    const stamp = Number(value('oauth_timestamp')) * 1_000;
    if (!Number.isFinite(stamp) || Math.abs(stamp - now()) > WINDOW) return refuse('Invalid timestamp.');
    if (used.has(value('oauth_nonce'))) return refuse('Invalid nonce - nonce has already been used.');
    for (const [nonce, at] of used) if (at < now() - WINDOW) used.delete(nonce);
    used.set(value('oauth_nonce'), stamp);
    if (call.method === 'GET' && keys.permissions === 'write') return refuse('The API key provided does not have read permissions.');
    if (call.method !== 'GET' && keys.permissions === 'read') return refuse('The API key provided does not have write permissions.');
    return null;
  };
}

export function split(target: string): readonly [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}
