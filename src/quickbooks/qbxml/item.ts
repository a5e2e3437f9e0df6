/** Items: looking them up, reading stock page by page, and reading what comes back. */
import type { LocalStamp } from '../../domain/calendar.ts';
import { whole, type Decimal } from '../../domain/decimal.ts';
import type { ListID } from '../../domain/ids.ts';
import type { ItemKind, ItemRecord } from '../../domain/item.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { child, childrenOf, element, type XmlElement } from '../xml/tree.ts';
import { optional, repeated, request, selection } from './build.ts';
import { PUBLIC_FIELDS, readCustomFields } from './dataExt.ts';
import type { Answer } from './envelope.ts';
import { readFlag, readQuantity, readRecords, recordProblem, requiredText, textOf } from './records.ts';
import { refFullName, refListId } from './refs.ts';

/** Names are not checked by QuickBooks: a typo here would silently drop a field (docs/qbxml.md). */
const STOCK_FIELDS = ['ListID', 'TimeModified', 'EditSequence', 'Name', 'FullName', 'BarCodeValue', 'IsActive', 'ManufacturerPartNumber',
  'SalesPrice', 'QuantityOnHand', 'QuantityOnSalesOrder'];
/** Where the kinds without stock have their price. */
const PRICE_FIELDS = ['SalesOrPurchase', 'SalesAndPurchase'];
const COMPONENT_LINES = 'ItemInventoryAssemblyLine';
const ITEM_FIELDS = [...STOCK_FIELDS, ...PRICE_FIELDS, 'ItemGroupLine', COMPONENT_LINES, 'ExternalGUID'];

/** Custom fields cost time on every record, so they are read only where a connection matches by one. */
export type ItemOptions = { readonly customFields?: boolean };

function wantedFields(names: readonly string[], { customFields = false }: ItemOptions): readonly XmlElement[] {
  return customFields
    ? [...repeated('IncludeRetElement', [...names, 'DataExtRet']), element('OwnerID', PUBLIC_FIELDS)]
    : repeated('IncludeRetElement', names);
}

/**
 * listIds    these items, active or not (≤ 500 a request)
 * modified   the first page of what changed since `from` (null: everything), active or not; QuickBooks' local clock, no offset;
 *            without a page size everything in one answer, without an iterator
 * continue   the next page; filters must not be repeated, some QuickBooks answer 3120 then
 * count      only retCount, of all items active or not
 * ids        a page with nothing but the ListIDs of all items, active or not; `iteratorId` null: the first; without a page size all at once
 */
export type InventoryAsk =
  | { readonly by: 'listIds'; readonly listIds: readonly string[] }
  | { readonly by: 'modified'; readonly from: LocalStamp | null; readonly pageSize: number | null }
  | { readonly by: 'continue'; readonly iteratorId: string; readonly pageSize: number }
  | { readonly by: 'count' }
  | { readonly by: 'ids'; readonly iteratorId: string | null; readonly pageSize: number | null };

/** Any kind of item by FullName; answers 500 with whatever was found. At least one, else RangeError. */
export function itemQueryByFullName(requestId: string, fullNames: readonly string[], options: ItemOptions = {}): XmlElement {
  return request('ItemQueryRq', requestId, [...selection('FullName', fullNames), ...wantedFields(ITEM_FIELDS, options)]);
}

/** Any kind of item by ListID; answers 500 with whatever was found. At least one, else RangeError. */
export function itemQueryByListId(requestId: string, listIds: readonly string[], options: ItemOptions = {}): XmlElement {
  return request('ItemQueryRq', requestId, [...selection('ListID', listIds), ...wantedFields(ITEM_FIELDS, options)]);
}

/**
 * The kinds that stock depends on: what is kept, what is built, and kits, which are as many as their members allow. The others are
 * read where SKUs are matched by bar code, part number or a custom field: QuickBooks has no query by those.
 */
const LIST_QUERIES = {
  inventory: ['ItemInventoryQueryRq', STOCK_FIELDS], assembly: ['ItemInventoryAssemblyQueryRq', [...STOCK_FIELDS, COMPONENT_LINES]],
  group: ['ItemGroupQueryRq', ITEM_FIELDS], nonInventory: ['ItemNonInventoryQueryRq', ITEM_FIELDS],
  service: ['ItemServiceQueryRq', ITEM_FIELDS], otherCharge: ['ItemOtherChargeQueryRq', ITEM_FIELDS],
} as const;
export type ListedItemKind = keyof typeof LIST_QUERIES;

/** Throws RangeError for an empty list of ListIDs or a page of no items. */
export function inventoryQuery(requestId: string, kind: ListedItemKind, ask: InventoryAsk, options: ItemOptions = {}): XmlElement {
  const [name, fields] = LIST_QUERIES[kind];
  const wanted = wantedFields(fields, options);
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
    case 'ids': {
      const only = element('IncludeRetElement', 'ListID');
      if (ask.pageSize === null) return request(name, requestId, [all, only]);
      return ask.iteratorId === null
        ? request(name, requestId, [page(ask.pageSize), all, only], { iterator: 'Start' })
        : request(name, requestId, [page(ask.pageSize), only], { iterator: 'Continue', iteratorID: ask.iteratorId });
    }
  }
}

/** All discount items, active or not, in one answer; they have no stock, price or bar code. */
export function discountItemQuery(requestId: string): XmlElement {
  const wanted = ['ListID', 'TimeModified', 'EditSequence', 'Name', 'FullName', 'IsActive'];
  return request('ItemDiscountQueryRq', requestId, [element('ActiveStatus', 'All'), ...repeated('IncludeRetElement', wanted)]);
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

/** Lines of kits, and of assemblies, whose components may be of any kind although their reference is called ItemInventoryRef. */
const LINES = [['ItemGroupLine', 'ItemRef'], [COMPONENT_LINES, 'ItemInventoryRef']] as const;

/** A line without an item is only a remark; a line without a quantity takes one. */
function readMembers(record: XmlElement): Result<readonly Member[]> {
  const members: Member[] = [];
  for (const [name, ref] of LINES) {
    for (const line of childrenOf(record, name)) {
      const listId = refListId(line, ref);
      if (listId === '' && refFullName(line, ref) === '') continue;
      if (listId === '') return err(recordProblem(record, `${name}/${ref}/ListID`, 'is missing'));
      const quantity = readQuantity(line, 'Quantity');
      if (!quantity.ok) return err(recordProblem(record, `${name}/Quantity`, 'is no quantity'));
      members.push({ listId: listId as ListID, quantity: quantity.value ?? whole(1) });
    }
  }
  return ok(members);
}

/** Null: no price, or one by percent. Undefined: the answer holds nothing about a price. */
function readPrice(record: XmlElement): Result<Decimal | null | undefined> {
  for (const [block, name] of [['SalesOrPurchase', 'Price'], ['SalesAndPurchase', 'SalesPrice']] as const) {
    const here = child(record, block);
    if (here === undefined) continue;
    const price = readQuantity(here, name);
    return price.ok ? price : err(recordProblem(record, `${block}/${name}`, 'is no price'));
  }
  return child(record, 'SalesPrice') === undefined ? ok(undefined) : readQuantity(record, 'SalesPrice');
}

/** What is absent from a record because it was not read, or the kind has no such thing. */
function extras(record: XmlElement, salesPrice: Decimal | null | undefined): Pick<ItemRecord, 'salesPrice' | 'customFields' | 'externalGuid'> {
  const customFields = readCustomFields(record);
  const externalGuid = textOf(record, 'ExternalGUID').trim();
  return {
    ...(salesPrice === undefined ? {} : { salesPrice }), ...(customFields === null ? {} : { customFields }),
    ...(externalGuid === '' ? {} : { externalGuid }),
  };
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
  const price = readPrice(record);
  if (!price.ok) return price;
  return ok({
    ...extras(record, price.value),
    listId: listId.value as ListID, kind, name: name.value, isActive: isActive.value,
    // Kinds that cannot be sub-items (groups, sales tax) have a Name only.
    fullName: textOf(record, 'FullName').trim() || name.value,
    quantityOnHand: onHand.value, quantityOnSalesOrder: onSalesOrder.value,
    manufacturerPartNumber: textOf(record, 'ManufacturerPartNumber').trim(), barCode: textOf(record, 'BarCodeValue').trim(),
    timeModified: textOf(record, 'TimeModified').trim(), editSequence: textOf(record, 'EditSequence').trim(), members: members.value,
  });
}

/** From an answer that holds nothing of the items but their ListIDs. */
export function readItemIds(answer: Answer): Result<readonly ListID[]> {
  return readRecords(answer, /^Item\w*QueryRs$/, (name) => /^Item\w+Ret$/.test(name), (record) => {
    const listId = requiredText(record, 'ListID');
    return listId.ok ? ok(listId.value as ListID) : listId;
  });
}

const IS_ITEM = /^Item\w+Ret$/;

/** For readMessageSet: items are read along with the text. Null: no item. */
export function itemOf(record: XmlElement): Result<ItemRecord> | null {
  return IS_ITEM.test(record.name) ? readItem(record) : null;
}

/** From the answer to any item query, inactive items included. Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readItems(answer: Answer): Result<readonly ItemRecord[]> {
  const left = readRecords(answer, /^Item\w*(Query|Add|Mod)Rs$/, (name) => IS_ITEM.test(name), readItem);
  if (!left.ok || answer.items === undefined) return left;
  const records: ItemRecord[] = [];
  for (const item of answer.items) {
    if (!item.ok) return item;
    records.push(item.value);
  }
  return ok([...records, ...left.value]);
}
