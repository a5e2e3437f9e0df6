/** The shop's own reports: what it sold, taxed, took and gave back. Counted are orders being processed, on hold, completed and refunded. */
import { toLocalStamp, type Instant } from '../../domain/calendar.ts';
import { addCents, cents, formatCents } from '../../domain/money.ts';
import { orderTax, orderTotal, refundedTotal, type Order, type TaxShare } from './orderTotals.ts';
import type { StoreReport } from './reportTypes.ts';

const COUNTED: ReadonlySet<string> = new Set(['processing', 'on-hold', 'completed', 'refunded']);

type Sums<Name extends string> = Record<Name, number>;

function tally<Key, Name extends string>(
  empty: () => Sums<Name>,
): { add: (key: Key, name: Name, amount: number) => void; rows: () => [Key, Sums<Name>][] } {
  const table = new Map<Key, Sums<Name>>();
  return {
    add(key, name, amount) {
      const row = table.get(key) ?? empty();
      row[name] += amount;
      table.set(key, row);
    },
    rows: () => [...table],
  };
}

export function reportOf(orders: readonly Order[], zone: string): StoreReport {
  const counted = orders.filter((order) => COUNTED.has(order.status));
  const dayOf = (at: Instant): string => toLocalStamp(at, zone).slice(0, 10);
  const days = tally<string, 'orders' | 'sales' | 'salesTax' | 'refunds' | 'refundsTax'>(() => ({
    orders: 0,
    sales: 0,
    salesTax: 0,
    refunds: 0,
    refundsTax: 0,
  }));
  const rates = tally<number, 'taxed' | 'refunded'>(() => ({ taxed: 0, refunded: 0 }));
  const methods = tally<string, 'received' | 'paidBack'>(() => ({ received: 0, paidBack: 0 }));
  const countTaxes = (parts: readonly { readonly taxes: readonly TaxShare[] }[], name: 'taxed' | 'refunded'): void => {
    for (const { rate, total } of parts.flatMap((part) => part.taxes)) rates.add(rate.id, name, total);
  };
  for (const order of counted) {
    const day = dayOf(order.createdAt);
    days.add(day, 'orders', 1);
    days.add(day, 'sales', orderTotal(order));
    days.add(day, 'salesTax', orderTax(order));
    countTaxes([...order.lines, ...order.shipping, ...order.fees], 'taxed');
    if (order.paidAt !== null) methods.add(order.paymentMethod, 'received', orderTotal(order));
    for (const refund of order.refunds) {
      days.add(dayOf(refund.createdAt), 'refunds', refund.amount);
      days.add(dayOf(refund.createdAt), 'refundsTax', refund.tax);
      countTaxes([...refund.lines, ...refund.shipping, ...refund.fees], 'refunded');
      if (order.paidAt !== null) methods.add(order.paymentMethod, 'paidBack', refund.amount);
    }
  }
  const known = new Map(counted.flatMap((order) => order.rates.map((rate) => [rate.id, rate] as const)));
  const titles = new Map(counted.map((order) => [order.paymentMethod, order.paymentTitle] as const));
  const [sales, refunds] = [addCents(...counted.map(orderTotal)), addCents(...counted.map(refundedTotal))];
  return {
    days: days
      .rows()
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, row]) => ({
        day,
        orders: row.orders,
        sales: cents(row.sales),
        salesTax: cents(row.salesTax),
        refunds: cents(row.refunds),
        refundsTax: cents(row.refundsTax),
      })),
    rates: rates
      .rows()
      .sort(([a], [b]) => a - b)
      .map(([rateId, row]) => ({
        rateId,
        label: known.get(rateId)?.label ?? '',
        percent: known.get(rateId)?.percent ?? 0,
        taxed: cents(row.taxed),
        refunded: cents(row.refunded),
      })),
    methods: methods
      .rows()
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([method, row]) => ({
        method,
        title: titles.get(method) ?? '',
        received: cents(row.received),
        paidBack: cents(row.paidBack),
      })),
    open: counted
      .filter((order) => order.paidAt === null)
      .map((order) => ({
        orderId: order.id,
        number: order.number,
        email: order.customer.email ?? '',
        open: cents(orderTotal(order) - refundedTotal(order)),
      }))
      .filter((one) => one.open !== 0),
    total: { orders: counted.length, sales: formatCents(sales), refunds: formatCents(refunds), net: formatCents(cents(sales - refunds)) },
  };
}
