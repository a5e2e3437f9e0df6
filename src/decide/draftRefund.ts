/** A refund as a credit memo: restocked pieces come back as goods, all other money on items without stock. */
import { formatDecimal, ZERO, type Decimal } from '../domain/decimal.ts';
import { addCents, formatCents, subtractCents, ZERO_CENTS, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';
import type { RefundLine, StoreRefund } from '../domain/refund.ts';
import { ok, type Result } from '../domain/result.ts';
import { chargeLine } from './draftCharges.ts';
import { decision, type Drafted, type DraftInput, type Part } from './draftInput.ts';
import { goodsLines } from './draftLines.ts';
import { finishDocument } from './finishDocument.ts';

/** `restocked`: pieces per order line that the refund put back; other goods come on the money-only item, so that no stock appears that is not there. */
export function draftRefund(order: StoreOrder, refund: StoreRefund, restocked: Readonly<Record<string, Decimal>>, input: DraftInput): Result<Drafted> {
  const lines = refund.lines.flatMap((line) => refundLine(line, line.orderLineId === null ? ZERO : (restocked[line.orderLineId] ?? ZERO), input));
  const charges = refund.charges.filter((charge) => charge.total !== 0).map((charge) => money(charge.title, charge.total, charge.tax, input));
  const tax = addCents(...[...refund.lines, ...refund.charges].map((part) => part.tax));
  const listed = addCents(tax, ...[...refund.lines, ...refund.charges].map((part) => part.total));
  const rest = subtractCents(refund.total, listed);
  const more = rest === 0 ? [] : [money(refund.reason.trim() === '' ? 'Money given back' : refund.reason, rest, ZERO_CENTS, input)];
  return finishDocument([...lines, ...charges, ...more], order, {
    at: refund.createdAt, event: 'given back', tax, total: refund.total, about: `Refund ${refund.id} of order ${order.number}`, note: refund.reason,
  }, input);
}

function refundLine(line: RefundLine, back: Decimal, input: DraftInput): readonly Result<Part>[] {
  if (back !== 0) {
    const goods = goodsLines(line, line.total, back, input);
    if (!goods.ok) return [goods];
    const words = back === line.quantity ? `${formatDecimal(back)} × ${line.sku ?? line.name} come back into stock, as in the shop.`
      : `${formatDecimal(back)} of ${formatDecimal(line.quantity)} × ${line.sku ?? line.name} come back into stock, as in the shop; the money is all given back.`;
    return [ok({ lines: goods.value.lines, decisions: [...goods.value.decisions, decision('stock', words)] })];
  }
  return line.total === 0 ? [] : [money(`${formatDecimal(line.quantity)} × ${line.name} (not put back in stock)`, line.total, line.tax, input)];
}

function money(description: string, amount: Cents, tax: Cents, input: DraftInput): Result<Part> {
  const { refundItem } = input.settings;
  const line = chargeLine({ fullName: refundItem, field: 'refundItem', description, amount, tax }, input);
  return line.ok ? ok({ lines: [line.value], decisions: [decision('line', `${formatCents(amount)} "${description}" on "${refundItem}": no goods came back for it.`)] }) : line;
}
