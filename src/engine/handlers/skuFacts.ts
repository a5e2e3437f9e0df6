/** What is known of one SKU, shop by shop, and from when. Reads only: the command line asks it beside a running engine. */
import type { z } from 'zod';
import type { skuShape, skuShopShape } from '../../contract/calls/sku.ts';
import type { PollForecast } from '../../decide/health.ts';
import { nearNames } from '../../decide/nearNames.ts';
import type { ListID } from '../../domain/ids.ts';
import { findCompany, type CompanyRow } from '../db/companies.ts';
import { findConnection } from '../db/connections.ts';
import { ordersInFlight, type OrderInFlight } from '../db/demand.ts';
import { itemByListId } from '../db/items.ts';
import { findListing } from '../db/listings.ts';
import type { Db } from '../db/open.ts';
import { neighbours, soldIn, type SoldIn } from '../db/skus.ts';
import { wantedSince } from '../db/wantedItems.ts';
import { showListing } from './inventory.ts';

export type SkuFacts = z.input<typeof skuShape>;
type ShopFacts = z.input<typeof skuShopShape>;
type Forecast = (company: CompanyRow) => Pick<PollForecast, 'nextAt'>;

const MOST_ORDERS = 50;

export function skuFacts(db: Db, sku: string, forecast: Forecast): SkuFacts {
  const shops = soldIn(db, sku);
  return { sku: shops[0]?.sku ?? sku, shops: shops.flatMap((where) => shopFacts(db, where, forecast)), near: shops.length > 0 ? [] : [...nearNames(sku, neighbours(db, sku))] };
}

function shopFacts(db: Db, { listingId, connectionId, companyId }: SoldIn, forecast: Forecast): readonly ShopFacts[] {
  const listing = findListing(db, listingId);
  if (listing === null) return [];
  const company = findCompany(db, companyId);
  const { history, safetyStock: _, parts, ...shown } = showListing(db, listing, findConnection(db, connectionId));
  const last = history.find((line) => line.sentQuantity !== null);
  const { storeQuantity } = listing;
  return [{
    ...shown, company: company.name,
    parts: parts.map((part) => ({ ...part, askedAt: wantedSince(db, companyId, part.listId as ListID) })),
    lastSent: last === undefined || last.sentQuantity === null ? null : { at: last.at, sent: last.sentQuantity, answered: last.storeQuantity, outcome: last.outcome },
    inFlight: inFlightOf(db, company, parts.map(({ listId }) => listId as ListID)),
    isSame: shown.computed === null || storeQuantity === null ? null : shown.computed === storeQuantity,
    lastPollAt: company.lastPollAt, nextPollAt: forecast(company).nextAt,
  }];
}

function inFlightOf(db: Db, company: CompanyRow, listIds: readonly ListID[]): readonly OrderInFlight[] {
  const orders = listIds.flatMap((listId) => {
    const item = itemByListId(db, company.id, listId);
    return item === null ? [] : ordersInFlight(db, item);
  });
  return orders.slice(0, MOST_ORDERS);
}
