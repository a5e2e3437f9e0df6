/** A refund as a credit memo: restocked pieces come back as goods, all other money on items without stock. */
import { formatDecimal, scaled, shareCents, subtractDecimal, ZERO, type Decimal } from '../domain/decimal.ts';
import { addCents, formatCents, subtractCents, ZERO_CENTS, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';
import type { RefundLine, StoreRefund } from '../domain/refund.ts';
import { ok, type Result } from '../domain/result.ts';
import { chargeLine } from './draftCharges.ts';
import { decision, type Drafted, type DraftInput, type Part } from './draftInput.ts';
import { goodsLines } from './draftLines.ts';
import { finishDocument } from './finishDocument.ts';
import { isGross, net } from './grossPrices.ts';

/** `restocked`: pieces per order line that the refund put back; other goods come on the money-only item, so that no stock appears that is not there. */
export function draftRefund(order: StoreOrder, given: StoreRefund, restocked: Readonly<Record<string, Decimal>>, input: DraftInput): Result<Drafted> {
  const tax = addCents(...[...given.lines, ...given.charges].map((part) => part.tax));
  const refund = isGross(order, [...given.lines, ...given.charges], tax, given.total) ? { ...given, lines: given.lines.map(net), charges: given.charges.map(net) } : given;
  const left = new Map(Object.entries(restocked));
  const lines = refund.lines.flatMap((line) => {
    const back = line.orderLineId === null ? ZERO : scaled(Math.min(line.quantity, left.get(line.orderLineId) ?? ZERO));
    if (line.orderLineId !== null) left.set(line.orderLineId, subtractDecimal(left.get(line.orderLineId) ?? ZERO, back));
    return refundLine(line, back, input);
  });
  const charges = refund.charges.filter((charge) => charge.total !== 0).map((charge) => money(charge.title, charge.total, charge.tax, input));
  const listed = addCents(tax, ...[...refund.lines, ...refund.charges].map((part) => part.total));
  const rest = subtractCents(refund.total, listed);
  const more = rest === 0 ? [] : [money(refund.reason.trim() === '' ? 'Money given back' : refund.reason, rest, ZERO_CENTS, input)];
  return finishDocument([...lines, ...charges, ...more], order, {
    at: refund.createdAt, event: 'given back', tax, taxes: refund.taxes ?? [], total: refund.total, about: `Refund ${refund.id} of order ${order.number}`, note: refund.reason,
  }, input);
}

function refundLine(line: RefundLine, back: Decimal, input: DraftInput): readonly Result<Part>[] {
  // What comes back keeps its price apiece; the money for the pieces that stay away is no goods.
  const forGoods = back === ZERO ? ZERO_CENTS : shareCents(line.total, back, line.quantity);
  const forNothing = subtractCents(line.total, forGoods);
  const away = forNothing === 0 ? [] : [money(`${formatDecimal(subtractDecimal(line.quantity, back))} × ${line.name} (not put back in stock)`, forNothing, line.tax, input)];
  if (back === ZERO) return away;
  const goods = goodsLines(line, forGoods, back, input);
  if (!goods.ok) return [goods];
  const words = back === line.quantity ? `${formatDecimal(back)} × ${line.sku ?? line.name} come back into stock, as in the shop.`
    : `${formatDecimal(back)} of ${formatDecimal(line.quantity)} × ${line.sku ?? line.name} come back into stock, as in the shop; the money for the rest is on an item without stock.`;
  return [ok({ lines: goods.value.lines, decisions: [...goods.value.decisions, decision('stock', words)] }), ...away];
}

function money(description: string, amount: Cents, tax: Cents, input: DraftInput): Result<Part> {
  const { refundItem } = input.settings;
  const line = chargeLine({ fullName: refundItem, field: 'refundItem', description, amount, tax }, input);
  return line.ok ? ok({ lines: [line.value], decisions: [decision('line', `${formatCents(amount)} "${description}" on "${refundItem}": no goods came back for it.`)] }) : line;
}
