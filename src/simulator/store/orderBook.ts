/** The simulated shop's orders and refunds: totals as the shop computes them, and what each takes from and gives back to stock. */
import type { Instant } from '../../domain/calendar.ts';
import { addCents, cents, formatCents, type Cents } from '../../domain/money.ts';
import type { Catalogue } from './catalogue.ts';
import { lineAmount, money, orderTax, orderTotal, share, split, taxPart, taxSum, type Charge, type Line, type Note, type Order } from './orderTotals.ts';
import { makeRefund } from './refunds.ts';
import type { ChargeView, EditOrder, OrderView, PlaceLine, PlaceOrder, RefundRequest, ShippingChoice, TaxRate } from './types.ts';

const TAKES_STOCK: ReadonlySet<string> = new Set(['processing', 'completed', 'on-hold']);
const GIVES_BACK: ReadonlySet<string> = new Set(['cancelled', 'pending']);
const PAID: ReadonlySet<string> = new Set(['processing', 'completed']);

export type MetaChange = { readonly id?: number; readonly key?: string; readonly value: unknown };

export type OrderBook = {
  place(order: PlaceOrder): Order;
  cancel(id: number): Order;
  refund(request: RefundRequest): Order;
  edit(id: number, edit: EditOrder): Order;
  /** Does not touch the order's date_modified, as measured. */
  addNote(id: number, text: string, toCustomer: boolean, author: string): Note;
  /** By id, else by key; a value of null removes. */
  setMeta(id: number, changes: readonly MetaChange[]): void;
  trash(id: number): Order;
  remove(id: number): void;
  /** Products were deleted: lines that sold them keep only their name. */
  forget(products: readonly number[]): void;
  get(id: number): Order | undefined;
  all(): readonly Order[];
};

function taxableShare(parts: readonly { readonly taxable: boolean; readonly total: Cents }[]): number {
  const all = addCents(...parts.map((part) => part.total));
  return all === 0 ? 0 : addCents(...parts.filter((part) => part.taxable).map((part) => part.total)) / all;
}

export function createOrderBook(catalogue: Catalogue, nextId: () => number, now: () => Instant): OrderBook {
  const orders = new Map<number, Order>();
  let lineIds = 0;
  let metaIds = 0;
  let noteIds = 0; // comments of their own sequence
  const nextLine = (): number => (lineIds += 1);
  const nextMeta = (): number => (metaIds += 1);

  const must = (id: number): Order => {
    const order = orders.get(id);
    if (order === undefined) throw new RangeError(`the shop has no order ${String(id)}`);
    return order;
  };

  /** A sale changes the stock without touching the product's date_modified (docs/woocommerce.md). */
  const move = (line: Line, by: number): boolean => {
    const product = catalogue.get(line.variationId === 0 ? line.productId : line.variationId);
    const keeper = product === undefined ? null : catalogue.keeper(product);
    if (keeper === null) return false;
    keeper.quantity = (keeper.quantity ?? 0) + by;
    return true;
  };
  const moveStock = (order: Order): void => {
    if (TAKES_STOCK.has(order.status) && !order.stockReduced) {
      for (const line of order.lines) if (line.reduced === null && move(line, -line.quantity)) line.reduced = line.quantity;
      order.stockReduced = true;
    } else if (GIVES_BACK.has(order.status) && order.stockReduced) {
      // `_reduced_stock` at 0 counts as none to the shop: it stays.
      for (const line of order.lines) if (line.reduced !== null && line.reduced !== 0 && move(line, line.reduced)) line.reduced = null;
      order.stockReduced = false;
    }
  };
  const setStatus = (order: Order, status: string): void => {
    order.status = status;
    if (PAID.has(status)) order.paidAt ??= now();
    if (status === 'completed') order.completedAt ??= now();
    moveStock(order);
  };

  const makeLine = (wanted: PlaceLine, discountOf: (entered: Cents) => Cents, rates: readonly TaxRate[], included: boolean): Line => {
    const product = wanted.sku === null ? undefined : catalogue.bySku(wanted.sku);
    const parent = product?.type === 'variation' ? catalogue.get(product.parentId) : undefined;
    const taxable = wanted.taxable !== false;
    const entered = lineAmount(wanted.quantity, wanted.price ?? product?.price ?? '10.00');
    const { subtotal, total, taxes } = split(entered, cents(entered - discountOf(entered)), taxable ? rates : [], included);
    return {
      id: nextLine(),
      productId: parent?.id ?? product?.id ?? 0,
      variationId: parent === undefined ? 0 : (product?.id ?? 0),
      sku: product?.sku ?? null,
      name: wanted.name ?? (parent === undefined ? (product?.name ?? wanted.sku ?? '') : `${parent.name} - ${product?.name ?? ''}`),
      parentName: parent?.name ?? null, attributes: wanted.attributes ?? {},
      quantity: wanted.quantity, taxable, subtotal, subtotalTax: taxSum(taxes, 'subtotal'), total, tax: taxSum(taxes), taxes, reduced: null, restocked: null,
    };
  };

  const place = (input: PlaceOrder): Order => {
    const at = now();
    const included = input.pricesIncludeTax ?? false;
    const rates = input.taxRates ?? ((input.taxPercent ?? 0) === 0 ? [] : [{ id: 1, code: 'US-TAX-1', label: 'Sales Tax', percent: input.taxPercent ?? 0 }]);
    const gross = addCents(...input.lines.map((line) => lineAmount(line.quantity, line.price ?? catalogue.bySku(line.sku ?? '')?.price ?? '10.00')));
    const fixed = input.coupon?.amount === undefined ? null : money(input.coupon.amount);
    const rate = fixed === null ? (input.coupon?.percent ?? 0) / 100 : gross === 0 ? 0 : Math.min(1, fixed / gross);
    const lines = input.lines.map((line) => makeLine(line, (entered) => share(entered, rate), rates, included));
    // Shipping and fees are entered without tax, whatever the prices hold.
    const charge = (name: string, methodId: string, total: string, taxable: boolean, taxed: Cents): Charge => {
      const { taxes } = split(taxed, taxed, rates, false);
      return { id: nextLine(), name, methodId, taxable, total: money(total), tax: taxSum(taxes), taxes };
    };
    const plain = (name: string, methodId: string, total: string, taxable: boolean): Charge => charge(name, methodId, total, taxable, taxable ? money(total) : cents(0));
    const choices: readonly ShippingChoice[] = input.shipping === undefined ? [] : 'total' in input.shipping ? [input.shipping] : input.shipping;
    const shipping = choices.map((one) => plain(one.title ?? 'Flat rate', one.methodId ?? 'flat_rate', one.total, one.taxable !== false));
    const dear = (input.fees ?? []).filter((fee) => money(fee.total) >= 0).map((fee) => plain(fee.name, '', fee.total, fee.taxable !== false));
    const taxedShare = taxableShare([...lines, ...shipping, ...dear]);
    // A negative fee takes tax off by the taxable share of everything else, whatever its own tax status says (a real order shows it).
    const fees = (input.fees ?? []).map((fee) => {
      const found = money(fee.total) >= 0 ? dear.shift() : undefined;
      return found ?? charge(fee.name, '', fee.total, fee.taxable !== false, share(money(fee.total), taxedShare));
    });
    const id = nextId();
    const order: Order = {
      id, number: input.number ?? String(id), status: 'pending', createdAt: input.createdAt ?? at, modifiedAt: at, paidAt: null, completedAt: null,
      currency: input.currency ?? 'USD', pricesIncludeTax: included,
      customer: input.customer ?? {}, shipTo: input.shipTo ?? input.customer ?? {}, lines,
      shipping, fees,
      coupon: input.coupon === undefined ? null : {
        id: nextLine(), code: input.coupon.code,
        discount: addCents(...lines.map((line) => cents(line.subtotal - line.total))), discountTax: addCents(...lines.map((line) => cents(line.subtotalTax - line.tax))),
      },
      rates, paymentMethod: input.paymentMethod ?? 'bacs', paymentTitle: input.paymentTitle ?? 'Bank transfer', transactionId: input.transactionId ?? '',
      note: input.note ?? '', notes: [], meta: Object.entries(input.meta ?? {}).map(([key, value]) => ({ id: nextMeta(), key, value })), refunds: [], stockReduced: false,
    };
    orders.set(id, order);
    setStatus(order, input.status ?? 'processing');
    return order;
  };

  const refund = (request: RefundRequest): Order => {
    const order = must(request.orderId);
    const made = makeRefund(order, request, { next: nextId, nextLine }, request.createdAt ?? now());
    order.refunds.unshift(made);
    if (request.restock === true) {
      for (const { of, quantity } of made.lines) {
        if (of.reduced === null || of.reduced === 0 || quantity === 0 || !move(of, quantity)) continue;
        of.reduced -= quantity;
        of.restocked = (of.restocked ?? 0) + quantity;
      }
    }
    if (made.isFull) setStatus(order, 'refunded'); // restores nothing by itself (docs/woocommerce.md)
    order.modifiedAt = now();
    return order;
  };

  const edit = (id: number, change: EditOrder): Order => {
    const order = must(id);
    for (const wanted of change.lines ?? []) {
      const line = order.lines.find((candidate) => candidate.sku === wanted.sku);
      if (line === undefined) throw new RangeError('the order has no such line');
      const factor = line.quantity === 0 ? 0 : wanted.quantity / line.quantity;
      // The shop's own order page moves the stock by the difference when a line of an order that has taken stock is edited.
      if (line.reduced !== null && move(line, line.quantity - wanted.quantity)) line.reduced += wanted.quantity - line.quantity;
      line.quantity = wanted.quantity;
      for (const field of ['subtotal', 'total'] as const) line[field] = share(line[field], factor);
      line.taxes = taxPart(line.taxes, factor, null);
      line.subtotalTax = taxSum(line.taxes, 'subtotal');
      line.tax = taxSum(line.taxes);
    }
    if (change.note !== undefined) order.note = change.note;
    if (change.status !== undefined) setStatus(order, change.status);
    order.modifiedAt = now();
    return order;
  };

  return {
    place,
    refund,
    edit,
    cancel: (id) => edit(id, { status: 'cancelled' }),
    addNote(id, text, toCustomer, author) {
      noteIds += 1;
      const note = { id: noteIds, createdAt: now(), author, text, toCustomer };
      must(id).notes.unshift(note);
      return note;
    },
    setMeta(id, changes) {
      const order = must(id);
      for (const { id: metaId, key, value } of changes) {
        const found = order.meta.find((one) => (metaId === undefined ? one.key === key : one.id === metaId));
        if (value === null) order.meta = order.meta.filter((one) => one !== found);
        else if (found !== undefined) found.value = value;
        else if (key !== undefined && key !== '') order.meta.push({ id: nextMeta(), key, value });
      }
    },
    trash(id) {
      const order = must(id);
      order.status = 'trash'; // takes and gives back nothing
      order.modifiedAt = now();
      return order;
    },
    remove: (id) => void orders.delete(must(id).id),
    forget(products) {
      const gone = (line: Line): boolean => products.includes(line.variationId === 0 ? line.productId : line.variationId);
      for (const line of [...orders.values()].flatMap((order) => order.lines).filter(gone)) Object.assign(line, { productId: 0, variationId: 0, sku: null });
    },
    get: (id) => orders.get(id),
    all: () => [...orders.values()],
  };
}

function viewCharge(charge: Charge): ChargeView {
  return { id: charge.id, name: charge.name, total: formatCents(charge.total), tax: formatCents(charge.tax) };
}

export function viewOrder(order: Order): OrderView {
  return {
    id: order.id, number: order.number, status: order.status, total: formatCents(orderTotal(order)), totalTax: formatCents(orderTax(order)), modifiedAt: order.modifiedAt,
    lines: order.lines.map((line) => ({
      id: line.id, sku: line.sku, quantity: line.quantity, total: formatCents(line.total), tax: formatCents(line.tax),
      stockTaken: (line.reduced ?? 0) + (line.reduced === null ? 0 : (line.restocked ?? 0)),
    })),
    shipping: order.shipping.map(viewCharge), fees: order.fees.map(viewCharge),
    refunds: order.refunds.map((refund) => ({ id: refund.id, amount: formatCents(refund.amount) })),
    currency: order.currency, createdAt: order.createdAt, paid: order.paidAt !== null,
    notes: order.notes.map((note) => ({ id: note.id, note: note.text, toCustomer: note.toCustomer, author: note.author })),
    meta: Object.fromEntries(order.meta.map(({ key, value }) => [key, value])),
  };
}
