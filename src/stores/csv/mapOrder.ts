/** Turns an order's rows into the product's own words. The rows are the whole order as it is now. */
import type { Address } from '../../domain/address.ts';
import { instant, type Instant } from '../../domain/calendar.ts';
import { addDecimal, ZERO, type Decimal } from '../../domain/decimal.ts';
import { addCents, formatCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import type { ChargeLine, OrderLine, StoreOrder } from '../../domain/order.ts';
import type { RefundLine, StoreRefund } from '../../domain/refund.ts';
import { cellFault, idOf, moneyOf, numberOf, positiveOf, timeOf, yesNo, type Cells } from './cellValues.ts';
import { undefuse } from './cells.ts';
import { ORDER_COLUMNS, ROW_TYPES, type RowType } from './orderColumns.ts';

/** Orders of these statuses take nothing from stock, and what they took is given back. */
const DEAD = ['cancelled', 'failed'];
const GONE = ['deleted', 'trash'];
const SAME: Readonly<Record<string, string>> = { canceled: 'cancelled', void: 'cancelled', voided: 'cancelled', paid: 'processing', shipped: 'completed', complete: 'completed' };

export type OrderRows = {
  readonly id: string;
  readonly rows: readonly Cells[];
  readonly meta: readonly string[];
  /** When the file was changed: where the order does not say when it was. */
  readonly fileAt: Instant;
};

/** Throws CellFault at the first cell that cannot be read, or where the rows contradict one another. */
export function mapOrder({ id, rows, meta, fileAt }: OrderRows): StoreOrder {
  const [first] = rows;
  if (first === undefined) throw new RangeError('an order without rows'); // a bug of ours
  for (const cells of rows) if (cells.row.fault !== null) throw cellFault(cells, 'order_id', `${cells.row.fault}.`, 'Correct the row.');
  const about = header(rows);
  const said = about.text('status').toLowerCase();
  const status = SAME[said] ?? (said === '' ? 'processing' : said);
  const isGone = GONE.includes(status);
  const takes = !isGone && !DEAD.includes(status);
  const typed = rows.map((cells) => ({ cells, type: typeOf(cells) }));
  const of = (type: RowType): readonly Cells[] => typed.flatMap((one) => (one.type === type ? [one.cells] : []));
  const createdAt = about.time('created_at');
  if (createdAt === null) throw cellFault(first, 'created_at', 'the cell is empty.', 'Write when the order was made, such as 2026-11-21.');
  const refundRows = typed.filter(({ type }) => type === 'refund' || type === 'refund_charge');
  const lines = orderLines(of('item'), takes);
  if (lines.length === 0 && !isGone) throw cellFault(first, 'type', `order ${id} has no row of an item.`, 'Put all rows of the order into the file, not only what has changed.');
  const refunds = readRefunds(id, refundRows, lines);
  const charges = (type: RowType): readonly ChargeLine[] => of(type).map((cells, index) => chargeLine(cells, `${type}-${String(index + 1)}`));
  const shipping = charges('shipping');
  const fees = charges('fee');
  const taxTotal = addCents(...[...lines, ...shipping, ...fees].map((one) => one.tax));
  const order: StoreOrder = {
    id, number: about.text('order_number') || id, status: isGone ? 'trash' : status, createdAt,
    modifiedAt: latest(createdAt, about.time('modified_at') ?? wholeSecond(fileAt)), paidAt: about.time('paid_at'),
    currency: currencyOf(first, about.text('currency')), pricesIncludeTax: false,
    customer: {
      id: about.text('customer_id') || null, email: about.text('email'), phone: about.text('phone'),
      billing: addressOf(about.text, 'billing'), shipping: addressOf(about.text, 'shipping'),
    },
    lines: lines.map((line) => ({ ...line, stockRestocked: takes ? (refunds.restocked.get(line.id) ?? ZERO) : ZERO })),
    shipping, fees, coupons: about.text('coupons').split(/[\s,;]+/).filter((code) => code !== ''), taxTotal,
    total: addCents(taxTotal, ...[...lines, ...shipping, ...fees].map((one) => one.total)),
    paymentMethod: about.text('payment_method'), paymentTitle: about.text('payment_title') || about.text('payment_method'),
    transactionId: about.text('transaction_id'), note: about.text('note'),
    refunds: refunds.list, ...metaOf(about.text, meta), gone: isGone,
  };
  const total = about.money('order_total');
  if (total !== order.total && !(isGone && lines.length === 0)) {
    throw cellFault(
      first, 'order_total', `the rows of order ${id} come to ${formatCents(order.total)}, but order_total says ${formatCents(total)}.`,
      'Check that all rows of the order are in the file, one after the other, and that amount is without tax and after discounts.',
    );
  }
  return order;
}

type Header = { readonly text: (column: string) => string; readonly time: (column: string) => Instant | null; readonly money: (column: string) => Cents };

/** What the order's rows say about the order; an empty cell agrees with everything. */
function header(rows: readonly Cells[]): Header {
  const source = new Map<string, Cells>();
  for (const column of ORDER_COLUMNS) {
    for (const cells of rows) {
      const text = cells.row.cell(column);
      if (text === '') continue;
      const before = source.get(column);
      if (before === undefined) source.set(column, cells);
      else if (before.row.cell(column) !== text) throw cellFault(
        cells, column, `"${text.slice(0, 40)}" contradicts line ${String(before.row.line)} of the same order ("${before.row.cell(column).slice(0, 40)}").`,
        'Write the same in all rows of an order, or only in its first.',
      );
    }
  }
  const [first] = rows;
  const at = (column: string): Cells | undefined => source.get(column);
  return {
    text: (column) => undefuse(at(column)?.row.cell(column) ?? (column.startsWith('meta:') ? (first?.row.cell(column) ?? '') : '')),
    time: (column) => { const cells = at(column); return cells === undefined ? null : timeOf(cells, column); },
    money: (column) => { const cells = at(column) ?? first; return cells === undefined || cells.row.cell(column) === '' ? missingTotal(cells, column) : moneyOf(cells, column); },
  };
}

function missingTotal(cells: Cells | undefined, column: string): never {
  if (cells === undefined) throw new RangeError('an order without rows');
  throw cellFault(cells, column, 'the cell is empty.', 'Write what the buyer was charged; it shows whether all rows of the order are there.');
}

function typeOf(cells: Cells): RowType {
  const text = cells.row.cell('type').toLowerCase();
  const type = text === '' ? 'item' : ROW_TYPES.find((one) => one === text);
  if (type === undefined) throw cellFault(cells, 'type', `"${text.slice(0, 40)}" is not a type of row.`, `Use ${ROW_TYPES.join(', ')}; empty means item.`);
  return type;
}

/** Lines keep their ids when rows are sorted otherwise: by line_id, else by SKU and its how-manieth. */
function orderLines(rows: readonly Cells[], takes: boolean): readonly OrderLine[] {
  const seen = new Map<string, number>();
  return rows.map((cells) => {
    const sku = skuOf(cells);
    const name = undefuse(cells.row.cell('name'));
    if (sku === null && name === '') throw cellFault(cells, 'sku', 'the row has neither a SKU nor a name.', 'Write the SKU of what was sold.');
    const base = idOf(cells, 'line_id') || (sku ?? name).toLowerCase();
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    const quantity = positiveOf(cells, 'quantity', null);
    if (quantity === ZERO) throw cellFault(cells, 'quantity', 'a sold row has no pieces.', 'Write how many were sold, or leave the row out.');
    const total = required(cells, 'amount');
    return {
      id: count === 1 ? base : `${base}#${String(count)}`, listingKey: sku === null ? null : listingKey(sku), sku, name: name === '' ? (sku ?? '') : name, quantity,
      subtotal: cells.row.cell('subtotal') === '' ? total : moneyOf(cells, 'subtotal'), total, tax: moneyOf(cells, 'tax'),
      stockTaken: takes ? positiveOf(cells, 'stock_taken', quantity) : ZERO, stockRestocked: ZERO,
    };
  });
}

/** The SKU without regard to case: shops and people spell it both ways. */
export function listingKey(sku: string): string {
  return sku.toLowerCase();
}

export function skuOf(cells: Cells): string | null {
  const sku = undefuse(cells.row.cell('sku'));
  return sku === '' ? null : sku;
}

function required(cells: Cells, column: string): Cents {
  if (cells.row.cell(column) === '') throw cellFault(
    cells, column, 'the cell is empty.',
    'Write the amount of the whole row, without tax and after discounts; 0.00 if it was free.',
  );
  return moneyOf(cells, column);
}

function chargeLine(cells: Cells, id: string): ChargeLine {
  const method = cells.row.cell('method');
  return {
    id: idOf(cells, 'line_id') || id, title: undefuse(cells.row.cell('name')), total: required(cells, 'amount'), tax: moneyOf(cells, 'tax'),
    ...(method === '' ? {} : { method }),
  };
}

type Refunds = { readonly list: readonly StoreRefund[]; readonly restocked: ReadonlyMap<string, Decimal> };

function readRefunds(orderId: string, rows: readonly { readonly cells: Cells; readonly type: RowType }[], lines: readonly OrderLine[]): Refunds {
  const groups = new Map<string, { readonly cells: Cells; readonly type: RowType }[]>();
  for (const one of rows) {
    const id = idOf(one.cells, 'refund_id');
    if (id === '') throw cellFault(one.cells, 'refund_id', 'the cell is empty.', 'Give every refund a number of its own: it keeps the refund from being entered twice.');
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  const restocked = new Map<string, Decimal>();
  const list = [...groups].map(([id, parts]): StoreRefund => {
    const goods: RefundLine[] = [];
    const charges: { readonly title: string; readonly total: Cents; readonly tax: Cents }[] = [];
    let total = ZERO_CENTS;
    let createdAt: Instant | null = null;
    let reason = '';
    for (const { cells, type } of parts) {
      const amount = positiveMoney(cells, 'amount');
      const tax = positiveMoney(cells, 'tax');
      total = addCents(total, amount, tax);
      createdAt ??= timeOf(cells, 'refund_at');
      reason ||= undefuse(cells.row.cell('refund_reason'));
      if (type === 'refund_charge') {
        charges.push({ title: undefuse(cells.row.cell('name')), total: amount, tax });
        continue;
      }
      const line = refundedLine(cells, lines);
      if (line === null) continue; // money without goods
      const quantity = positiveOf(cells, 'quantity', ZERO);
      goods.push({ id: `${id}-${String(goods.length + 1)}`, orderLineId: line.id, listingKey: line.listingKey, sku: line.sku, name: line.name, quantity, total: amount, tax });
      if (yesNo(cells, 'restock') === true) restocked.set(line.id, addDecimal(restocked.get(line.id) ?? ZERO, quantity));
    }
    const [head] = parts;
    if (createdAt === null) {
      if (head === undefined) throw new RangeError('a refund without rows');
      throw cellFault(head.cells, 'refund_at', 'the cell is empty.', 'Write when the money was given back, such as 2026-11-21.');
    }
    // Refunds are told apart across all orders; shops count them anew for each.
    return { id: `${orderId}~${id}`, orderId, createdAt, reason, total, lines: goods, charges };
  });
  return { list: list.toSorted((a, b) => a.createdAt - b.createdAt), restocked };
}

function positiveMoney(cells: Cells, column: string): Cents {
  const amount = column === 'amount' ? required(cells, column) : moneyOf(cells, column);
  if (amount < 0) throw cellFault(cells, column, 'a refund is below zero.', 'Write it without the minus; the type says that it comes back.');
  return amount;
}

/** Null: the row names no goods. */
function refundedLine(cells: Cells, lines: readonly OrderLine[]): OrderLine | null {
  const lineId = idOf(cells, 'refund_line_id');
  const sku = skuOf(cells);
  if (lineId === '' && sku === null) {
    if (numberOf(cells, 'quantity', ZERO) !== ZERO) throw cellFault(
      cells, 'sku', 'pieces came back, but the row does not say of what.',
      'Write the SKU, or leave quantity empty for money without goods.',
    );
    return null;
  }
  const line = lineId === '' ? lines.find((one) => one.sku !== null && sku !== null && listingKey(one.sku) === listingKey(sku)) : lines.find((one) => one.id === lineId);
  if (line === undefined) throw cellFault(
    cells, lineId === '' ? 'sku' : 'refund_line_id', `the order has no row "${lineId === '' ? (sku ?? '') : lineId}" that could come back.`,
    'Write the SKU (or line_id) of the row that was sold, and leave the sold rows in the file.',
  );
  return line;
}

function currencyOf(cells: Cells, text: string): string {
  const code = text.toUpperCase();
  if (code !== '' && !/^[A-Z]{3}$/.test(code)) throw cellFault(cells, 'currency', `"${text.slice(0, 40)}" is not a currency.`, 'Write its three letters, such as USD.');
  return code === '' ? 'USD' : code;
}

function addressOf(text: Header['text'], kind: 'billing' | 'shipping'): Address {
  const at = (part: string): string => text(`${kind}_${part}`);
  return {
    firstName: at('first_name'), lastName: at('last_name'), company: at('company'), line1: at('address_1'), line2: at('address_2'),
    city: at('city'), state: at('state'), postalCode: at('postcode'), country: at('country'),
  };
}

function metaOf(text: Header['text'], columns: readonly string[]): Pick<StoreOrder, 'meta'> {
  const values = columns.flatMap((column): (readonly [string, string])[] => {
    const value = text(column);
    return value === '' ? [] : [[column.slice('meta:'.length), value]];
  });
  return values.length === 0 ? {} : { meta: Object.fromEntries(values) };
}

function latest(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

function wholeSecond(at: Instant): Instant {
  return instant(Math.floor(at / 1_000) * 1_000);
}
