/** OAuth 1.0a request signing (RFC 5849) without tokens: how WooCommerce knows its keys over plain http, where Basic is refused. */
import { createHmac } from 'node:crypto';

export type Parameter = readonly [name: string, value: string];

/** Percent-encoding of RFC 3986: everything but letters, digits and `-._~` (RFC 5849 §3.6). */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function encodeQuery(parameters: readonly Parameter[]): string {
  return parameters.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
}

/** RFC 5849 §3.4.1. `url` without query; parameters unencoded, in any order. */
export function signatureBase(method: string, url: string, parameters: readonly Parameter[]): string {
  const encoded = parameters.map(([name, value]) => [percentEncode(name), percentEncode(value)] as const);
  const sorted = encoded.toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return [method.toUpperCase(), url, sorted.map(([name, value]) => `${name}=${value}`).join('&')].map((part, index) => (index === 0 ? part : percentEncode(part))).join('&');
}

/** RFC 5849 §3.4.2, base64. WooCommerce takes sha1 and sha256 and has no token secret (facts: SHA-512 is refused). */
export function sign(base: string, consumerSecret: string, hash: 'sha1' | 'sha256', tokenSecret = ''): string {
  return createHmac(hash, `${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`).update(base).digest('base64');
}

export type OAuthKey = { readonly key: string; readonly secret: string };

/** The parameters of a call plus the six of OAuth. `timestamp` in seconds; `nonce` never twice. */
export function signedParameters(method: string, url: string, parameters: readonly Parameter[], key: OAuthKey, timestamp: number, nonce: string): readonly Parameter[] {
  const all: readonly Parameter[] = [
    ...parameters,
    ['oauth_consumer_key', key.key],
    ['oauth_nonce', nonce],
    ['oauth_signature_method', 'HMAC-SHA256'],
    ['oauth_timestamp', String(timestamp)],
    ['oauth_version', '1.0'],
  ];
  return [...all, ['oauth_signature', sign(signatureBase(method, url, all), key.secret, 'sha256')]];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
