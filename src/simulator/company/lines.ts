/** Reads the lines of a sales document and computes their money as QuickBooks does (QBXML fact sheet §13). */
import { extendCents, multiplyDecimal, parseDecimal, scaled, whole, type Decimal } from '../../domain/decimal.ts';
import { addCents, cents, negateCents, parseCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import { child, childrenOf, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { ONE, percentOf, rateFrom } from './arithmetic.ts';
import { nextTxnId, type Book } from './book.ts';
import { readDataExt } from './dataExt.ts';
import { isGiven, readFields, resolve } from './fields.ts';
import { refuse, STATUS, type Trial } from './outcome.ts';
import type { DataExt, Fields, FieldValue, GroupLine, Item, ItemLine, Line, SalesType } from './state.ts';
import { stored } from './text.ts';

/** Kinds that take no Quantity: they work on money of other lines (discount lines: fact sheet §13; the others alike). */
const MONEY_ONLY: ReadonlySet<string> = new Set(['Discount', 'SalesTax', 'Subtotal', 'Payment']);
/** More than any stock can move, so that sums of stock stay exact: a thousand million pieces. */
const MOST_PIECES: Decimal = whole(1_000_000_000);
const LINE_HANDLED: ReadonlySet<string> = new Set([
  'ItemRef',
  'Desc',
  'Quantity',
  'Rate',
  'RatePercent',
  'PriceLevelRef',
  'Amount',
  'SalesTaxCodeRef',
  'DataExt',
  'ItemGroupRef',
  'OptionForPriceRuleConflict',
]);

/** What the lines so far add up to. */
export type Sums = {
  subtotal: Cents;
  taxable: Cents;
  /** Tax put on lines of their own. */
  lineTax: Cents;
  sinceSubtotal: Cents;
  previous: Cents;
  /** A tax line without an amount is computed only if it is the first after the subtotal. */
  taxLineSeen: boolean;
};

export type LineContext = {
  readonly book: Book;
  readonly trial: Trial;
  readonly type: SalesType;
  /** False: no line is taxed by the document's tax item, whatever its code. */
  readonly customerTaxable: boolean;
  readonly sums: Sums;
  /** The document's own class: lines without one take it (fact sheet §13). */
  readonly headerClass: FieldValue | null;
};

type Given = {
  readonly quantity: Decimal | null;
  readonly rate: Decimal | null;
  readonly percent: Decimal | null;
  readonly amount: Cents | null;
};

function decimalAt(line: XmlElement, name: string): Decimal | null {
  const text = textAt(line, name);
  const read = text === '' ? null : parseDecimal(text, name);
  return read?.ok === true ? read.value : null;
}

function centsAt(line: XmlElement, name: string): Cents | null {
  const text = textAt(line, name);
  const read = text === '' ? null : parseCents(text, name);
  return read?.ok === true ? read.value : null;
}

function moneyOf(context: LineContext, item: Item | null, given: Given): { rate: Decimal | null; amount: Cents | null } {
  const { sums } = context;
  const quantity = given.quantity ?? ONE;
  const computed = (rate: Decimal): { rate: Decimal; amount: Cents } => ({ rate, amount: extendCents(quantity, rate) });
  switch (item?.kind) {
    case 'Subtotal':
      return { rate: null, amount: sums.sinceSubtotal };
    case 'SalesTax':
      if (given.amount !== null) return { rate: null, amount: given.amount };
      return { rate: null, amount: sums.taxLineSeen ? ZERO_CENTS : percentOf(sums.taxable, item.percent ?? whole(0)) };
    case 'Discount': {
      // The sign QuickBooks wants here is not known (fact sheet §15): whatever is sent, a discount lowers the total.
      const percent = given.percent ?? (given.rate === null && given.amount === null ? item.percent : null);
      if (percent !== null) return { rate: null, amount: negateCents(percentOf(sums.previous, scaled(Math.abs(percent)))) };
      const off = given.amount ?? extendCents(ONE, given.rate ?? item.price);
      return { rate: null, amount: cents(-Math.abs(off)) };
    }
    case 'Payment':
      return { rate: null, amount: cents(-Math.abs(given.amount ?? ZERO_CENTS)) };
    default:
      // Amount wins over Rate (fact sheet §13); with neither, the item's own price.
      if (given.amount !== null)
        return { rate: given.quantity === null ? null : rateFrom(given.amount, given.quantity), amount: given.amount };
      if (given.rate !== null) return computed(given.rate);
      return item === null ? { rate: null, amount: null } : computed(item.price);
  }
}

function addUp(sums: Sums, item: Item | null, amount: Cents | null, taxable: boolean): void {
  if (amount === null) return;
  if (item?.kind === 'Subtotal') {
    sums.sinceSubtotal = ZERO_CENTS;
    sums.previous = amount;
    sums.taxLineSeen = false;
    return;
  }
  if (item?.kind === 'SalesTax') {
    sums.lineTax = addCents(sums.lineTax, amount);
    sums.taxLineSeen = true;
    return;
  }
  sums.subtotal = addCents(sums.subtotal, amount);
  sums.sinceSubtotal = addCents(sums.sinceSubtotal, amount);
  sums.previous = amount;
  if (taxable) sums.taxable = addCents(sums.taxable, amount);
}

function checkGiven(context: LineContext, item: Item | null, given: Given): void {
  const { trial, type } = context;
  if (item === null) return;
  if (item.kind === 'Group' || item.kind === 'SalesTaxGroup') {
    refuse(trial, STATUS.wrongItemType, `The item "${item.fullName}" is of a type that cannot be used on a line of the ${type}.`);
  }
  if (MONEY_ONLY.has(item.kind) && given.quantity !== null) {
    refuse(trial, STATUS.notValidHere, `A line with the item "${item.fullName}" may not have a Quantity.`);
  }
  if (item.kind === 'Subtotal' && (given.amount !== null || given.rate !== null)) {
    refuse(trial, STATUS.notValidHere, `A line with the subtotal item "${item.fullName}" may not have a Rate or an Amount.`);
  }
  if (given.percent !== null && item.kind !== 'Discount') {
    refuse(trial, STATUS.notValidHere, `RatePercent may not be used with the item "${item.fullName}".`);
  }
  if (given.quantity !== null && Math.abs(given.quantity) > MOST_PIECES) {
    refuse(trial, STATUS.badQuantity, 'There was an error when converting the quantity in the field "Quantity": it is too large.');
  }
  if (item.wholeOnly && given.quantity !== null && given.quantity % whole(1) !== 0) {
    refuse(
      trial,
      STATUS.badQuantity,
      `There was an error when converting the quantity in the field "Quantity". "${item.fullName}" is sold in whole pieces.`,
    );
  }
  if (context.book.open.has(item.listId)) {
    refuse(trial, STATUS.relatedInUse, `The item "${item.fullName}" is being edited in a QuickBooks window.`);
  }
}

function codeIsTaxable(book: Book, codeId: string): boolean {
  return book.records.get(codeId)?.detail === 'taxable';
}

function dataExtOf({ book, trial }: LineContext, line: XmlElement): DataExt[] {
  return childrenOf(line, 'DataExt').map((one) => readDataExt(book, trial, one, 'Item'));
}

type Described = {
  readonly item: Item | null;
  readonly given: Given;
  readonly description: string;
  readonly codeId: string;
  readonly fields: Fields;
  readonly dataExt: DataExt[];
};

function finishLine(context: LineContext, line: Described): ItemLine {
  checkGiven(context, line.item, line.given);
  const { rate, amount } = moneyOf(context, line.item, line.given);
  addUp(context.sums, line.item, amount, context.customerTaxable && codeIsTaxable(context.book, line.codeId));
  return {
    kind: 'item',
    lineId: '',
    itemId: line.item?.listId ?? '',
    description: line.description,
    quantity: line.given.quantity,
    rate,
    ratePercent: line.item?.kind === 'SalesTax' ? line.item.percent : line.given.percent,
    amount,
    taxCodeId: line.codeId,
    fields: { ...(context.headerClass === null ? {} : { ClassRef: context.headerClass }), ...line.fields },
    dataExt: line.dataExt,
  };
}

function readItemLine(context: LineContext, line: XmlElement): ItemLine {
  const { book, trial, type } = context;
  const inside = `${type} line`;
  const item = book.items.get(resolve(book, trial, child(line, 'ItemRef'), 'Item', inside)) ?? null;
  const given: Given = {
    quantity: decimalAt(line, 'Quantity'),
    rate: decimalAt(line, 'Rate'),
    percent: decimalAt(line, 'RatePercent'),
    amount: centsAt(line, 'Amount'),
  };
  if (item === null && !isGiven(line, 'ItemRef') && (given.quantity !== null || given.rate !== null || given.amount !== null)) {
    refuse(trial, STATUS.missingElement, `A line of the ${type} has a quantity or an amount and no item.`);
  }
  resolve(book, trial, child(line, 'PriceLevelRef'), 'PriceLevel', inside);
  if (given.rate !== null && given.amount !== null) {
    trial.warnings.push({ code: STATUS.fieldIgnored, message: 'Rate was ignored because Amount was given as well.' });
  }
  const codeId = resolve(book, trial, child(line, 'SalesTaxCodeRef'), 'SalesTaxCode', inside);
  return finishLine(context, {
    item,
    given,
    description: stored(textAt(line, 'Desc')) || (item?.description ?? ''),
    codeId: codeId || (item?.taxCodeId ?? ''),
    fields: readFields(book, trial, line, LINE_HANDLED, inside),
    dataExt: dataExtOf(context, line),
  });
}

function readGroupLine(context: LineContext, line: XmlElement): GroupLine {
  const { book, trial, type } = context;
  const listId = resolve(book, trial, child(line, 'ItemGroupRef'), 'Item', `${type} line group`);
  const group = book.items.get(listId);
  if (group !== undefined && group.kind !== 'Group') {
    refuse(trial, STATUS.wrongItemType, `"${group.fullName}" is not a group of items.`);
  } else if (group === undefined && !isGiven(line, 'ItemGroupRef'))
    refuse(trial, STATUS.missingElement, `A line group of the ${type} names no group.`);
  const groupFields = readFields(book, trial, line, LINE_HANDLED, `${type} line group`);
  const quantity = decimalAt(line, 'Quantity') ?? ONE;
  const before = context.sums.subtotal;
  // QuickBooks expands the members at their own prices; a price cannot be sent (fact sheet §13).
  const members = (group?.members ?? []).map(({ listId: memberId, quantity: perOne }): ItemLine => {
    const item = book.items.get(memberId) ?? null;
    return finishLine(context, {
      item,
      given: {
        quantity: item !== null && MONEY_ONLY.has(item.kind) ? null : multiplyDecimal(quantity, perOne),
        rate: null,
        percent: null,
        amount: null,
      },
      description: item?.description ?? '',
      codeId: item?.taxCodeId ?? '',
      fields: groupFields,
      dataExt: [],
    });
  });
  return {
    kind: 'group',
    lineId: '',
    groupId: listId,
    description: group?.description ?? '',
    quantity,
    total: cents(context.sums.subtotal - before),
    members,
    dataExt: dataExtOf(context, line),
  };
}

/** The lines of a `XxxAdd` in their order, without line IDs: nothing of the file is changed. */
export function readLines(context: LineContext, add: XmlElement): Line[] {
  return add.children.flatMap((line): Line[] => {
    if (line.name === `${context.type}LineAdd`) return [readItemLine(context, line)];
    return line.name === `${context.type}LineGroupAdd` ? [readGroupLine(context, line)] : [];
  });
}

/** Gives every line its TxnLineID. */
export function numberLines(book: Book, lines: readonly Line[]): void {
  for (const line of lines) {
    line.lineId = nextTxnId(book);
    if (line.kind === 'group') for (const member of line.members) member.lineId = nextTxnId(book);
  }
}

export function emptySums(): Sums {
  return {
    subtotal: ZERO_CENTS,
    taxable: ZERO_CENTS,
    lineTax: ZERO_CENTS,
    sinceSubtotal: ZERO_CENTS,
    previous: ZERO_CENTS,
    taxLineSeen: false,
  };
}

/** Item lines, members of groups included. */
export function itemLines(lines: readonly Line[]): readonly ItemLine[] {
  return lines.flatMap((line) => (line.kind === 'group' ? line.members : [line]));
}
