/** Reads some products and variations one by one, as the shop shows them now: for a person who compares, not for many. */
import type { ListingRecord } from '../../domain/listing.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { failure, type StoreFailure } from '../store.ts';
import { productAnswer, variationAnswer, type ProductAnswer } from './answers.ts';
import type { Client } from './client.ts';
import { FIELDS, mapListing } from './pullListings.ts';

type Wanted = { readonly key: string; readonly parentKey: string | null };

/** A variation's name and state depend on its product, which is read once for all of them. Those the shop does not have any more are left out. */
export async function readListings(client: Client, listings: readonly Wanted[], signal: AbortSignal): Promise<Result<readonly ListingRecord[], StoreFailure>> {
  const found: ListingRecord[] = [];
  const products = new Map<string, ProductAnswer | null>();
  for (const { key, parentKey } of listings) {
    const productId = parentKey ?? key;
    if (!products.has(productId)) {
      const product = await read(client, `/products/${productId}`, signal);
      if (!product.ok) return product;
      const parsed = product.value === null ? null : productAnswer.safeParse(product.value);
      if (parsed?.success === false) return err(unreadable(client, key));
      products.set(productId, parsed?.data ?? null);
    }
    const product = products.get(productId) ?? null;
    if (product === null || product.status === 'trash') continue;
    if (parentKey === null) {
      found.push(mapListing(product, null));
      continue;
    }
    const answer = await read(client, `/products/${parentKey}/variations/${key.slice(key.indexOf('/') + 1)}`, signal);
    if (!answer.ok) return answer;
    if (answer.value === null) continue;
    const variation = variationAnswer.safeParse(answer.value);
    if (!variation.success) return err(unreadable(client, key));
    found.push(mapListing(variation.data, product));
  }
  return ok(found);
}

/** Null: the shop has no such record (404). */
async function read(client: Client, path: string, signal: AbortSignal): Promise<Result<unknown, StoreFailure>> {
  const answer = await client.get(path, { _fields: FIELDS }, 'a product', signal, true);
  return answer.ok ? ok(answer.value.status === 404 ? null : answer.value.json) : answer;
}

function unreadable(client: Client, key: string): StoreFailure {
  return failure(
    'storeAnswerUnreadable', `${client.address.host} sent product ${key} in a shape that cannot be read.`,
    'Ask whoever runs the shop which plug-in changes its REST answers.', null,
  );
}
