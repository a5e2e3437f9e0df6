/** An item as its kind's Ret: field order as in qbXML 13.0 for US Desktop. */
import { formatDecimal, ZERO, type Decimal } from '../../domain/decimal.ts';
import { element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { formatPrice } from './arithmetic.ts';
import { idOf, type Book } from './book.ts';
import { dataExtElements, present } from './documentAnswer.ts';
import { referenceTo } from './fields.ts';
import type { Item } from './state.ts';

const price = (name: string, value: Decimal | null, item: Item): XmlElement => element(name, formatPrice(value ?? item.price));

/** The item's own account, else the one QuickBooks' form would propose. */
function account(book: Book, name: string, listId: string, otherwise: string): XmlElement | null {
  return referenceTo(book, name, listId || (idOf(book, 'Account', otherwise) ?? ''));
}

function head(book: Book, item: Item, hasFullName: boolean): (XmlElement | null)[] {
  return [
    element('ListID', item.listId),
    element('TimeCreated', book.stamps.shown(item.createdAt)),
    element('TimeModified', book.stamps.shown(item.modifiedAt)),
    element('EditSequence', item.editSequence),
    element('Name', item.name),
    hasFullName ? element('FullName', item.fullName) : null,
    element('BarCodeValue', item.barCode),
    element('IsActive', String(item.isActive)),
    ...(hasFullName
      ? [referenceTo(book, 'ParentRef', item.parentId), element('Sublevel', String(item.fullName.split(':').length - 1))]
      : []),
  ];
}

function stockFields(book: Book, item: Item): (XmlElement | null)[] {
  return [
    element('ManufacturerPartNumber', item.manufacturerPartNumber),
    referenceTo(book, 'SalesTaxCodeRef', item.taxCodeId),
    element('SalesDesc', item.description),
    price('SalesPrice', null, item),
    referenceTo(book, 'IncomeAccountRef', item.incomeAccountId),
    element('PurchaseDesc', item.purchaseDescription),
    price('PurchaseCost', item.averageCost, item),
    account(book, 'COGSAccountRef', item.cogsAccountId, 'Cost of Goods Sold'),
    account(book, 'AssetAccountRef', item.assetAccountId, 'Inventory Asset'),
    element('QuantityOnHand', formatDecimal(item.onHand)),
    price('AverageCost', item.averageCost, item),
    element('QuantityOnOrder', formatDecimal(item.onOrder)),
    element('QuantityOnSalesOrder', formatDecimal(item.onSalesOrder)),
  ];
}

function salesOrPurchase(book: Book, item: Item): XmlElement {
  if (item.cogsAccountId !== '') {
    return element(
      'SalesAndPurchase',
      present([
        element('SalesDesc', item.description),
        price('SalesPrice', null, item),
        referenceTo(book, 'IncomeAccountRef', item.incomeAccountId),
        element('PurchaseDesc', item.purchaseDescription),
        price('PurchaseCost', item.averageCost, item),
        referenceTo(book, 'ExpenseAccountRef', item.cogsAccountId),
      ]),
    );
  }
  return element(
    'SalesOrPurchase',
    present([element('Desc', item.description), price('Price', null, item), referenceTo(book, 'AccountRef', item.incomeAccountId)]),
  );
}

function body(book: Book, item: Item): (XmlElement | null)[] {
  const code = referenceTo(book, 'SalesTaxCodeRef', item.taxCodeId);
  const guid = element('ExternalGUID', item.externalGuid);
  const description = element('ItemDesc', item.description);
  switch (item.kind) {
    case 'Inventory':
      return [...stockFields(book, item), guid];
    case 'InventoryAssembly':
      return [
        ...stockFields(book, item),
        guid,
        ...item.members.map(({ listId, quantity }) =>
          element(
            'ItemInventoryAssemblyLine',
            present([referenceTo(book, 'ItemInventoryRef', listId), element('Quantity', formatDecimal(quantity))]),
          ),
        ),
      ];
    case 'NonInventory':
      return [element('ManufacturerPartNumber', item.manufacturerPartNumber), code, salesOrPurchase(book, item), guid];
    case 'Service':
    case 'OtherCharge':
      return [code, salesOrPurchase(book, item), guid];
    case 'Discount':
      return [
        description,
        code,
        item.percent === null ? price('DiscountRate', null, item) : element('DiscountRatePercent', formatDecimal(item.percent)),
        referenceTo(book, 'AccountRef', item.incomeAccountId),
        guid,
      ];
    case 'SalesTax':
      return [description, element('TaxRate', formatDecimal(item.percent ?? ZERO)), guid];
    case 'SalesTaxGroup':
      return [description, guid, ...item.members.map(({ listId }) => referenceTo(book, 'ItemSalesTaxRef', listId))];
    case 'Group':
      return [
        description,
        element('IsPrintItemsInGroup', 'true'),
        guid,
        ...item.members.map(({ listId, quantity }) =>
          element('ItemGroupLine', present([referenceTo(book, 'ItemRef', listId), element('Quantity', formatDecimal(quantity))])),
        ),
      ];
    case 'Subtotal':
    case 'Payment':
      return [description, guid];
    case 'FixedAsset':
      return [element('AcquiredAs', 'New'), element('PurchaseDesc', item.description.slice(0, 50)), guid];
  }
}

/** Kinds that can be sub-items have a FullName and a level; the others only a Name. */
const LEVELLED: ReadonlySet<string> = new Set(['Inventory', 'InventoryAssembly', 'NonInventory', 'Service', 'OtherCharge', 'Discount']);

export function itemRet(book: Book, item: Item, owners: readonly string[]): XmlElement {
  return element(
    `Item${item.kind}Ret`,
    present([...head(book, item, LEVELLED.has(item.kind)), ...body(book, item), ...dataExtElements(item.dataExt, owners)]),
  );
}
