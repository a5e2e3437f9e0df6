/** What changed in the shop after an order's document was sent: shown on the order, never sent on its own. */
import { formatDecimal } from '../domain/decimal.ts';
import { formatCents, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';

export type OrderDifference = { readonly field: string; readonly sent: string; readonly now: string };

/** A refund whose credit memo is, or may be, in QuickBooks. */
export type EnteredRefund = { readonly id: string; readonly total: Cents | null };

/** Only what a document carries: lines, money, buyer, and that refunds which were entered are still there. Status and notes are not differences. */
export function compareOrder(sent: StoreOrder, now: StoreOrder, refunds: readonly EnteredRefund[] = []): readonly OrderDifference[] {
  const differences: OrderDifference[] = [];
  const note = (field: string, before: string, after: string): void => {
    if (before !== after) differences.push({ field, sent: before, now: after });
  };
  note('total', formatCents(sent.total), formatCents(now.total));
  note('tax', formatCents(sent.taxTotal), formatCents(now.taxTotal));
  const ids = [...new Set([...sent.lines, ...now.lines].map((line) => line.id))];
  for (const id of ids) note(`line ${id}`, describe(sent, id), describe(now, id));
  note('shipping address', address(sent), address(now));
  for (const { id, total } of refunds) {
    if (!now.refunds.some((refund) => refund.id === id)) differences.push({
      field: refundField(id), sent: total === null ? 'entered' : formatCents(total), now: 'not in the shop any more',
    });
  }
  return differences;
}

export function refundField(id: string): string {
  return `refund ${id}`;
}

function describe(order: StoreOrder, lineId: string): string {
  const line = order.lines.find((candidate) => candidate.id === lineId);
  return line === undefined ? 'not on the order' : `${formatDecimal(line.quantity)} × ${line.sku ?? line.name} = ${formatCents(line.total)}`;
}

function address(order: StoreOrder): string {
  const { firstName, lastName, company, line1, line2, city, state, postalCode, country } = order.customer.shipping;
  return [`${firstName} ${lastName}`, company, line1, line2, `${city} ${state} ${postalCode}`, country].map((part) => part.trim()).filter((part) => part !== '').join(', ');
}
