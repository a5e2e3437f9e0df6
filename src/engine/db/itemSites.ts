/** Table item_site: stock by inventory site, for companies whose shops sell from some of their sites only. */
import { addDecimal, scaled, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ListID, Sequence } from '../../domain/ids.ts';
import type { Item } from '../../domain/item.ts';
import { markItemDue } from './due.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** One row of QuickBooks' answer, or several of one site added up. */
export type SiteStock = { readonly listId: ListID; readonly site: string; readonly onHand: Decimal; readonly onSalesOrder: Decimal };

/** Does a shop of the company sell from chosen sites? Then they are read. */
export function usesSites(db: Db, companyId: CompanyId): boolean {
  return prepared<[number], { n: number }>(db,
    "SELECT EXISTS (SELECT 1 FROM connection WHERE company_id = ? AND json_array_length(settings, '$.stockSites') > 0) AS n",
  ).get(companyId)?.n === 1;
}

/** Active stock items whose sites are older than their own quantity, or were never read. */
export function itemsWithoutSites(db: Db, companyId: CompanyId, limit: number): readonly ListID[] {
  return prepared<[number, number], { id: ListID }>(db, `SELECT list_id AS id FROM item WHERE company_id = ? AND kind IN ('inventory','assembly') AND gone = 0 AND is_active = 1
    AND (sites_sequence IS NULL OR sites_sequence < read_sequence) LIMIT ?`).all(companyId, limit).map((row) => row.id);
}

/** Stores an answer that is complete for the items asked. Rows of bins in one site add up. */
export function storeSites(db: Db, companyId: CompanyId, asked: readonly ListID[], rows: readonly SiteStock[], sequence: Sequence): void {
  const before = new Map(asked.map((listId) => [listId, shapeOf(rowsOf(db, companyId, listId))]));
  for (const listId of asked) prepared<[number, string]>(db, 'DELETE FROM item_site WHERE company_id = ? AND list_id = ?').run(companyId, listId);
  for (const row of rows) {
    if (!before.has(row.listId)) continue;
    prepared<unknown[]>(db, `INSERT INTO item_site (company_id, list_id, site, on_hand, on_sales_order) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET on_hand = on_hand + excluded.on_hand, on_sales_order = on_sales_order + excluded.on_sales_order`)
      .run(companyId, row.listId, row.site, row.onHand, row.onSalesOrder);
  }
  for (const [listId, shape] of before) {
    const first = prepared<[number, string], { at: number | null }>(db, 'SELECT sites_sequence AS at FROM item WHERE company_id = ? AND list_id = ?')
      .get(companyId, listId)?.at === null;
    prepared<[number, number, string]>(db, 'UPDATE item SET sites_sequence = ? WHERE company_id = ? AND list_id = ?').run(sequence, companyId, listId);
    // Even where no quantity moved, what was in flight may be inside now.
    if (first || shape !== shapeOf(rowsOf(db, companyId, listId))) markItemDue(db, companyId, listId);
  }
}

type Row = { readonly site: string; readonly on_hand: number; readonly on_sales_order: number };

function rowsOf(db: Db, companyId: CompanyId, listId: ListID): readonly Row[] {
  return prepared<[number, string], Row>(db, 'SELECT site, on_hand, on_sales_order FROM item_site WHERE company_id = ? AND list_id = ? ORDER BY site').all(companyId, listId);
}

function shapeOf(rows: readonly Row[]): string {
  return JSON.stringify(rows.map((row) => [row.site, row.on_hand, row.on_sales_order]));
}

/** What stands at the named sites, whatever their case; null when the item's sites were never read. */
export function stockAt(db: Db, item: Pick<Item, 'companyId' | 'listId'>, sites: readonly string[]): { readonly onHand: Decimal; readonly onSalesOrder: Decimal } | null {
  if (sitesSequence(db, item) === null) return null;
  const wanted = new Set(sites.map((site) => site.toLowerCase()));
  const here = rowsOf(db, item.companyId, item.listId).filter((row) => wanted.has(row.site.toLowerCase()));
  return { onHand: addDecimal(...here.map((row) => scaled(row.on_hand))), onSalesOrder: addDecimal(...here.map((row) => scaled(row.on_sales_order))) };
}

function sitesSequence(db: Db, { companyId, listId }: Pick<Item, 'companyId' | 'listId'>): Sequence | null {
  return prepared<[number, string], { at: Sequence | null }>(db, 'SELECT sites_sequence AS at FROM item WHERE company_id = ? AND list_id = ?').get(companyId, listId)?.at ?? null;
}

/**
 * The read that all quantities of the item are at least as new as: where sites count, the older of its own and its sites' reads. A document is inside
 * its quantities only if it is inside that.
 */
export function soundRead(db: Db, item: Pick<Item, 'companyId' | 'listId' | 'readSequence'>): Sequence {
  if (!usesSites(db, item.companyId)) return item.readSequence;
  const sites = sitesSequence(db, item);
  return sites !== null && sites < item.readSequence ? sites : sites === null ? (0 as Sequence) : item.readSequence;
}
