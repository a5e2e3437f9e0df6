/** An order as a QuickBooks document, or the reason in plain words why a person must look first. */
import type { DraftDecision } from '../domain/document.ts';
import { formatCents, subtractCents, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';
import { ok, type Result } from '../domain/result.ts';
import { chooseDocument } from './chooseDocument.ts';
import { discountLines, feeLine, shippingLine } from './draftCharges.ts';
import { decision, type Drafted, type DraftInput } from './draftInput.ts';
import { goodsLines } from './draftLines.ts';
import { isGross, net } from './grossPrices.ts';
import { finishDocument } from './finishDocument.ts';

/** Texts are as the shop has them; quickbooks/fit makes them safe and reports what was cut. Errors: those of its parts. */
export function draftOrder(given: StoreOrder, input: DraftInput): Result<Drafted> {
  const { order, reasons } = netOrder(given);
  const { discountItem } = input.settings;
  const parts = [
    ok({ lines: [], decisions: [...kindWords(order, input), ...reasons] }),
    ...order.lines.map((line) => goodsLines(line, discountItem === '' ? line.total : line.subtotal, line.quantity, input)),
    ...discountLines(order, input),
    ...order.shipping.filter((charge) => charge.total !== 0).map((charge) => shippingLine(charge, input)),
    ...order.fees.filter((charge) => charge.total !== 0).map((charge) => feeLine(charge, input)),
  ];
  // A receipt says when the money came; what is not paid by the document itself is dated when the order was placed.
  const paidAt = input.kind === 'salesReceipt' ? order.paidAt : null;
  return finishDocument(parts, order, {
    at: paidAt ?? order.createdAt, event: paidAt === null ? 'placed' : 'paid', tax: order.taxTotal, taxes: order.taxes ?? [], total: order.total,
    about: `Order ${order.number}`, note: '',
  }, input);
}

/** The settings may have changed since the kind was chosen: only words that are still true. */
function kindWords(order: StoreOrder, { kind, settings }: DraftInput): readonly DraftDecision[] {
  const choice = chooseDocument(order, settings);
  return choice.kind === kind ? [decision('document', choice.why)] : [];
}

/** Where the shop writes lines with tax, each line's tax is taken out of it. */
function netOrder(order: StoreOrder): { readonly order: StoreOrder; readonly reasons: readonly DraftDecision[] } {
  if (!isGross(order, [...order.lines, ...order.shipping, ...order.fees], order.taxTotal, order.total)) return { order, reasons: [] };
  const lines = order.lines.map((line) => ({ ...net(line), subtotal: subtractCents(line.subtotal, line.total === 0 ? (0 as Cents) : line.tax) }));
  return {
    order: { ...order, lines, shipping: order.shipping.map(net), fees: order.fees.map(net) },
    reasons: [decision('tax', `The shop's prices include the tax: ${formatCents(order.taxTotal)} is taken out of its lines, which come to ${formatCents(order.total)} with it.`)],
  };
}
