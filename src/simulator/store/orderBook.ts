/** The simulated shop's orders and refunds: totals as the shop computes them, and what each takes from and gives back to stock. */
import type { Instant } from '../../domain/calendar.ts';
import { addCents, cents, formatCents, parseCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import type { Catalogue } from './catalogue.ts';
import type { EditOrder, OrderView, Person, PlaceLine, PlaceOrder, RefundRequest } from './types.ts';

export type Line = {
  readonly id: number;
  /** 0 once the product has been deleted. */
  productId: number;
  variationId: number;
  sku: string | null;
  readonly name: string;
  readonly parentName: string | null;
  quantity: number;
  readonly taxable: boolean;
  subtotal: Cents;
  subtotalTax: Cents;
  total: Cents;
  tax: Cents;
  /** Meta `_reduced_stock`; null: the line has none. */
  reduced: number | null;
  /** Meta `_restock_refunded_items`. */
  restocked: number | null;
};
export type Charge = { readonly id: number; readonly name: string; readonly total: Cents; readonly tax: Cents };
export type Refund = {
  readonly id: number;
  readonly createdAt: Instant;
  readonly amount: Cents;
  readonly tax: Cents;
  readonly reason: string;
  readonly lines: readonly { readonly id: number; readonly of: Line; readonly quantity: number; readonly total: Cents; readonly tax: Cents }[];
  readonly shipping: readonly { readonly id: number; readonly of: Charge; readonly total: Cents }[];
};
export type Order = {
  readonly id: number;
  readonly number: string;
  status: string;
  readonly createdAt: Instant;
  modifiedAt: Instant;
  paidAt: Instant | null;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly customer: Person & { readonly id?: number };
  readonly shipTo: Person;
  readonly lines: Line[];
  readonly shipping: readonly Charge[];
  readonly fees: readonly Charge[];
  readonly coupon: { readonly id: number; readonly code: string; readonly discount: Cents; readonly discountTax: Cents } | null;
  readonly taxPercent: number;
  readonly paymentMethod: string;
  readonly paymentTitle: string;
  readonly transactionId: string;
  note: string;
  readonly refunds: Refund[];
  /** The shop remembers that the order as a whole has taken its stock. */
  stockReduced: boolean;
};

const TAKES_STOCK: ReadonlySet<string> = new Set(['processing', 'completed', 'on-hold']);
const GIVES_BACK: ReadonlySet<string> = new Set(['cancelled', 'pending']);
const PAID: ReadonlySet<string> = new Set(['processing', 'completed']);

export type OrderBook = {
  place(order: PlaceOrder): Order;
  cancel(id: number): Order;
  refund(request: RefundRequest): Order;
  edit(id: number, edit: EditOrder): Order;
  trash(id: number): Order;
  remove(id: number): void;
  /** Products were deleted: lines that sold them keep only their name. */
  forget(products: readonly number[]): void;
  get(id: number): Order | undefined;
  all(): readonly Order[];
};

export function orderTotal(order: Order): Cents {
  return addCents(...[...order.lines, ...order.shipping, ...order.fees].flatMap((part) => [part.total, part.tax]));
}
export function orderTax(order: Order): Cents {
  return addCents(...[...order.lines, ...order.shipping, ...order.fees].map((part) => part.tax));
}
export function refundedTotal(order: Order): Cents {
  return addCents(...order.refunds.map((refund) => refund.amount));
}

export function money(text: string): Cents {
  const parsed = parseCents(text);
  if (!parsed.ok) throw new RangeError(parsed.error.what);
  return parsed.value;
}

/** Rounded half away from zero. */
function share(amount: Cents, factor: number): Cents {
  return cents(Math.sign(amount * factor) * Math.round(Math.abs(amount * factor) + 1e-9));
}

export function createOrderBook(catalogue: Catalogue, nextId: () => number, now: () => Instant): OrderBook {
  const orders = new Map<number, Order>();
  let lineIds = 0;
  const nextLine = (): number => (lineIds += 1);

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
    moveStock(order);
  };

  const makeLine = (wanted: PlaceLine, discountOf: (subtotal: Cents) => Cents, taxPercent: number): Line => {
    const product = wanted.sku === null ? undefined : catalogue.bySku(wanted.sku);
    const parent = product?.type === 'variation' ? catalogue.get(product.parentId) : undefined;
    const taxable = wanted.taxable !== false;
    const subtotal = share(money(wanted.price ?? product?.price ?? '10.00'), wanted.quantity);
    const total = cents(subtotal - discountOf(subtotal));
    const tax = (amount: Cents): Cents => (taxable ? share(amount, taxPercent / 100) : ZERO_CENTS);
    return {
      id: nextLine(),
      productId: parent?.id ?? product?.id ?? 0,
      variationId: parent === undefined ? 0 : (product?.id ?? 0),
      sku: product?.sku ?? null,
      name: wanted.name ?? (parent === undefined ? (product?.name ?? wanted.sku ?? '') : `${parent.name} - ${product?.name ?? ''}`),
      parentName: parent?.name ?? null,
      quantity: wanted.quantity, taxable, subtotal, subtotalTax: tax(subtotal), total, tax: tax(total), reduced: null, restocked: null,
    };
  };

  const place = (input: PlaceOrder): Order => {
    const at = now();
    const taxPercent = input.taxPercent ?? 0;
    const gross = addCents(...input.lines.map((line) => share(money(line.price ?? catalogue.bySku(line.sku ?? '')?.price ?? '10.00'), line.quantity)));
    const fixed = input.coupon?.amount === undefined ? null : money(input.coupon.amount);
    const rate = fixed === null ? (input.coupon?.percent ?? 0) / 100 : gross === 0 ? 0 : Math.min(1, fixed / gross);
    const lines = input.lines.map((line) => makeLine(line, (subtotal) => share(subtotal, rate), taxPercent));
    const charge = (name: string, total: string): Charge => ({ id: nextLine(), name, total: money(total), tax: share(money(total), taxPercent / 100) });
    const id = nextId();
    const order: Order = {
      id, number: input.number ?? String(id), status: 'pending', createdAt: at, modifiedAt: at, paidAt: null,
      currency: input.currency ?? 'USD', pricesIncludeTax: input.pricesIncludeTax ?? false,
      customer: input.customer ?? {}, shipTo: input.shipTo ?? input.customer ?? {}, lines,
      shipping: input.shipping === undefined ? [] : [charge(input.shipping.title ?? 'Flat rate', input.shipping.total)],
      fees: (input.fees ?? []).map((fee) => charge(fee.name, fee.total)),
      coupon: input.coupon === undefined ? null : {
        id: nextLine(), code: input.coupon.code,
        discount: addCents(...lines.map((line) => cents(line.subtotal - line.total))), discountTax: addCents(...lines.map((line) => cents(line.subtotalTax - line.tax))),
      },
      taxPercent, paymentMethod: input.paymentMethod ?? 'bacs', paymentTitle: input.paymentTitle ?? 'Bank transfer', transactionId: input.transactionId ?? '',
      note: input.note ?? '', refunds: [], stockReduced: false,
    };
    orders.set(id, order);
    setStatus(order, input.status ?? 'processing');
    return order;
  };

  const refund = (request: RefundRequest): Order => {
    const order = must(request.orderId);
    const lines = (request.lines ?? []).map((wanted) => {
      const of = order.lines.find((line) => (wanted.lineId === undefined ? line.sku === wanted.sku : line.id === wanted.lineId));
      if (of === undefined) throw new RangeError('the order has no such line');
      const part = of.quantity === 0 ? 0 : wanted.quantity / of.quantity;
      return { id: nextLine(), of, quantity: wanted.quantity, total: wanted.total === undefined ? share(of.total, part) : money(wanted.total), tax: wanted.tax === undefined ? share(of.tax, part) : money(wanted.tax) };
    });
    const firstShipping = order.shipping[0];
    const shipping = request.shipping === undefined || firstShipping === undefined ? [] : [{ id: nextLine(), of: firstShipping, total: money(request.shipping) }];
    const parts = addCents(...lines.flatMap((line) => [line.total, line.tax]), ...shipping.map((charge) => charge.total));
    const amount = request.amount === undefined ? parts : money(request.amount);
    const left = cents(orderTotal(order) - refundedTotal(order));
    if (amount > left || amount < 0) throw new RangeError('Invalid refund amount.');
    order.refunds.unshift({ id: nextId(), createdAt: now(), amount, tax: addCents(...lines.map((line) => line.tax)), reason: request.reason ?? '', lines, shipping });
    if (request.restock === true) {
      for (const { of, quantity } of lines) {
        if (of.reduced === null || of.reduced === 0 || quantity === 0 || !move(of, quantity)) continue;
        of.reduced -= quantity;
        of.restocked = (of.restocked ?? 0) + quantity;
      }
    }
    if (amount === left) setStatus(order, 'refunded'); // restores nothing by itself (docs/woocommerce.md)
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
      for (const field of ['subtotal', 'subtotalTax', 'total', 'tax'] as const) line[field] = share(line[field], factor);
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

export function viewOrder(order: Order): OrderView {
  return {
    id: order.id, number: order.number, status: order.status, total: formatCents(orderTotal(order)), totalTax: formatCents(orderTax(order)), modifiedAt: order.modifiedAt,
    lines: order.lines.map((line) => ({ id: line.id, sku: line.sku, quantity: line.quantity, total: formatCents(line.total), stockTaken: (line.reduced ?? 0) + (line.reduced === null ? 0 : (line.restocked ?? 0)) })),
    refunds: order.refunds.map((refund) => ({ id: refund.id, amount: formatCents(refund.amount) })),
  };
}
