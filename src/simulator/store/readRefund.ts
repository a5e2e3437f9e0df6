/** A refund as a client of the shop asks for it by POST: items, shipping and fees all stand in `line_items`, by their ids. */
import { addCents, formatCents } from '../../domain/money.ts';
import { money, type Order } from './orderTotals.ts';
import type { RefundCharge, RefundRequest } from './types.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/** Money as text or number. */
function amountOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? formatCents(money(Number(value).toFixed(2))) : undefined;
}

/** Sum of `refund_tax`, each `{ id, refund_total }`; no tax when it is not sent. */
function taxOf(value: unknown): string {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [];
  return formatCents(addCents(...parts.map((one) => money(amountOf(fieldsOf(one)['refund_total']) ?? '0.00'))));
}

/** Throws RangeError for a line the order does not have. Amounts that are not sent count 0, as in the shop; the whole amount then is their sum. */
export function readRefund(body: Fields, order: Order): RefundRequest {
  const wanted: readonly unknown[] = Array.isArray(body['line_items']) ? body['line_items'] : [];
  const lines: { lineId: number; quantity: number; total: string; tax: string }[] = [];
  const shipping: RefundCharge[] = [];
  const fees: RefundCharge[] = [];
  for (const one of wanted.map(fieldsOf)) {
    const id = Number(one['id']);
    const sums = { total: amountOf(one['refund_total']) ?? '0.00', tax: taxOf(one['refund_tax']) };
    if (order.lines.some((line) => line.id === id)) lines.push({ lineId: id, quantity: Number(one['quantity'] ?? 0), ...sums });
    else if (order.shipping.some((charge) => charge.id === id)) shipping.push({ id, ...sums });
    else if (order.fees.some((charge) => charge.id === id)) fees.push({ id, ...sums });
    else throw new RangeError('Invalid line item ID.');
  }
  const amount = amountOf(body['amount']);
  return {
    orderId: order.id,
    lines,
    shipping,
    fees,
    restock: body['api_restock'] !== false,
    ...(amount === undefined ? {} : { amount }),
    ...(typeof body['reason'] === 'string' ? { reason: body['reason'] } : {}),
  };
}
