/** Tables item and item_member: reading QuickBooks' item list as it was last answered; storeItems writes it. */
import type { Instant } from '../../domain/calendar.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ListID, Sequence } from '../../domain/ids.ts';
import type { Item, ItemKind } from '../../domain/item.ts';
import type { ItemMatchRule } from '../../domain/settings.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

// Without statistics SQLite takes a company's items for a handful and reads them all rather than use a second index: INDEXED BY names the right one.

export type ItemRow = {
  readonly company_id: number; readonly list_id: string; readonly kind: ItemKind; readonly name: string; readonly full_name: string; readonly is_active: number;
  readonly on_hand: number | null; readonly on_sales_order: number | null; readonly part_number: string; readonly bar_code: string;
  readonly sales_price: number | null; readonly time_modified: string; readonly edit_sequence: string;
  readonly members: string; readonly read_sequence: number; readonly read_at: number;
};

export function toItem(row: ItemRow): Item {
  return {
    companyId: row.company_id as CompanyId, listId: row.list_id as ListID, kind: row.kind, name: row.name, fullName: row.full_name, isActive: row.is_active === 1,
    quantityOnHand: row.on_hand as Decimal | null, quantityOnSalesOrder: row.on_sales_order as Decimal | null, manufacturerPartNumber: row.part_number,
    barCode: row.bar_code, salesPrice: row.sales_price as Decimal | null, timeModified: row.time_modified, editSequence: row.edit_sequence,
    members: row.members === '[]' ? [] : (JSON.parse(row.members) as Item['members']), readSequence: row.read_sequence as Sequence,
  };
}

export function itemByListId(db: Db, companyId: CompanyId, listId: ListID): Item | null {
  const row = prepared<[number, string], ItemRow>(db, 'SELECT * FROM item WHERE company_id = ? AND list_id = ?').get(companyId, listId);
  return row === undefined ? null : toItem(row);
}

/** When its record was last read. */
export function itemReadAt(db: Db, companyId: CompanyId, listId: ListID): Instant | null {
  return prepared<[number, string], { at: Instant }>(db, 'SELECT read_at AS at FROM item WHERE company_id = ? AND list_id = ?').get(companyId, listId)?.at ?? null;
}

const BY_FULL_NAME = 'SELECT * FROM item INDEXED BY item_full_name WHERE company_id = ? AND full_name = ?';
const BY_NAME = 'SELECT * FROM item INDEXED BY item_name WHERE company_id = ? AND name = ?';

/** Every item whose FullName or Name is the SKU, whatever its case, inactive ones included: candidates for matchItem. */
export function itemsBySku(db: Db, companyId: CompanyId, sku: string): readonly Item[] {
  if (sku === '') return [];
  const byFullName = prepared<[number, string], ItemRow>(db, BY_FULL_NAME).all(companyId, sku);
  const byName = prepared<[number, string], ItemRow>(db, BY_NAME).all(companyId, sku);
  return [...byFullName, ...byName.filter((row) => !byFullName.some((other) => other.list_id === row.list_id))].map(toItem);
}

const BY_BAR_CODE = 'SELECT * FROM item INDEXED BY item_bar_code WHERE company_id = ? AND bar_code = ? COLLATE NOCASE AND bar_code <> \'\'';
const BY_PART_NUMBER = 'SELECT * FROM item INDEXED BY item_part_number WHERE company_id = ? AND part_number = ? COLLATE NOCASE AND part_number <> \'\'';
const CUSTOM_FIELD = 'customField:';

/** Every item that any of the rules may mean by the SKU, each once, inactive ones included: candidates for matchItem. */
export function itemCandidates(db: Db, companyId: CompanyId, sku: string, rules: readonly ItemMatchRule[]): readonly Item[] {
  const found = new Map<string, Item>();
  for (const rule of rules) for (const item of candidatesBy(db, companyId, sku, rule)) found.set(item.listId, item);
  return [...found.values()];
}

function candidatesBy(db: Db, companyId: CompanyId, sku: string, rule: ItemMatchRule): readonly Item[] {
  switch (rule) {
    case 'sku': return itemsBySku(db, companyId, sku);
    case 'barCode': return prepared<[number, string], ItemRow>(db, BY_BAR_CODE).all(companyId, sku).map(toItem);
    case 'partNumber': return prepared<[number, string], ItemRow>(db, BY_PART_NUMBER).all(companyId, sku).map(toItem);
    default: {
      const field = rule.slice(CUSTOM_FIELD.length);
      const ids = prepared<[number, string, string], { list_id: ListID }>(db,
        'SELECT list_id FROM item_field INDEXED BY item_field_value WHERE company_id = ? AND name = ? AND value = ?',
      ).all(companyId, field, sku);
      return ids.flatMap(({ list_id: listId }) => {
        const item = itemByListId(db, companyId, listId);
        return item === null ? [] : [{ ...item, customFields: { [field]: sku } }];
      });
    }
  }
}

/** By FullName, whatever its case; names without an item are left out. */
export function itemsByFullNames(db: Db, companyId: CompanyId, names: readonly string[]): readonly Item[] {
  return names.flatMap((name) => prepared<[number, string], ItemRow>(db, BY_FULL_NAME).all(companyId, name).map(toItem));
}

/** ListIDs of one kind in order after a place: what a sweep reads again in batches; listed ones that are not known yet among them. */
export function itemIdsAfter(
  db: Db,
  companyId: CompanyId,
  place: { readonly item: ItemKind; readonly after: string; readonly since?: Sequence | null },
  limit: number,
): readonly ListID[] {
  const { item, after, since } = place;
  const known = prepared<[number, string, string, number, number], { list_id: ListID }>(db,
    'SELECT list_id FROM item WHERE company_id = ? AND list_id > ? AND kind = ? AND gone = 0 AND read_sequence < ? ORDER BY list_id LIMIT ?')
    .all(companyId, after, item, since ?? Number.MAX_SAFE_INTEGER, limit);
  const unread = prepared<[number, string, string, number], { list_id: ListID }>(db,
    'SELECT list_id FROM item_unread WHERE company_id = ? AND kind = ? AND list_id > ? ORDER BY list_id LIMIT ?').all(companyId, item, after, limit);
  return [...new Set([...known, ...unread].map((row) => row.list_id))].sort((a, b) => (a < b ? -1 : 1)).slice(0, limit);
}

/** Listed in QuickBooks and not known here as items that are there: a sweep has to read them. */
export function addUnread(db: Db, companyId: CompanyId, kind: ItemKind, listIds: readonly ListID[]): void {
  const add = prepared<[number, string, string, number, string]>(db, `INSERT INTO item_unread (company_id, kind, list_id) SELECT ?, ?, ?
    WHERE NOT EXISTS (SELECT 1 FROM item WHERE company_id = ? AND list_id = ? AND gone = 0) ON CONFLICT DO NOTHING`);
  for (const listId of listIds) add.run(companyId, kind, listId, companyId, listId);
}

export function dropUnread(db: Db, companyId: CompanyId, kind: ItemKind, listIds: readonly ListID[]): void {
  const drop = prepared<[number, string, string]>(db, 'DELETE FROM item_unread WHERE company_id = ? AND kind = ? AND list_id = ?');
  for (const listId of listIds) drop.run(companyId, kind, listId);
}

/** Kinds a sweep finds something to read of. */
export function itemKindsToRead(db: Db, companyId: CompanyId): readonly ('inventory' | 'assembly' | 'group')[] {
  return (['inventory', 'assembly', 'group'] as const).filter((item) => itemIdsAfter(db, companyId, { item, after: '' }, 1).length > 0);
}

/** Without those that were deleted in QuickBooks. */
export function countItems(db: Db, companyId: CompanyId, kind: ItemKind): number {
  return prepared<[number, string], { n: number }>(db, 'SELECT count(*) AS n FROM item WHERE company_id = ? AND kind = ? AND gone = 0').get(companyId, kind)?.n ?? 0;
}

/** Items that changed and have not been looked at by routing. */
export function changedItems(db: Db, companyId: CompanyId, limit: number): readonly Item[] {
  return prepared<[number, number], ItemRow>(db, 'SELECT * FROM item INDEXED BY item_check WHERE company_id = ? AND check_due = 1 LIMIT ?').all(companyId, limit).map(toItem);
}

export function clearItemDue(db: Db, companyId: CompanyId, listId: ListID): void {
  prepared<[number, string]>(db, 'UPDATE item SET check_due = 0 WHERE company_id = ? AND list_id = ?').run(companyId, listId);
}
