/** Items: looking them up, reading stock page by page, and reading what comes back. */
import type { LocalStamp } from '../../domain/calendar.ts';
import { whole, type Decimal } from '../../domain/decimal.ts';
import type { ListID } from '../../domain/ids.ts';
import type { ItemKind, ItemRecord } from '../../domain/item.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { childrenOf, element, type XmlElement } from '../xml/tree.ts';
import { optional, repeated, request, selection } from './build.ts';
import type { Answer } from './envelope.ts';
import { readFlag, readQuantity, readRecords, recordProblem, requiredText, textOf } from './records.ts';
import { refFullName, refListId } from './refs.ts';

/** Names are not checked by QuickBooks: a typo here would silently drop a field (docs/qbxml.md). */
const STOCK_FIELDS = ['ListID', 'TimeModified', 'EditSequence', 'Name', 'FullName', 'BarCodeValue', 'IsActive', 'ManufacturerPartNumber',
  'QuantityOnHand', 'QuantityOnSalesOrder'];
const ITEM_FIELDS = [...STOCK_FIELDS, 'ItemGroupLine'];

/**
 * listIds    these items, active or not (≤ 500 a request)
 * modified   the first page of what changed since `from` (null: everything), active or not; QuickBooks' local clock, no offset;
 *            without a page size everything in one answer, without an iterator
 * continue   the next page; filters must not be repeated, some QuickBooks answer 3120 then
 * count      only retCount, of all items active or not
 */
export type InventoryAsk =
  | { readonly by: 'listIds'; readonly listIds: readonly string[] }
  | { readonly by: 'modified'; readonly from: LocalStamp | null; readonly pageSize: number | null }
  | { readonly by: 'continue'; readonly iteratorId: string; readonly pageSize: number }
  | { readonly by: 'count' };

/** Any kind of item by FullName; answers 500 with whatever was found. At least one, else RangeError. */
export function itemQueryByFullName(requestId: string, fullNames: readonly string[]): XmlElement {
  return request('ItemQueryRq', requestId, [...selection('FullName', fullNames), ...repeated('IncludeRetElement', ITEM_FIELDS)]);
}

/** Any kind of item by ListID; answers 500 with whatever was found. At least one, else RangeError. */
export function itemQueryByListId(requestId: string, listIds: readonly string[]): XmlElement {
  return request('ItemQueryRq', requestId, [...selection('ListID', listIds), ...repeated('IncludeRetElement', ITEM_FIELDS)]);
}

/** The kinds that stock depends on: what is kept, what is built, and kits, which are as many as their members allow. */
const LIST_QUERIES = { inventory: 'ItemInventoryQueryRq', assembly: 'ItemInventoryAssemblyQueryRq', group: 'ItemGroupQueryRq' } as const;

/** Throws RangeError for an empty list of ListIDs or a page of no items. */
export function inventoryQuery(requestId: string, kind: keyof typeof LIST_QUERIES, ask: InventoryAsk): XmlElement {
  const name = LIST_QUERIES[kind];
  const wanted = repeated('IncludeRetElement', kind === 'group' ? ITEM_FIELDS : STOCK_FIELDS);
  const all = element('ActiveStatus', 'All');
  const page = (size: number): XmlElement => {
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`not a page size: ${String(size)}`);
    return element('MaxReturned', String(size));
  };
  switch (ask.by) {
    case 'listIds':
      return request(name, requestId, [...selection('ListID', ask.listIds), ...wanted]);
    case 'modified':
      return request(
        name, requestId,
        [...(ask.pageSize === null ? [] : [page(ask.pageSize)]), all, ...optional('FromModifiedDate', ask.from), ...wanted],
        ask.pageSize === null ? {} : { iterator: 'Start' },
      );
    case 'continue':
      return request(name, requestId, [page(ask.pageSize), ...wanted], { iterator: 'Continue', iteratorID: ask.iteratorId });
    case 'count':
      return request(name, requestId, [all], { metaData: 'MetaDataOnly' });
  }
}

const KINDS: Readonly<Record<string, ItemKind>> = {
  ItemInventoryRet: 'inventory',
  ItemInventoryAssemblyRet: 'assembly',
  ItemNonInventoryRet: 'nonInventory',
  ItemServiceRet: 'service',
  ItemOtherChargeRet: 'otherCharge',
  ItemDiscountRet: 'discount',
  ItemSalesTaxRet: 'salesTax',
  ItemSalesTaxGroupRet: 'salesTaxGroup',
  ItemGroupRet: 'group',
  ItemSubtotalRet: 'subtotal',
  ItemPaymentRet: 'payment',
  ItemFixedAssetRet: 'fixedAsset',
};

type Member = { readonly listId: ListID; readonly quantity: Decimal };

/** A line without an item is only a remark; a line without a quantity sells one. */
function readMembers(record: XmlElement): Result<readonly Member[]> {
  const members: Member[] = [];
  for (const line of childrenOf(record, 'ItemGroupLine')) {
    const listId = refListId(line, 'ItemRef');
    if (listId === '' && refFullName(line, 'ItemRef') === '') continue;
    if (listId === '') return err(recordProblem(record, 'ItemGroupLine/ItemRef/ListID', 'is missing'));
    const quantity = readQuantity(line, 'Quantity');
    if (!quantity.ok) return err(recordProblem(record, 'ItemGroupLine/Quantity', 'is no quantity'));
    members.push({ listId: listId as ListID, quantity: quantity.value ?? whole(1) });
  }
  return ok(members);
}

function readItem(record: XmlElement): Result<ItemRecord> {
  const kind = KINDS[record.name];
  if (kind === undefined) return err(recordProblem(record, record.name, 'is a kind of item this program does not know'));
  const listId = requiredText(record, 'ListID');
  if (!listId.ok) return listId;
  const name = requiredText(record, 'Name');
  if (!name.ok) return name;
  const isActive = readFlag(record, 'IsActive', true);
  if (!isActive.ok) return isActive;
  const onHand = readQuantity(record, 'QuantityOnHand');
  if (!onHand.ok) return onHand;
  const onSalesOrder = readQuantity(record, 'QuantityOnSalesOrder');
  if (!onSalesOrder.ok) return onSalesOrder;
  const members = readMembers(record);
  if (!members.ok) return members;
  return ok({
    listId: listId.value as ListID, kind, name: name.value, isActive: isActive.value,
    // Kinds that cannot be sub-items (groups, sales tax) have a Name only.
    fullName: textOf(record, 'FullName').trim() || name.value,
    quantityOnHand: onHand.value, quantityOnSalesOrder: onSalesOrder.value,
    manufacturerPartNumber: textOf(record, 'ManufacturerPartNumber').trim(), barCode: textOf(record, 'BarCodeValue').trim(),
    timeModified: textOf(record, 'TimeModified').trim(), editSequence: textOf(record, 'EditSequence').trim(), members: members.value,
  });
}

/** From the answer to any item query, inactive items included. Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readItems(answer: Answer): Result<readonly ItemRecord[]> {
  return readRecords(answer, /^Item\w*(Query|Add|Mod)Rs$/, (name) => /^Item\w+Ret$/.test(name), readItem);
}
