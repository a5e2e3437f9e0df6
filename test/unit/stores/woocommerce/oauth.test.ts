/** OAuth 1.0a signing against RFC 5849's own examples. */
import { describe, expect, it } from 'vitest';
import { authorise } from '../../../../src/stores/woocommerce/client.ts';
import { encodeQuery, percentEncode, sign, signatureBase, signedParameters } from '../../../../src/stores/woocommerce/oauth.ts';
import { readShopAddress } from '../../../../src/stores/woocommerce/shopAddress.ts';

describe('RFC 5849', () => {
  it('makes the signature base string of §3.4.1.1', () => {
    const base = signatureBase('post', 'http://example.com/request', [
      ['b5', '=%3D'], ['a3', 'a'], ['c@', ''], ['a2', 'r b'], ['c2', ''], ['a3', '2 q'],
      ['oauth_consumer_key', '9djdj82h48djs9d2'], ['oauth_token', 'kkk9d7dh3k39sjv7'], ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'], ['oauth_nonce', '7d8f3e4a'],
    ]);
    expect(base).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2' +
      '%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });

  it('makes the signature of §1.2\'s photo request', () => {
    const base = signatureBase('GET', 'http://photos.example.net/photos', [
      ['file', 'vacation.jpg'], ['size', 'original'], ['oauth_consumer_key', 'dpf43f3p2l4k3l03'], ['oauth_token', 'nnch734d00sl2jdk'],
      ['oauth_signature_method', 'HMAC-SHA1'], ['oauth_timestamp', '137131202'], ['oauth_nonce', 'chapoH'],
    ]);
    expect(sign(base, 'kd94hf93k423kf44', 'sha1', 'pfkkdhi9sl3r4s00')).toBe('MdpQcU8iPSUjWoN/UDMsK2sui9I=');
  });

  it('encodes all but unreserved characters, §3.6', () => {
    expect(percentEncode('azAZ09-._~')).toBe('azAZ09-._~');
    expect(percentEncode('!*\'() +&=/☃')).toBe('%21%2A%27%28%29%20%2B%26%3D%2F%E2%98%83');
  });
});

const KEY = { key: 'ck_abc', secret: 'cs_def' };
const address = (url: string) => {
  const read = readShopAddress(url);
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
};

describe('signing in', () => {
  it('sends Basic over https and nothing in the query', () => {
    const call = authorise(address('https://shop.example.com/store/'), KEY, 'GET', '/orders', { page: '2' }, 1, 'n');
    expect(call.url.href).toBe('https://shop.example.com/store/wp-json/wc/v3/orders?page=2');
    expect(call.headers).toEqual({ Authorization: `Basic ${btoa('ck_abc:cs_def')}` });
  });

  it('signs over plain http and never sends the secret', () => {
    const call = authorise(address('http://shop.example.com'), KEY, 'GET', '/orders', { modified_after: '2026-11-21T19:23:16Z' }, 1795289177, 'n1');
    expect(call.headers).toEqual({});
    expect(call.url.href).not.toContain('cs_def');
    expect(call.url.searchParams.get('oauth_consumer_key')).toBe('ck_abc');
    expect(call.url.searchParams.get('oauth_signature_method')).toBe('HMAC-SHA256');
    const signed = signedParameters('GET', 'http://shop.example.com/wp-json/wc/v3/orders', [['modified_after', '2026-11-21T19:23:16Z']], KEY, 1795289177, 'n1');
    expect(call.url.search).toBe(`?${encodeQuery(signed)}`);
  });
});

describe('the shop\'s address', () => {
  it.each([
    ['https://Shop.Example.com/', 'https://shop.example.com', 'shop.example.com'],
    ['shop.example.com', 'https://shop.example.com', 'shop.example.com'],
    ['http://shop.example.com:8080/Store/', 'http://shop.example.com:8080/Store', 'shop.example.com:8080/store'],
    ['https://shop.example.com/wp-json/wc/v3', 'https://shop.example.com', 'shop.example.com'],
    ['https://shop.example.com/wp-admin/admin.php?page=wc-settings', 'https://shop.example.com', 'shop.example.com'],
  ])('reads %s', (text, base, host) => {
    expect(address(text)).toMatchObject({ base, host });
  });

  it.each(['', '   ', 'ftp://shop.example.com', 'https://user:pass@shop.example.com', 'https://', 'file:///C:/shop'])('refuses "%s"', (text) => {
    expect(readShopAddress(text)).toMatchObject({ ok: false, error: { code: 'badUrl', field: 'url' } });
  });
});
