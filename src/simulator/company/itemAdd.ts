/** ItemInventoryAdd, ItemNonInventoryAdd, ItemServiceAdd and ItemOtherChargeAdd: names, parents, accounts of the right types. */
import { parseDecimal, ZERO, type Decimal } from '../../domain/decimal.ts';
import { child, element, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { rateFrom } from './arithmetic.ts';
import { idOf, indexItem, type Book } from './book.ts';
import { isGiven, readFields, resolve } from './fields.ts';
import { itemRet } from './itemAnswer.ts';
import { refuse, refused, STATUS, type Handled, type Trial } from './outcome.ts';
import { amountAt } from './paymentAdd.ts';
import type { Item } from './state.ts';
import { stored } from './text.ts';
import { blankTransaction, checkedDate, enter, recordFrom, writtenRecord, wrongAccount } from './writing.ts';

export const ADDED_KINDS = ['Inventory', 'NonInventory', 'Service', 'OtherCharge'] as const;
type AddedKind = (typeof ADDED_KINDS)[number];

const HANDLED: ReadonlySet<string> = new Set([
  'Name',
  'BarCode',
  'IsActive',
  'ParentRef',
  'SalesTaxCodeRef',
  'ExternalGUID',
  'SalesOrPurchase',
  'SalesAndPurchase',
]);
const INCOME = ['Income', 'OtherIncome'];
const EXPENSE = ['Expense', 'OtherExpense', 'CostOfGoodsSold'];
/** A sales-only item may post to nearly any account. */
const ANY_BUT_CONTROL = [
  'Income',
  'OtherIncome',
  'Expense',
  'OtherExpense',
  'CostOfGoodsSold',
  'OtherCurrentAsset',
  'OtherCurrentLiability',
  'LongTermLiability',
  'OtherAsset',
  'FixedAsset',
  'Equity',
  'Bank',
  'CreditCard',
];
/** Five levels deep at most (from memory), and 159 characters altogether (fact sheet §4). */
const LONGEST_FULL_NAME = 159;

function decimalAt(parent: XmlElement, name: string): Decimal {
  const read = parseDecimal(textAt(parent, name));
  return read.ok ? read.value : ZERO;
}

/** An account that must be there and of one of these types. Refused with 3270 when left out: the schema lets it, QuickBooks does not. */
function account(book: Book, trial: Trial, parent: XmlElement, name: string, types: readonly string[]): string {
  const id = resolve(book, trial, child(parent, name), 'Account', 'Item');
  const found = book.records.get(id);
  if (found === undefined && !isGiven(parent, name))
    refuse(trial, STATUS.accountMissing, `${name} is missing: the item needs an account to post to.`);
  if (found !== undefined && !types.includes(found.detail)) wrongAccount(trial, name, found.fullName, found.detail);
  return id;
}

type Money = Pick<
  Item,
  'description' | 'price' | 'percent' | 'incomeAccountId' | 'cogsAccountId' | 'assetAccountId' | 'purchaseDescription' | 'averageCost'
>;

function moneyOf(book: Book, trial: Trial, kind: AddedKind, add: XmlElement): Money {
  const plain = child(add, 'SalesOrPurchase');
  if (kind !== 'Inventory' && plain !== undefined) {
    const percent = textAt(plain, 'PricePercent');
    return {
      description: stored(textAt(plain, 'Desc')),
      price: decimalAt(plain, 'Price'),
      percent: percent === '' ? null : decimalAt(plain, 'PricePercent'),
      incomeAccountId: account(book, trial, plain, 'AccountRef', ANY_BUT_CONTROL),
      cogsAccountId: '',
      assetAccountId: '',
      purchaseDescription: '',
      averageCost: ZERO,
    };
  }
  const both = kind === 'Inventory' ? add : (child(add, 'SalesAndPurchase') ?? element('SalesAndPurchase'));
  resolve(book, trial, child(both, 'PrefVendorRef'), 'Vendor', 'Item');
  return {
    description: stored(textAt(both, 'SalesDesc')),
    price: decimalAt(both, 'SalesPrice'),
    percent: null,
    incomeAccountId: account(book, trial, both, 'IncomeAccountRef', INCOME),
    cogsAccountId:
      kind === 'Inventory'
        ? account(book, trial, both, 'COGSAccountRef', ['CostOfGoodsSold'])
        : account(book, trial, both, 'ExpenseAccountRef', EXPENSE),
    assetAccountId: kind === 'Inventory' ? account(book, trial, both, 'AssetAccountRef', ['OtherCurrentAsset']) : '',
    purchaseDescription: stored(textAt(both, 'PurchaseDesc')),
    averageCost: decimalAt(both, 'PurchaseCost'),
  };
}

function nameOf(book: Book, trial: Trial, add: XmlElement): { name: string; fullName: string; parentId: string } {
  const name = stored(textAt(add, 'Name')).trim();
  if (name === '' || name.includes(':')) {
    refuse(
      trial,
      STATUS.badName,
      `There was an error when storing "${name}" in the "Name" field. QuickBooks error message: Names in this list cannot contain a colon (:) and may not be blank.`,
    );
  }
  const before = trial.refusals.length;
  const parentId = resolve(book, trial, child(add, 'ParentRef'), 'Item', 'Item');
  if (trial.refusals.length > before)
    trial.refusals.splice(before, 1, { code: STATUS.badParent, message: 'The parent item was not found.' });
  const parent = book.items.get(parentId);
  const fullName = parent === undefined ? name : `${parent.fullName}:${name}`;
  if (fullName.length > LONGEST_FULL_NAME)
    refuse(trial, STATUS.tooLong, `The full name "${fullName}" is too long: at most ${String(LONGEST_FULL_NAME)} characters.`);
  if (idOf(book, 'Item', fullName) !== null)
    refuse(trial, STATUS.nameInUse, `The name "${fullName}" of the list element is already in use.`);
  if (parent !== undefined && book.open.has(parentId))
    refuse(trial, STATUS.relatedInUse, `The item "${parent.fullName}" is being edited in a QuickBooks window.`);
  return { name, fullName, parentId };
}

/** A sub-item is of its parent's kind (from memory: QuickBooks' item form). */
function checkParentKind(book: Book, trial: Trial, kind: AddedKind, parentId: string): void {
  const parent = book.items.get(parentId);
  if (parent !== undefined && parent.kind !== kind)
    refuse(trial, STATUS.wrongItemType, `The parent "${parent.fullName}" is of another type.`);
}

/** An opening quantity posts an adjustment (fact sheet §8). */
function openingStock(book: Book, item: Item, quantity: Decimal, txnDate: string): void {
  if (quantity === 0) return;
  enter(book, {
    ...blankTransaction(book, 'InventoryAdjustment'),
    txnDate,
    movements: [{ listId: item.listId, onHand: quantity, onSalesOrder: ZERO, onOrder: ZERO }],
  });
}

/** `add` is the `ItemXxxAdd` element. Refusals: 3090 and 3100 (name), 3130 (parent), 3140 (reference, type of account), 3270 (no account). */
export function addItemRecord(book: Book, kind: AddedKind, add: XmlElement): Handled {
  const trial: Trial = { refusals: [], warnings: [] };
  const names = nameOf(book, trial, add);
  checkParentKind(book, trial, kind, names.parentId);
  readFields(
    book,
    trial,
    { ...add, children: add.children.filter((one) => !one.name.endsWith('AccountRef') && one.name !== 'PrefVendorRef') },
    HANDLED,
    'Item',
  );
  const money = moneyOf(book, trial, kind, add);
  const taxCodeId = resolve(book, trial, child(add, 'SalesTaxCodeRef'), 'SalesTaxCode', 'Item');
  const quantity = kind === 'Inventory' ? decimalAt(add, 'QuantityOnHand') : ZERO;
  const value = amountAt(add, 'TotalValue');
  const txnDate =
    quantity === 0
      ? ''
      : checkedDate(
          book,
          trial,
          element('x', textAt(add, 'InventoryDate') === '' ? [] : [element('TxnDate', textAt(add, 'InventoryDate'))]),
        );
  const [first] = trial.refusals;
  if (first !== undefined) return refused(first);
  return {
    kind: 'write',
    refNumber: '',
    commit: () => {
      const barCode = child(add, 'BarCode');
      const item: Item = {
        ...recordFrom(book, add),
        kind,
        ...names,
        ...money,
        taxCodeId: taxCodeId || (idOf(book, 'SalesTaxCode', 'Tax') ?? ''),
        manufacturerPartNumber: stored(textAt(add, 'ManufacturerPartNumber')),
        barCode: barCode === undefined ? '' : stored(textAt(barCode, 'BarCodeValue')),
        onHand: ZERO,
        onOrder: ZERO,
        onSalesOrder: ZERO,
        stockMovedAt: 0,
        wholeOnly: false,
        members: [],
      };
      if (value !== null && quantity !== 0) item.averageCost = rateFrom(value, quantity) ?? item.averageCost;
      book.state.items.push(item);
      indexItem(book, item);
      openingStock(book, item, quantity, txnDate);
      return writtenRecord(item, itemRet(book, item, []));
    },
  };
}
