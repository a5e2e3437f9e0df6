/** The shop's address as a person enters it, tidied, and the name it is known by for ever. */
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';

export type ShopAddress = {
  /** Without a slash at the end, e.g. `https://shop.example.com/store`. */
  readonly base: string;
  readonly isHttps: boolean;
  /** Host, port and path in lower case: part of newMessageSetID, so never the scheme, which may be cured from http to https. */
  readonly host: string;
};

/** Reads an address; what people copy along from the browser (`/wp-admin`, `/wp-json/wc/v3`) is taken off. Error: `badUrl`. */
export function readShopAddress(text: string): Result<ShopAddress> {
  const trimmed = text.trim();
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  } catch {
    return bad('is not a web address');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return bad('does not begin with https:// or http://');
  if (url.username !== '' || url.password !== '') return bad('holds a user name or password');
  if (trimmed === '' || !/^[^\s]+$/.test(trimmed)) return bad('is empty or has spaces in it');
  const path = url.pathname.replace(/\/(wp-json|wp-admin|wp-login\.php|index\.php)(\/.*)?$/, '').replace(/\/+$/, '');
  return ok({ base: `${url.origin}${path}`, isHttps: url.protocol === 'https:', host: `${url.host}${path}`.toLowerCase() });
}

function bad(why: string): Result<never> {
  return err(problem('badUrl', `The shop's address ${why}.`, 'Enter it as in the browser, for instance https://shop.example.com.', { field: 'url' }));
}
