/** Generated orders and refunds of every shape a shop has, the same for the same seed. */
import { DAY, instant, type Instant } from '../../domain/calendar.ts';
import { formatCents, cents, type Cents } from '../../domain/money.ts';
import { buyer } from './buyers.ts';
import { lineAmount, money } from './orderTotals.ts';
import { seeded, type Random } from './random.ts';
import type { OrderView, PlaceLine, PlaceOrder, RefundCharge, RefundRequest, TaxRate } from './types.ts';

export type GenerateOptions = {
  readonly seed: number;
  readonly count: number;
  /** The listings that are sold. */
  readonly skus: readonly string[];
  /** The first order's day, and over how many days they spread. */
  readonly from: Instant;
  readonly days: number;
  /** How many different buyers; 60 unless said otherwise. */
  readonly buyers?: number;
  readonly currency?: string;
  /** The shop's tax rates, of which an order has all or none; one plain rate unless said otherwise. */
  readonly taxRates?: readonly TaxRate[];
  readonly pricesIncludeTax?: boolean;
  /** Share of orders without tax; 0.2 unless said otherwise. */
  readonly untaxed?: number;
};

export const METHODS: readonly { readonly method: string; readonly title: string; readonly paid: boolean }[] = [
  { method: 'stripe', title: 'Credit card', paid: true },
  { method: 'stripe', title: 'Credit card', paid: true },
  { method: 'ppcp-gateway', title: 'PayPal', paid: true },
  { method: 'cod', title: 'Cash on delivery', paid: true },
  { method: 'bacs', title: 'Bank transfer', paid: false },
];
const DEFAULT_RATES: readonly TaxRate[] = [{ id: 1, code: 'US-NY-NY SALES TAX-1', label: 'NY Sales Tax', percent: 8.875 }];
/** Prices to a tenth of a cent and finer, and plain ones. */
const PRICES = ['0.333', '1.005', '12.345', '0.001', '9.99', '19.95', '5', '120.00', '0.07', '3.3333'];

function linesFor(random: Random, skus: readonly string[]): PlaceLine[] {
  const count = random.chance(0.02) ? 40 : 1 + random.below(4);
  return Array.from({ length: count }, () => ({
    sku: random.pick(skus),
    quantity: random.chance(0.05) ? 100 + random.below(900) : 1 + random.below(5),
    ...(random.chance(0.5) ? { price: random.pick(PRICES) } : {}),
    ...(random.chance(0.1) ? { taxable: false } : {}),
    ...(random.chance(0.15) ? { attributes: { size: random.pick(['S', 'M', 'XL']), color: 'Blue' } } : {}),
  }));
}

function couponFor(random: Random): PlaceOrder['coupon'] {
  if (random.chance(0.1)) return { code: 'all-of-it', percent: 100 };
  return random.chance(0.5)
    ? { code: 'save10', percent: random.pick([10, 12.5, 33.333]) }
    : { code: 'five', amount: random.pick(['5.00', '0.01', '7.77']) };
}

/** A negative fee never takes more than half of what the lines cost. */
function feesFor(random: Random, goods: Cents): PlaceOrder['fees'] {
  const fees: { name: string; total: string; taxable?: boolean }[] = [];
  if (random.chance(0.12)) fees.push({ name: 'Gift wrap', total: random.pick(['3.00', '2.49']), taxable: random.chance(0.5) });
  if (random.chance(0.1) && goods > 200)
    fees.push({ name: 'Loyalty discount', total: formatCents(cents(-1 - random.below(Math.floor(goods / 2)))) });
  return fees;
}

function shippingFor(random: Random): PlaceOrder['shipping'] {
  const one = {
    title: random.pick(['Flat rate', 'Express', 'Local pickup']),
    total: random.pick(['7.50', '12.00', '0.00', '4.99']),
    taxable: random.chance(0.6),
  };
  return random.chance(0.05) ? [one, { title: 'Oversize', methodId: 'oversize', total: '25.00' }] : [one];
}

function generateOrder(random: Random, options: GenerateOptions): PlaceOrder {
  const lines = linesFor(random, options.skus);
  const coupon = random.chance(0.25) ? couponFor(random) : undefined;
  const goods = cents(lines.reduce((sum, line) => sum + lineAmount(line.quantity, line.price ?? '1.00'), 0));
  const { method, title, paid } = random.pick(METHODS);
  const status = paid ? random.pick(['processing', 'processing', 'completed']) : 'on-hold';
  return {
    lines,
    status,
    // A discount below what the goods cost, so that no order ends below nothing.
    fees: feesFor(random, coupon === undefined ? goods : cents(0)) ?? [],
    ...(coupon === undefined ? {} : { coupon }),
    ...(random.chance(0.8) ? { shipping: shippingFor(random) ?? [] } : {}),
    taxRates: random.chance(options.untaxed ?? 0.2) ? [] : (options.taxRates ?? DEFAULT_RATES),
    pricesIncludeTax: options.pricesIncludeTax ?? false,
    currency: options.currency ?? 'USD',
    customer: buyer(random.below(options.buyers ?? 60)),
    paymentMethod: method,
    paymentTitle: title,
    transactionId: paid ? `txn_${String(random.below(1_000_000_000))}` : '',
    createdAt: instant(options.from + Math.floor(random.next() * options.days * DAY)),
    ...(random.chance(0.1) ? { note: 'Ring twice — “please” 🙂' } : {}),
    ...(random.chance(0.1) ? { meta: { _po_number: `PO-${String(random.below(10_000))}` } } : {}),
  };
}

/** In the order of their time. */
export function generateOrders(options: GenerateOptions): readonly PlaceOrder[] {
  const random = seeded(options.seed);
  return Array.from({ length: options.count }, () => generateOrder(random, options)).sort(
    (a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0),
  );
}

export const REFUND_SHAPES = ['whole', 'pieces', 'piecesLost', 'lineMoney', 'money', 'shipping', 'fee'] as const;
export type RefundShape = (typeof REFUND_SHAPES)[number];

const half = (text: string): Cents => cents(Math.trunc(money(text) / 2));
const positive = (charges: OrderView['fees']): OrderView['fees'] => charges.filter((charge) => money(charge.total) > 0);

/** Null: the order has nothing of that shape to give back. */
function refundOf(random: Random, order: OrderView, shape: RefundShape, left: Cents): RefundRequest | null {
  const orderId = order.id;
  const all = (charges: OrderView['fees']): RefundCharge[] => charges.map(({ id, total, tax }) => ({ id, total, tax }));
  // A cent a piece at least: nobody refunds nothing.
  const [line] = order.lines.filter((one) => one.quantity > 0 && money(one.total) >= Math.max(2, one.quantity));
  switch (shape) {
    case 'whole':
      return {
        orderId,
        restock: true,
        reason: 'returned',
        lines: order.lines.map(({ id, quantity, total, tax }) => ({ lineId: id, quantity, total, tax })),
        shipping: all(order.shipping),
        fees: all(order.fees),
      };
    case 'pieces':
    case 'piecesLost':
      return line === undefined
        ? null
        : {
            orderId,
            restock: shape === 'pieces',
            reason: 'damaged',
            lines: [{ lineId: line.id, quantity: Math.max(1, Math.floor(line.quantity / 2)) }],
          };
    case 'lineMoney':
      return line === undefined
        ? null
        : {
            orderId,
            reason: 'scratched',
            lines: [{ lineId: line.id, quantity: 0, total: formatCents(half(line.total)), tax: formatCents(half(line.tax)) }],
          };
    case 'money':
      return left < 2 ? null : { orderId, reason: 'goodwill, no lines', amount: formatCents(cents(1 + random.below(Math.min(left, 500)))) };
    case 'shipping':
      return positive(order.shipping).length === 0 ? null : { orderId, reason: 'late', shipping: all(positive(order.shipping)) };
    case 'fee':
      return positive(order.fees).length === 0 ? null : { orderId, reason: 'not wrapped', fees: all(positive(order.fees)) };
  }
}

export type RefundOptions = {
  readonly seed: number;
  readonly count: number;
  readonly shapes?: readonly RefundShape[];
  readonly createdAt?: (order: OrderView, random: () => number) => Instant;
};

/**
 * Gives `count` refunds of paid orders through `refund`, some orders more than one (a refund itself cannot be refunded); what the shop
 * refuses because too little is left is not counted. Throws when the orders do not offer that many.
 */
export function makeRefunds(
  orders: readonly OrderView[],
  refund: (request: RefundRequest) => OrderView,
  options: RefundOptions,
): readonly OrderView[] {
  const random = seeded(options.seed);
  const paid = orders.filter((order) => order.paid && money(order.total) > 0).map((order) => order.id);
  const current = new Map(orders.map((order) => [order.id, order]));
  const made: OrderView[] = [];
  for (let tries = 0; made.length < options.count; tries += 1) {
    if (tries > options.count * 50) throw new RangeError(`only ${String(made.length)} refunds fit these orders`);
    const order = current.get(random.pick(paid));
    if (order === undefined || order.status === 'refunded' || order.refunds.length > 2) continue;
    const left = cents(money(order.total) - order.refunds.reduce((sum, one) => sum + money(one.amount), 0));
    const shape = random.pick(options.shapes ?? REFUND_SHAPES);
    const request = order.refunds.length > 0 && shape === 'whole' ? null : refundOf(random, order, shape, left);
    if (request === null) continue;
    const at = options.createdAt?.(order, random.next);
    try {
      const after = refund(at === undefined ? request : { ...request, createdAt: at });
      current.set(after.id, after);
      made.push(after);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return made;
}
