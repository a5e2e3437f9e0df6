/** A person at the keyboard, the lists: items, customers and the small lists. Mistakes of the caller throw. */
import { parseDecimal, scaled, type Decimal } from '../../domain/decimal.ts';
import { ZERO_CENTS } from '../../domain/money.ts';
import {
  forgetName,
  freshStamps,
  idOf,
  indexCustomer,
  indexItem,
  indexRecord,
  nextListId,
  touch,
  type Book,
  type NamedList,
} from './book.ts';
import { nameTaken } from './customers.ts';
import type { Customer, Item, ItemKind, ListName, ListRecord } from './state.ts';

/** Pieces, prices and percentages: a number or its text, at most five decimals. */
export type Amount = number | string;

export function decimalOf(amount: Amount): Decimal {
  if (typeof amount === 'number') return scaled(Math.round(amount * 100_000));
  const read = parseDecimal(amount);
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
}

export type NewItem = {
  readonly kind?: ItemKind;
  /** Without its parents. */
  readonly name: string;
  /** FullName of the parent item. */
  readonly parent?: string;
  readonly description?: string;
  readonly price?: Amount;
  /** Rate of a sales tax item, percentage of a discount. */
  readonly percent?: Amount;
  /** Name of a sales tax code; `Tax` unless said otherwise, for kinds that have one. */
  readonly taxCode?: string;
  readonly onHand?: Amount;
  readonly averageCost?: Amount;
  readonly manufacturerPartNumber?: string;
  readonly barCode?: string;
  readonly wholeOnly?: boolean;
  /** FullNames and quantities per one: groups, assemblies, sales tax groups. */
  readonly members?: readonly { readonly item: string; readonly quantity: Amount }[];
  readonly dataExt?: readonly { readonly ownerId: string; readonly name: string; readonly value: string }[];
};

export type ItemEdit = Pick<
  NewItem,
  'description' | 'price' | 'percent' | 'taxCode' | 'manufacturerPartNumber' | 'barCode' | 'wholeOnly' | 'dataExt'
>;

export type NewCustomer = {
  readonly name: string;
  readonly parent?: string;
  readonly email?: string;
  readonly taxCode?: string;
  readonly taxItem?: string;
  /** Name of a currency; the home currency when left out. */
  readonly currency?: string;
  readonly accountNumber?: string;
};

export type ListKeyboard = {
  /** Answers the ListID. */
  addItem(item: NewItem): string;
  editItem(fullName: string, edit: ItemEdit): void;
  renameItem(fullName: string, name: string): void;
  deactivateItem(fullName: string): void;
  activateItem(fullName: string): void;
  addCustomer(customer: NewCustomer): string;
  renameCustomer(fullName: string, name: string): void;
  addVendor(name: string): string;
  addEmployee(name: string): string;
  addOtherName(name: string): string;
  /** An entry of a small list; `Parent:Child` where the parent is there. `detail`: see ListRecord. */
  addListRecord(list: ListName, name: string, detail?: string): string;
  /**
   * Opens the record's window: documents that need it are refused with 3175 (customer) or 3176 (item) until the returned function is
   * called.
   */
  openForEditing(kind: 'customer' | 'item', fullName: string): () => void;
  setListRecordActive(list: ListName, fullName: string, isActive: boolean): void;
};

export function itemNamed(book: Book, fullName: string): Item {
  const item = book.items.get(idOf(book, 'Item', fullName) ?? '');
  if (item === undefined) throw new Error(`no item "${fullName}" in the company file`);
  return item;
}

function customerNamed(book: Book, fullName: string): Customer {
  const customer = book.customers.get(idOf(book, 'Customer', fullName) ?? '');
  if (customer === undefined) throw new Error(`no customer "${fullName}" in the company file`);
  return customer;
}

function mustId(book: Book, list: NamedList, fullName: string): string {
  const id = idOf(book, list, fullName);
  if (id === null) throw new Error(`no ${list} "${fullName}" in the company file`);
  return id;
}

const WITH_TAX_CODE: ReadonlySet<ItemKind> = new Set([
  'Inventory',
  'InventoryAssembly',
  'NonInventory',
  'Service',
  'OtherCharge',
  'Discount',
]);

function newItem(book: Book, given: NewItem): Item {
  const kind = given.kind ?? 'Inventory';
  const parent = given.parent === undefined ? null : itemNamed(book, given.parent);
  const fullName = parent === null ? given.name : `${parent.fullName}:${given.name}`;
  if (given.name === '' || given.name.includes(':') || given.name.length > 31 || idOf(book, 'Item', fullName) !== null) {
    throw new Error(`an item cannot be called "${fullName}"`);
  }
  return {
    listId: nextListId(book),
    ...freshStamps(book),
    kind,
    name: given.name,
    fullName,
    parentId: parent?.listId ?? '',
    isActive: true,
    description: given.description ?? '',
    price: decimalOf(given.price ?? 0),
    percent: given.percent === undefined ? null : decimalOf(given.percent),
    taxCodeId: WITH_TAX_CODE.has(kind) ? mustId(book, 'SalesTaxCode', given.taxCode ?? 'Tax') : '',
    incomeAccountId: WITH_TAX_CODE.has(kind) ? (idOf(book, 'Account', 'Sales') ?? '') : '',
    cogsAccountId: '',
    assetAccountId: '',
    purchaseDescription: '',
    manufacturerPartNumber: given.manufacturerPartNumber ?? '',
    barCode: given.barCode ?? '',
    onHand: decimalOf(given.onHand ?? 0),
    onOrder: decimalOf(0),
    onSalesOrder: decimalOf(0),
    averageCost: decimalOf(given.averageCost ?? 0),
    stockMovedAt: 0,
    wholeOnly: given.wholeOnly ?? false,
    members: (given.members ?? []).map(({ item, quantity }) => ({ listId: mustId(book, 'Item', item), quantity: decimalOf(quantity) })),
    externalGuid: '',
    dataExt: (given.dataExt ?? []).map((one) => ({ ...one })),
  };
}

function applyEdit(book: Book, item: Item, edit: ItemEdit): void {
  if (edit.description !== undefined) item.description = edit.description;
  if (edit.price !== undefined) item.price = decimalOf(edit.price);
  if (edit.percent !== undefined) item.percent = decimalOf(edit.percent);
  if (edit.taxCode !== undefined) item.taxCodeId = mustId(book, 'SalesTaxCode', edit.taxCode);
  if (edit.manufacturerPartNumber !== undefined) item.manufacturerPartNumber = edit.manufacturerPartNumber;
  if (edit.barCode !== undefined) item.barCode = edit.barCode;
  if (edit.wholeOnly !== undefined) item.wholeOnly = edit.wholeOnly;
  if (edit.dataExt !== undefined) item.dataExt = edit.dataExt.map((one) => ({ ...one }));
  touch(book, item);
}

/** A new name of a record and of everything below it. */
function rename<R extends { name: string; fullName: string; listId: string; modifiedAt: number; editSequence: string }>(
  book: Book,
  list: 'Item' | 'Customer',
  records: readonly R[],
  record: R,
  name: string,
  index: (one: R) => void,
): void {
  const before = record.fullName;
  const after = [...before.split(':').slice(0, -1), name].join(':');
  if (after.toLowerCase() !== before.toLowerCase() && idOf(book, list, after) !== null) throw new Error(`"${after}" is taken`);
  for (const one of records.filter((other) => other === record || other.fullName.startsWith(`${before}:`))) {
    forgetName(book, list, one.fullName);
    one.fullName = after + one.fullName.slice(before.length);
    index(one);
  }
  record.name = name;
  touch(book, record);
}

function addSimple(book: Book, list: ListName, name: string, detail: string): ListRecord {
  if (idOf(book, list, name) !== null) throw new Error(`${list} "${name}" is there already`);
  const levels = name.split(':');
  const parentId = levels.length === 1 ? '' : mustId(book, list, levels.slice(0, -1).join(':'));
  const own = levels.at(-1) ?? '';
  const record: ListRecord = {
    list,
    listId: nextListId(book),
    ...freshStamps(book),
    name: own,
    fullName: name,
    isActive: true,
    parentId,
    detail,
  };
  book.state.lists.push(record);
  indexRecord(book, record);
  return record;
}

function newCustomer(book: Book, given: NewCustomer): Customer {
  const parent = given.parent === undefined ? null : customerNamed(book, given.parent);
  const fullName = parent === null ? given.name : `${parent.fullName}:${given.name}`;
  if (nameTaken(book, fullName)) throw new Error(`the name "${fullName}" is in use`);
  return {
    listId: nextListId(book),
    ...freshStamps(book),
    name: given.name,
    fullName,
    parentId: parent?.listId ?? '',
    isActive: true,
    balance: ZERO_CENTS,
    externalGuid: '',
    taxItemId: given.taxItem === undefined ? '' : mustId(book, 'Item', given.taxItem),
    currencyId: given.currency === undefined ? '' : mustId(book, 'Currency', given.currency),
    dataExt: [],
    fields: {
      ...(given.email === undefined ? {} : { Email: { kind: 'text', text: given.email } }),
      ...(given.accountNumber === undefined ? {} : { AccountNumber: { kind: 'text', text: given.accountNumber } }),
      ...(given.taxCode === undefined
        ? {}
        : { SalesTaxCodeRef: { kind: 'ref', list: 'SalesTaxCode', listId: mustId(book, 'SalesTaxCode', given.taxCode) } }),
    },
  };
}

/** `book` is asked anew each time: a restored file is another book. */
export function listKeyboard(book: () => Book): ListKeyboard {
  const setActive = (fullName: string, isActive: boolean): void => {
    const item = itemNamed(book(), fullName);
    item.isActive = isActive;
    touch(book(), item);
  };
  const addName = (list: 'Vendor' | 'Employee' | 'OtherName', name: string): string => {
    if (nameTaken(book(), name)) throw new Error(`the name "${name}" is in use`);
    return addSimple(book(), list, name, '').listId;
  };
  return {
    addItem: (given) => {
      const item = newItem(book(), given);
      book().state.items.push(item);
      indexItem(book(), item);
      return item.listId;
    },
    editItem: (fullName, edit) => {
      applyEdit(book(), itemNamed(book(), fullName), edit);
    },
    renameItem: (fullName, name) => {
      rename(book(), 'Item', book().state.items, itemNamed(book(), fullName), name, (one) => {
        indexItem(book(), one);
      });
    },
    deactivateItem: (fullName) => {
      setActive(fullName, false);
    },
    activateItem: (fullName) => {
      setActive(fullName, true);
    },
    addCustomer: (given) => {
      const customer = newCustomer(book(), given);
      book().state.customers.push(customer);
      indexCustomer(book(), customer);
      return customer.listId;
    },
    renameCustomer: (fullName, name) => {
      rename(book(), 'Customer', book().state.customers, customerNamed(book(), fullName), name, (one) => {
        indexCustomer(book(), one);
      });
    },
    addVendor: (name) => addName('Vendor', name),
    addEmployee: (name) => addName('Employee', name),
    addOtherName: (name) => addName('OtherName', name),
    setListRecordActive: (list, fullName, isActive) => {
      const record = book().records.get(mustId(book(), list, fullName));
      if (record === undefined) return;
      record.isActive = isActive;
      touch(book(), record);
    },
    addListRecord: (list, name, detail = '') => addSimple(book(), list, name, detail).listId,
    openForEditing: (kind, fullName) => {
      const here = book();
      const { listId } = kind === 'item' ? itemNamed(here, fullName) : customerNamed(here, fullName);
      here.open.add(listId);
      return () => {
        here.open.delete(listId);
      };
    },
  };
}
