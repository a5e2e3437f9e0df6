/** What is known of SKUs, read from a data folder beside a running engine, for the command line. */
import { forecastPoll } from '../../decide/health.ts';
import { formatUtc, instant, type Instant } from '../../domain/calendar.ts';
import { formatDecimal, scaled } from '../../domain/decimal.ts';
import type { Result } from '../../domain/result.ts';
import { sessionStarts } from '../db/today.ts';
import { skuFacts, type SkuFacts } from '../handlers/skuFacts.ts';
import { readDatabase } from './reading.ts';

/** Quantities as QuickBooks writes them (`12.5`), times in UTC (`2026-11-21T14:23:18Z`). */
export type CheckedShop = {
  readonly company: string; readonly shop: string; readonly sku: string; readonly name: string;
  readonly quickbooks: readonly {
    readonly item: string;
    readonly onHand: string | null;
    readonly onSalesOrder: string | null;
    readonly readAt: string | null;
    readonly askedAt: string | null;
  }[];
  readonly shouldShow: string | null;
  readonly lastSent: { readonly at: string; readonly sent: string; readonly answered: string | null; readonly outcome: string } | null;
  readonly shopShows: { readonly quantity: string; readonly at: string | null } | null;
  readonly inFlight: readonly { readonly order: string; readonly shop: string; readonly pieces: string }[];
  readonly waiting: string | null;
  readonly explanation: string;
  readonly whyDifferent: readonly string[];
  readonly isSame: boolean | null;
  readonly lastPoll: string | null;
  readonly nextPoll: string | null;
};

export type Checks = { readonly at: string; readonly checks: readonly { readonly sku: string; readonly shops: readonly CheckedShop[]; readonly near: readonly string[] }[] };

/** Sessions whose rhythm says when the next one is expected. */
const RHYTHM = 9;

/** Errors: those of readDatabase. */
export function readChecks(folder: string, skus: readonly string[], now: Instant): Result<Checks> {
  return readDatabase(folder, (db) => ({
    at: formatUtc(now),
    checks: skus.map((wanted) => {
      // Whether the PC slept is the running engine's to know; here only the rhythm counts.
      const { sku, shops, near } = skuFacts(db, wanted, ({ id, lastPollAt }) => forecastPoll(
        lastPollAt,
        sessionStarts(db, id, RHYTHM),
        now,
        { since: instant(0), cause: 'started' },
      ));
      return { sku, shops: shops.map(shopOf), near };
    }),
  }));
}

function shopOf(shop: SkuFacts['shops'][number]): CheckedShop {
  const { row, lastSent } = shop;
  return {
    company: shop.company, shop: shop.shop, sku: row.sku, name: row.name,
    quickbooks: shop.parts.map((part) => ({
      item: part.item, onHand: show(part.onHand), onSalesOrder: show(part.onSalesOrder),
      readAt: stamp(part.readAt), askedAt: stamp(part.askedAt),
    })),
    shouldShow: show(shop.computed),
    lastSent: lastSent === null
      ? null
      : {
        at: formatUtc(instant(lastSent.at)), sent: formatDecimal(scaled(lastSent.sent)),
        answered: show(lastSent.answered), outcome: lastSent.outcome,
      },
    shopShows: row.storeQuantity === null ? null : { quantity: formatDecimal(scaled(row.storeQuantity)), at: stamp(shop.storeQuantityAt) },
    inFlight: shop.inFlight.map(({ order, shop: name, pieces }) => ({ order, shop: name, pieces: formatDecimal(scaled(pieces)) })),
    waiting: shop.update?.state ?? null, explanation: shop.explanation, whyDifferent: shop.whyDifferent, isSame: shop.isSame,
    lastPoll: stamp(shop.lastPollAt), nextPoll: stamp(shop.nextPollAt),
  };
}

function show(quantity: number | null): string | null {
  return quantity === null ? null : formatDecimal(scaled(quantity));
}

function stamp(at: number | null): string | null {
  return at === null ? null : formatUtc(instant(at));
}
