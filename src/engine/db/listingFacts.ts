/** What a shop's listings are in QuickBooks: tables listing, link and item read together, page by page. */
import type { Decimal } from '../../domain/decimal.ts';
import type { ConnectionId, ListingId } from '../../domain/ids.ts';
import type { LinkSource } from '../../domain/link.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type ListingFact = {
  readonly id: ListingId;
  readonly sku: string;
  readonly name: string;
  readonly item: {
    readonly fullName: string;
    readonly listId: string;
    readonly source: LinkSource;
    /** Null: QuickBooks has no price for it. */
    readonly price: Decimal | null;
  } | null;
};

type Row = {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly list_id: string | null;
  readonly source: LinkSource | null;
  readonly full_name: string | null;
  readonly sales_price: number | null;
};

/** At most `limit` listings that the shop has, with ids above `after`, by id. An item that has not been read is no item. */
export function listingFacts(db: Db, connectionId: ConnectionId, after: ListingId | null, limit: number): readonly ListingFact[] {
  return prepared<[number, number, number], Row>(db, `SELECT listing.id, listing.sku, listing.name, link.list_id, link.source, item.full_name, item.sales_price
    FROM listing LEFT JOIN link ON link.listing_id = listing.id LEFT JOIN item ON item.company_id = link.company_id AND item.list_id = link.list_id AND item.gone = 0
    WHERE listing.connection_id = ? AND listing.gone = 0 AND listing.id > ? ORDER BY listing.id LIMIT ?`).all(connectionId, after ?? 0, limit).map(toFact);
}

function toFact(row: Row): ListingFact {
  const { list_id: listId, full_name: fullName, source, sales_price: price } = row;
  return {
    id: row.id as ListingId, sku: row.sku, name: row.name,
    item: listId === null || fullName === null || source === null ? null : { listId, fullName, source, price: price as Decimal | null },
  };
}
