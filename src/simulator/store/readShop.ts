/** Reads everything a shop shows over HTTP, for an auditor: signed GETs of our own, so that nothing of the bridge is trusted. */
import { createHmac, randomBytes } from 'node:crypto';

export type ShopLine = { readonly sku: string | null; readonly quantity: number; readonly total: string };
export type ShopOrder = {
  readonly id: number; readonly number: string; readonly status: string; readonly total: string; readonly total_tax: string;
  readonly line_items: readonly ShopLine[]; readonly refunds: readonly { readonly id: number; readonly total: string }[];
};
export type ShopListing = { readonly id: number; readonly sku: string; readonly manage_stock: boolean | 'parent'; readonly stock_quantity: number | null; readonly type: string };
export type ShopRecord = { readonly orders: readonly ShopOrder[]; readonly listings: readonly ShopListing[] };

const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** RFC 5849 §3.4: the signature of a GET; everything travels in the query. */
function sign(url: URL, key: string, secret: string, now: number): URL {
  const values: [string, string][] = [...url.searchParams, ['oauth_consumer_key', key], ['oauth_nonce', randomBytes(12).toString('hex')],
    ['oauth_signature_method', 'HMAC-SHA256'], ['oauth_timestamp', String(Math.floor(now / 1_000))]];
  const pairs = values.map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&');
  const base = `GET&${encode(`${url.origin}${url.pathname}`)}&${encode(pairs)}`;
  const signature = createHmac('sha256', `${secret}&`).update(base).digest('base64');
  const signed = new URL(`${url.origin}${url.pathname}`);
  signed.search = `${pairs}&oauth_signature=${encode(signature)}`;
  return signed;
}

/** Every order and every listing (variations included) as the shop shows them now. Throws when the shop does not answer 200. */
export async function readShop(url: string, key: string, secret: string, now: () => number): Promise<ShopRecord> {
  const pages = async <T>(path: string): Promise<T[]> => {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
      const target = new URL(`${url}/wp-json/wc/v3/${path}`);
      target.searchParams.set('per_page', '100');
      target.searchParams.set('page', String(page));
      const response = await fetch(sign(target, key, secret, now()));
      if (response.status !== 200) throw new Error(`the shop answered ${String(response.status)} to ${path}`);
      const rows = (await response.json()) as T[];
      all.push(...rows);
      if (rows.length < 100) return all;
    }
  };
  const products = await pages<ShopListing>('products');
  const listings = [...products];
  for (const product of products) if (product.type === 'variable') listings.push(...(await pages<ShopListing>(`products/${String(product.id)}/variations`)));
  return { orders: await pages<ShopOrder>('orders'), listings };
}
