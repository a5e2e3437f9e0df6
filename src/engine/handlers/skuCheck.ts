/** Answers the calls about single SKUs: check, compare now, send now. */
import type { skuCalls } from '../../contract/calls/sku.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { nearNames } from '../../decide/nearNames.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { findConnection } from '../db/connections.ts';
import { findListing } from '../db/listings.ts';
import { neighbours, soldIn, type SoldIn } from '../db/skus.ts';
import { wantItem } from '../db/wantedItems.ts';
import { openStockBook, stockParts } from '../work/computeStock.ts';
import { lookAgain } from '../work/lookAgain.ts';
import type { SkuSent } from '../work/sendSkus.ts';
import { change, counted, notePerson } from './change.ts';
import { connectionNamed } from './named.ts';
import { pollForecast } from './pollForecast.ts';
import { skuFacts, type SkuFacts } from './skuFacts.ts';

type Sent = {
  readonly sku: string;
  readonly listingId: SoldIn['listingId'];
  readonly connectionId: SoldIn['connectionId'];
  readonly shop: string;
  readonly kind: 'confirmed' | 'skipped' | 'held' | 'waits' | 'failed' | 'unreachable';
  readonly sent: number | null;
  readonly answered: number | null;
  readonly text: string;
};

export function skuHandlers(engine: Engine): HandlersOf<typeof skuCalls> {
  const { ctx, db } = engine;

  const check = (skus: readonly string[]): readonly SkuFacts[] => db.transaction(() => unique(skus).map((sku) => skuFacts(db, sku, (company) => pollForecast(engine, company))))();
  const placesOf = (skus: readonly string[]): readonly SoldIn[] => unique(skus).flatMap((sku) => soldIn(db, sku));

  /** QuickBooks is asked for what the numbers are made of; returns for how many items. */
  const want = (places: readonly SoldIn[]): number => {
    const asked = new Set<string>();
    for (const { listingId, companyId } of places) {
      const listing = findListing(db, listingId);
      if (listing === null) continue;
      for (const { item } of stockParts(db, openStockBook(db, companyId), listing)) {
        if (item === null) continue;
        wantItem(db, companyId, item.listId, ctx.now());
        asked.add(`${String(companyId)} ${item.listId}`);
      }
    }
    return asked.size;
  };

  return {
    'sku.check': ({ skus }) => ok({ checks: check(skus) }),

    'sku.compareNow': async ({ skus }) => {
      const places = placesOf(skus);
      const asked = change(ctx, () => {
        const items = want(places);
        for (const { sku, companyId, connectionId } of places) notePerson(ctx, { companyId, connectionId, sku }, 'info', 'asked for this SKU to be compared now.');
        return ok(items);
      });
      if (!asked.ok) return asked;
      const problems = await lookAgain(engine, places);
      return ok({
        checks: check(skus),
        problems: problems.map(({ connectionId, problem }) => ({ connectionId, shop: findConnection(db, connectionId).name, problem })),
        asked: asked.value,
      });
    },

    'sku.sendNow': async ({ skus, connectionId }) => {
      if (connectionId !== undefined) {
        const shop = connectionNamed(db, connectionId);
        if (!shop.ok) return shop;
      }
      const places = placesOf(skus).filter((place) => connectionId === undefined || place.connectionId === connectionId);
      change(ctx, () => {
        for (const { companyId, connectionId: shop, sku } of places) notePerson(
          ctx,
          { companyId, connectionId: shop, sku },
          'info',
          `asked for ${places.length === 1 ? 'this SKU' : counted(places.length, 'listing')} to be sent now.`,
        );
        return ok(null);
      });
      const sent = (await engine.sendSkus(places, true)).map(toSent);
      for (const shop of new Set(places.map((place) => place.connectionId))) ctx.emit({ kind: 'updatesChanged', connectionId: shop });
      const unknown = unique(skus).filter((sku) => !places.some((place) => place.sku.toLowerCase() === sku.toLowerCase()));
      return ok({ sent, unknown: unknown.map((sku) => ({ sku, near: [...nearNames(sku, neighbours(db, sku))] })) });
    },
  };
}

function toSent({ where: { sku, listingId, connectionId, shop }, result }: SkuSent): Sent {
  const place = { sku, listingId, connectionId, shop };
  if (!result.ok) return { ...place, kind: 'unreachable', sent: null, answered: null, text: `${result.error.what} ${result.error.todo}` };
  const { kind, sent, answered, text } = result.value;
  return { ...place, kind, sent, answered, text };
}

/** Shops and QuickBooks compare without regard to case. */
function unique(skus: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return skus.filter((sku) => {
    const key = sku.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
