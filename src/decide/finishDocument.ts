/** Puts a document together from its lines, and makes sure that it comes to the shop's total to the cent. */
import type { Instant } from '../domain/calendar.ts';
import type { DraftDecision, DraftLine, QuickBooksAddress } from '../domain/document.ts';
import type { Address } from '../domain/address.ts';
import { addCents, formatCents, subtractCents, ZERO_CENTS, type Cents } from '../domain/money.ts';
import type { StoreOrder } from '../domain/order.ts';
import type { TaxShare } from '../domain/refund.ts';
import { problem, type Problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { documentNoun } from './chooseDocument.ts';
import { chargeLine } from './draftCharges.ts';
import { draftHeader, draftPaymentFields } from './draftHeader.ts';
import { decision, type Drafted, type DraftInput, type Part } from './draftInput.ts';
import { draftTax } from './draftTax.ts';
import { fitAddress } from './fitAddress.ts';
import { planDate } from './planDate.ts';

export type Frame = {
  readonly at: Instant;
  /** What happened then, for the words: `paid`, `placed`. */
  readonly event: string;
  readonly tax: Cents;
  /** The same by the shop's rates, as far as it says. */
  readonly taxes: readonly TaxShare[];
  readonly total: Cents;
  /** `Order 1036` */
  readonly about: string;
  /** Stands in the memo after it. */
  readonly note: string;
};

/** Errors: those of the parts, `otherCurrency`, `homeCurrencyUnknown`, `noLines`, `negativeTotal`, `booksClosed`, `taxNotMapped`, `totalMismatch`. */
export function finishDocument(parts: readonly Result<Part>[], order: StoreOrder, frame: Frame, input: DraftInput): Result<Drafted> {
  const { settings, company, kind } = input;
  const lines: DraftLine[] = [];
  const reasons: DraftDecision[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    lines.push(...part.value.lines);
    reasons.push(...part.value.decisions);
  }
  const refused = refuse(order, frame, lines, input);
  if (refused !== null) return err(refused);
  const date = planDate(frame.at, frame.event, frame.about, company, settings.closedBooks);
  if (!date.ok) return date;
  const tax = draftTax(frame.tax, frame.taxes, frame.about, input);
  if (!tax.ok) return tax;
  const rounding = roundingPart(subtractCents(frame.total, addCents(tax.value.byQuickBooks, ...[...lines, ...tax.value.lines].map((line) => line.amount))), frame, input);
  if (!rounding.ok) return rounding;
  const header = draftHeader(order, input);
  const payment = draftPaymentFields(order, input);
  const bill = addressPart('Billing address', order.customer.billing, input);
  const ship = addressPart('Shipping address', order.customer.shipping, input);
  const isPending = settings.pendingDocuments && kind !== 'salesOrder' && kind !== 'creditMemo';
  return ok({
    draft: {
      kind, customer: input.customer, txnDate: date.value.day, refNumber: input.refNumber, billAddress: bill.address, shipAddress: ship.address, isPending,
      paymentMethod: payment.fields.paymentMethod, taxItem: tax.value.taxItem,
      memo: [`${input.memoKey} ${frame.about}`, frame.note, ...addressMemo(bill.lost, ship.lost), order.note].filter((text) => text !== '').join(' | '),
      depositTo: payment.fields.depositTo, externalGuid: input.externalGuid, lines: [...lines, ...rounding.value.lines, ...tax.value.lines], ...header.header,
    },
    decisions: [
      decision('document', `${capital(documentNoun(kind))} ${input.refNumber}${isPending ? ', pending: it posts when somebody completes it in QuickBooks' : ''}.`),
      ...numberWords(order, input), decision('customer', input.customerHow), date.value.decision, ...reasons, ...rounding.value.decisions, ...tax.value.decisions,
      ...payment.decisions, ...header.decisions, ...bill.decisions, ...ship.decisions,
    ],
    cuts: [...bill.cuts, ...ship.cuts],
  });
}

/** What QuickBooks would refuse, or would store wrongly, is refused here first. */
function refuse(order: StoreOrder, frame: Frame, lines: readonly DraftLine[], { company }: DraftInput): Problem | null {
  if (company.homeCurrency === '') {
    return problem('homeCurrencyUnknown', `The company file does not say which currency it keeps its books in, so ${frame.about} (in ${order.currency}) cannot be entered safely.`,
      'Run the Web Connector once more with the company file open. If that does not help, enter the order by hand and mark it as already in QuickBooks.', { field: 'currency' });
  }
  if (order.currency.toUpperCase() !== company.homeCurrency.toUpperCase()) {
    return problem(
      'otherCurrency', `${frame.about} is in ${order.currency}; the company file keeps its books in ${company.homeCurrency}.`,
      'Enter it by hand, then mark it as already in QuickBooks.', { field: 'currency' },
    );
  }
  if (lines.length === 0 && frame.total === 0) return problem(
    'noLines', `${frame.about} has no lines with an amount.`,
    'There is nothing to enter. Cancel it here, or correct it in the shop and retry.',
  );
  if (frame.total < 0) {
    return problem(
      'negativeTotal', `${frame.about} has a negative total (${formatCents(frame.total)}).`,
      'Enter it by hand as a credit memo, then mark it as already in QuickBooks.', { field: 'total' },
    );
  }
  if (lines.length === 0) return problem(
    'noLines', `${frame.about} has no lines with an amount.`,
    'There is nothing to enter. Cancel it here, or correct it in the shop and retry.',
  );
  return null;
}

/** A difference within the limit becomes a line; a greater one parks the order. Error: `totalMismatch`. */
function roundingPart(difference: Cents, frame: Frame, input: DraftInput): Result<Part> {
  const { roundingItem, roundingLimit } = input.settings;
  if (difference === 0) return ok({ lines: [], decisions: [] });
  if (roundingItem !== '' && Math.abs(difference) <= roundingLimit) {
    const line = chargeLine({ fullName: roundingItem, field: 'roundingItem', description: 'Rounding', amount: difference, tax: ZERO_CENTS }, input);
    if (!line.ok) return line;
    return ok({
      lines: [line.value],
      decisions: [
        decision('rounding', `${formatCents(difference)} on the item "${roundingItem}", because the shop's lines do not add up to its total of ${formatCents(frame.total)}.`),
      ],
    });
  }
  const limit = roundingItem === '' ? '' : ` The greatest rounding difference allowed is ${formatCents(roundingLimit as Cents)}.`;
  return err(problem(
    'totalMismatch',
    `The lines of ${frame.about} add up to ${formatCents(subtractCents(frame.total, difference))}, but the shop charged ${formatCents(frame.total)} (difference ${formatCents(difference)}).${limit}`,
    'Look at the order in the shop: a plug-in may add an amount that is on no line. Correct it there, then retry.', { field: 'total' },
  ));
}

function addressPart(what: string, from: Address, { storable }: DraftInput): {
  readonly address: QuickBooksAddress | null;
  readonly decisions: readonly DraftDecision[];
  readonly cuts: readonly string[];
  readonly lost: readonly string[];
} {
  const fitted = fitAddress(from, storable);
  if (fitted === null) return { address: null, decisions: [], cuts: [], lost: [] };
  const cuts = fitted.lost.length === 0 ? [] : [`${what}: "${fitted.lost.join(', ')}" found no room in QuickBooks' five lines and its note; it stands in the memo.`];
  const moved = fitted.moved.length === 0 ? [] : [`${what}: "${fitted.moved.join(', ')}" stands in the address note, because QuickBooks has no line left for it.`];
  return { address: fitted.address, decisions: [...moved, ...cuts].map((text) => decision('address', text)), cuts, lost: fitted.lost };
}

/** What found no room in an address is not lost: the memo holds 4,095 characters, and the buyer's note, which may be as long, stands after it. */
function addressMemo(bill: readonly string[], ship: readonly string[]): readonly string[] {
  const line = (what: string, lost: readonly string[]): readonly string[] => (lost.length === 0 ? [] : [`${what}, continued: ${lost.join(', ')}`]);
  return bill.join() === ship.join() ? line('Address', bill) : [...line('Billing address', bill), ...line('Shipping address', ship)];
}

function numberWords(order: StoreOrder, { refNumber, kind }: DraftInput): readonly DraftDecision[] {
  if (kind === 'creditMemo' || refNumber.endsWith(order.number)) return [];
  return [decision('document', `Its number does not hold the whole order number "${order.number}"; the memo does.`)];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
