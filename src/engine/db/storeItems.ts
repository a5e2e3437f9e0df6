/** Writes tables item, item_member and item_field, and everything that follows from a newer quantity. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ListID, Sequence } from '../../domain/ids.ts';
import { hasStock, type Item, type ItemRecord } from '../../domain/item.ts';
import { closeInsideLines, hasOpenLines } from './demand.ts';
import { listingsNamed, markItemsDue, markListingDue } from './due.ts';
import { renameRules } from './itemRules.ts';
import { itemByListId } from './items.ts';
import { relinkListings } from './links.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** What an answer said that was not known; `before` null: a new item. */
export type ItemChange = { readonly before: Item | null; readonly after: ItemRecord };
export type StoredItems = { readonly stored: number; readonly changed: number; readonly changes: readonly ItemChange[] };

/**
 * Stores items as QuickBooks answered them. `readSequence` is the number of the hand-out of their request: an answer to an older request never
 * overwrites a newer one. Marks every listing that the items feed for checking, links listings whose SKU now names an item, and closes the order
 * lines whose documents are inside the new quantities. Call it inside the caller's transaction.
 */
export function storeItems(
  db: Db, companyId: CompanyId, records: readonly ItemRecord[], read: { readonly readSequence: Sequence; readonly at: Instant },
): StoredItems {
  let stored = 0;
  const changes: ItemChange[] = [];
  const names = new Set<string>();
  const due = new Set<ListID>();
  const mayClose = hasOpenLines(db);
  for (const record of records) {
    const before = itemByListId(db, companyId, record.listId);
    if (before !== null && before.readSequence > read.readSequence) continue;
    const moved = before === null || hasMoved(before, record);
    const checkDue = moved && (hasStock(record.kind) || record.kind === 'group');
    if (before !== null && isSameButStock(before, record)) writeStock(db, companyId, record, read, checkDue);
    else writeItem(db, companyId, record, read, checkDue);
    if (record.customFields !== undefined) storeFields(db, companyId, record.listId, record.customFields);
    stored += 1;
    if (moved) changes.push({ before, after: record });
    for (const id of storeMadeOf(db, companyId, before, record)) due.add(id);
    if (mayClose) closeInsideLines(db, { ...record, companyId, readSequence: read.readSequence });
    if (before?.fullName !== record.fullName || before.name !== record.name || before.isActive !== record.isActive) {
      for (const name of [record.fullName, record.name, before?.fullName, before?.name]) if (name !== undefined) names.add(name);
      if (before !== null) renameRules(db, companyId, before.fullName, record.fullName);
    }
    due.add(record.listId);
  }
  markItemsDue(db, companyId, due);
  // Only when all are stored can it be told which names stand for one item and which for several.
  const listings = listingsNamed(db, companyId, [...names]);
  relinkListings(db, companyId, listings, read.at);
  for (const id of listings) markListingDue(db, id);
  return { stored, changed: changes.length, changes };
}

/** QuickBooks does not have these any more: they become inactive, so that nothing is offered from them. */
export function retireItems(db: Db, companyId: CompanyId, items: readonly Item[], read: { readonly readSequence: Sequence; readonly at: Instant }): void {
  storeItems(db, companyId, items.map((item) => ({ ...item, isActive: false })), read);
  for (const item of items) prepared<[number, string]>(db, 'UPDATE item SET gone = 1 WHERE company_id = ? AND list_id = ?').run(companyId, item.listId);
}

function writeItem(db: Db, companyId: CompanyId, record: ItemRecord, read: { readonly readSequence: Sequence; readonly at: Instant }, checkDue: boolean): void {
  prepared<unknown[]>(db, `INSERT INTO item (company_id, list_id, kind, name, full_name, is_active, on_hand, on_sales_order, part_number, bar_code,
      time_modified, edit_sequence, members, read_sequence, read_at, check_due, sales_price)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name, full_name = excluded.full_name, is_active = excluded.is_active,
      on_hand = excluded.on_hand, on_sales_order = excluded.on_sales_order, part_number = excluded.part_number, bar_code = excluded.bar_code,
      time_modified = excluded.time_modified, edit_sequence = excluded.edit_sequence, members = excluded.members,
      read_sequence = excluded.read_sequence, read_at = excluded.read_at, gone = 0,
      check_due = MAX(check_due, excluded.check_due), sales_price = COALESCE(excluded.sales_price, sales_price)`).run(
    companyId, record.listId, record.kind, record.name, record.fullName, record.isActive ? 1 : 0, record.quantityOnHand, record.quantityOnSalesOrder,
    record.manufacturerPartNumber, record.barCode, record.timeModified, record.editSequence,
    JSON.stringify(record.members), read.readSequence, read.at, checkDue ? 1 : 0, record.salesPrice ?? null);
}

function isSameButStock(before: Item, record: ItemRecord): boolean {
  return before.fullName === record.fullName && before.name === record.name && before.kind === record.kind && before.isActive === record.isActive
    && before.manufacturerPartNumber === record.manufacturerPartNumber && before.barCode === record.barCode && sameMembers(before, record);
}

const STOCK = `UPDATE item SET on_hand = ?, on_sales_order = ?, time_modified = ?, edit_sequence = ?, read_sequence = ?, read_at = ?, gone = 0,
  sales_price = COALESCE(?, sales_price)`;
const OF_ITEM = 'WHERE company_id = ? AND list_id = ?';

/** What moves from read to read, and nothing that stands in an index: a sweep reads every item again, and nearly all are as they were. */
function writeStock(db: Db, companyId: CompanyId, record: ItemRecord, read: { readonly readSequence: Sequence; readonly at: Instant }, checkDue: boolean): void {
  prepared<unknown[]>(db, `${STOCK}${checkDue ? ', check_due = 1' : ''} ${OF_ITEM}`).run(
    record.quantityOnHand, record.quantityOnSalesOrder, record.timeModified, record.editSequence,
    read.readSequence, read.at, record.salesPrice ?? null, companyId, record.listId);
}

function storeFields(db: Db, companyId: CompanyId, listId: string, fields: Readonly<Record<string, string>>): void {
  prepared<[number, string]>(db, 'DELETE FROM item_field WHERE company_id = ? AND list_id = ?').run(companyId, listId);
  for (const [name, value] of Object.entries(fields)) {
    prepared<unknown[]>(db, 'INSERT INTO item_field (company_id, list_id, name, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(companyId, listId, name, value.trim());
  }
}

const MADE_OF = {
  group: {
    clear: 'DELETE FROM item_member WHERE company_id = ? AND kit_list_id = ?',
    add: 'INSERT INTO item_member (company_id, kit_list_id, member_list_id, quantity) VALUES (?, ?, ?, ?)',
  },
  assembly: {
    clear: 'DELETE FROM item_component WHERE company_id = ? AND assembly_list_id = ?',
    add: 'INSERT INTO item_component (company_id, assembly_list_id, component_list_id, quantity) VALUES (?, ?, ?, ?)',
  },
} as const;

/** A kit or an assembly may name the same item on several lines: the quantities add up. Returns the items it is made of, or was, if that is another now. */
function storeMadeOf(db: Db, companyId: CompanyId, before: Item | null, record: ItemRecord): readonly ListID[] {
  if (before !== null && before.kind === record.kind && sameMembers(before, record)) return [];
  for (const kind of ['group', 'assembly'] as const) {
    if (before?.kind === kind || record.kind === kind) prepared<[number, string]>(db, MADE_OF[kind].clear).run(companyId, record.listId);
    if (record.kind !== kind) continue;
    const add = prepared<unknown[]>(db, `${MADE_OF[kind].add} ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`);
    for (const member of record.members) add.run(companyId, record.listId, member.listId, member.quantity);
  }
  return [...(before?.members ?? []), ...record.members].map((member) => member.listId);
}

function sameMembers(before: Item, record: ItemRecord): boolean {
  return (before.members.length === 0 && record.members.length === 0) || JSON.stringify(before.members) === JSON.stringify(record.members);
}

function hasMoved(before: Item, record: ItemRecord): boolean {
  // Components were not read by earlier versions: the first time they are is no news of QuickBooks'.
  const isOtherwiseMade = !sameMembers(before, record) && !(record.kind === 'assembly' && before.members.length === 0);
  return before.quantityOnHand !== record.quantityOnHand || before.quantityOnSalesOrder !== record.quantityOnSalesOrder || before.isActive !== record.isActive
    || before.kind !== record.kind || before.fullName !== record.fullName || isOtherwiseMade;
}
