/** What is there twice: one SKU on several listings of a shop, one item that feeds several, several items with one name, bar code or part number. */
import type { CompanyId, ConnectionId, ListID, ListingId } from '../../domain/ids.ts';
import { marks } from './matching.ts';
import type { Db } from './open.ts';
import { keptWhileRead } from './orderedIds.ts';
import { prepared } from './statement.ts';
import { nextTurn } from '../nextTurn.ts';

export type Member = { readonly label: string; readonly listingId: ListingId | null; readonly listId: ListID | null };

/** `label`: the SKU, name or code that is there twice. `shop`: null where it is about items alone. */
export type Twice = {
  readonly kind: 'fed' | 'sku' | 'name' | 'barCode' | 'partNumber';
  readonly label: string;
  readonly shop: ConnectionId | null;
  readonly companyId: CompanyId | null;
  readonly members: readonly Member[];
};

type Row = {
  readonly place: string;
  readonly label: string;
  readonly shop: ConnectionId | null;
  readonly companyId: CompanyId | null;
  readonly listingId: ListingId | null;
  readonly listId: ListID | null;
  readonly member: string;
};

/** Sold goods: discounts, taxes and payments may be called alike. */
const GOODS = "item.gone = 0 AND item.is_active = 1 AND item.kind IN ('inventory','assembly','group','nonInventory','service')";
const FED = "listing.gone = 0 AND listing.stock_keeper = 'self'";

/** Of these shops and companies, what weighs most first: an item that feeds several listings. */
export function listTwice(db: Db, shops: readonly ConnectionId[], companies: readonly CompanyId[]): Promise<readonly Twice[]> {
  return keptWhileRead(db, `twice ${JSON.stringify([shops, companies])}`, async () => {
    const found: Twice[] = [];
    const kinds = [
      (): readonly Twice[] => group('fed', fedTwice(db, shops)),
      (): readonly Twice[] => group('sku', skuTwice(db, shops)),
      (): readonly Twice[] => group('name', itemsTwice(db, companies, 'name')),
      (): readonly Twice[] => group('barCode', itemsTwice(db, companies, 'bar_code')),
      (): readonly Twice[] => group('partNumber', itemsTwice(db, companies, 'part_number')),
    ];
    for (const kind of kinds) {
      found.push(...kind());
      await nextTurn();
    }
    return found;
  });
}

function group(kind: Twice['kind'], rows: readonly Row[]): readonly Twice[] {
  const groups = new Map<string, { row: Row; members: Member[] }>();
  for (const row of rows) {
    const one = groups.get(row.place) ?? { row, members: [] };
    one.members.push({ label: row.member, listingId: row.listingId, listId: row.listId });
    groups.set(row.place, one);
  }
  return [...groups.values()].map(({ row, members }) => ({ kind, label: row.label, shop: row.shop, companyId: row.companyId, members }));
}

function fedTwice(db: Db, shops: readonly ConnectionId[]): readonly Row[] {
  return prepared<number[], Row>(db, `SELECT listing.connection_id || ' ' || link.list_id AS place, COALESCE(item.full_name, link.list_id) AS label,
    listing.connection_id AS shop, link.company_id AS companyId,
    listing.id AS listingId, link.list_id AS listId, CASE listing.sku WHEN '' THEN listing.name ELSE listing.sku END AS member
    FROM (SELECT listing.connection_id, link.list_id FROM link CROSS JOIN listing ON listing.id = link.listing_id WHERE listing.connection_id IN (${marks(shops)}) AND ${FED}
      GROUP BY listing.connection_id, link.list_id HAVING count(*) > 1) AS many
    CROSS JOIN connection ON connection.id = many.connection_id
    CROSS JOIN link INDEXED BY link_item ON link.company_id = connection.company_id AND link.list_id = many.list_id
    CROSS JOIN listing ON listing.id = link.listing_id AND listing.connection_id = many.connection_id AND ${FED}
    LEFT JOIN item ON item.company_id = link.company_id AND item.list_id = link.list_id ORDER BY label, place, listing.id`).all(...shops);
}

/** Those that are fed from one item are said there already. */
function skuTwice(db: Db, shops: readonly ConnectionId[]): readonly Row[] {
  return prepared<number[], Row>(db, `SELECT listing.connection_id || ' ' || lower(listing.sku) AS place, listing.sku AS label,
    listing.connection_id AS shop, NULL AS companyId, listing.id AS listingId,
    NULL AS listId, CASE listing.name WHEN '' THEN listing.key ELSE listing.name END AS member
    FROM (SELECT listing.connection_id, listing.sku FROM listing LEFT JOIN link ON link.listing_id = listing.id
      WHERE listing.connection_id IN (${marks(shops)}) AND ${FED} AND listing.sku <> ''
      GROUP BY listing.connection_id, listing.sku HAVING count(*) > 1 AND NOT (count(link.list_id) = count(*) AND count(DISTINCT link.list_id) = 1)) AS many
    CROSS JOIN listing INDEXED BY listing_sku ON listing.connection_id = many.connection_id AND listing.sku = many.sku AND ${FED} ORDER BY label, place, listing.id`).all(...shops);
}

/** Names may be alike under several parents; codes should not be anywhere. */
function itemsTwice(db: Db, companies: readonly CompanyId[], column: 'name' | 'bar_code' | 'part_number'): readonly Row[] {
  const folded = column === 'name' ? 'item.name' : `item.${column} COLLATE NOCASE`;
  return prepared<number[], Row>(db, `SELECT item.company_id || ' ' || lower(item.${column}) AS place, item.${column} AS label,
    NULL AS shop, item.company_id AS companyId, NULL AS listingId, item.list_id AS listId, item.full_name AS member
    FROM (SELECT item.company_id, item.${column} AS code FROM item
      WHERE item.company_id IN (${marks(companies)}) AND ${GOODS} AND item.${column} <> ''
      GROUP BY item.company_id, ${folded} HAVING count(*) > 1) AS many
    CROSS JOIN item ON item.company_id = many.company_id AND ${folded} = many.code AND item.${column} <> '' AND ${GOODS} ORDER BY label, place, item.full_name`).all(...companies);
}
