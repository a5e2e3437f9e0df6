/** The sales tax of a document: the shop's to the cent on a line of its own, or QuickBooks' own computation. */
import { assertNever } from '../domain/brand.ts';
import type { DraftLine } from '../domain/document.ts';
import { addCents, formatCents, subtractCents, ZERO_CENTS, type Cents } from '../domain/money.ts';
import { problem } from '../domain/problem.ts';
import type { TaxShare } from '../domain/refund.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { chargeLine, mappedName } from './draftCharges.ts';
import { decision, type DraftInput, type Part } from './draftInput.ts';

export type TaxPart = Part & { readonly taxItem: string | null; /** What QuickBooks is expected to add to the lines. */ readonly byQuickBooks: Cents };

/** Errors: `taxNotMapped`, those of the tax line's item. */
export function draftTax(tax: Cents, shares: readonly TaxShare[], about: string, input: DraftInput): Result<TaxPart> {
  const { settings, company } = input;
  if (tax !== 0 && (settings.tax.mode === 'none' || !company.salesTaxOn)) {
    return err(problem(
      'taxNotMapped',
      `${about} carries sales tax of ${formatCents(tax)}, but ${company.salesTaxOn ? 'this connection has no tax setting' : 'sales tax is switched off in QuickBooks'}.`,
      'Choose a tax setting for this connection (and switch sales tax on in QuickBooks), then retry.', { field: 'tax' },
    ));
  }
  const words = (text: string): Part['decisions'] => [decision('tax', text)];
  if (!company.salesTaxOn) return ok({
    lines: [], decisions: words('The shop charged no sales tax, and sales tax is switched off in QuickBooks.'),
    taxItem: null, byQuickBooks: ZERO_CENTS,
  });
  switch (settings.tax.mode) {
    case 'none':
      return ok({ lines: [], decisions: words('The shop charged no sales tax.'), taxItem: null, byQuickBooks: ZERO_CENTS });
    case 'quickbooks': {
      const text = `QuickBooks computes it from "${settings.tax.taxItem}"; the shop charged ${formatCents(tax)}. A difference is shown afterwards.`;
      return ok({ lines: [], decisions: words(text), taxItem: settings.tax.taxItem, byQuickBooks: tax });
    }
    case 'storeExact': {
      const { zeroTaxItem } = settings.tax;
      if (tax === 0) return ok({
        lines: [], decisions: words(`The shop charged no sales tax; the document's own tax is "${zeroTaxItem}".`),
        taxItem: zeroTaxItem, byQuickBooks: ZERO_CENTS,
      });
      const lines: DraftLine[] = [];
      const reasons: string[] = [];
      for (const part of byItem(tax, shares, settings.tax.taxLineItem, settings.taxItems)) {
        const line = chargeLine({ ...part, description: 'Sales tax as charged by the shop', tax: ZERO_CENTS }, input);
        if (!line.ok) return line;
        lines.push({ ...line.value, taxCode: null });
        reasons.push(`The shop's ${formatCents(part.amount)} to the cent, on a line of its own ("${part.fullName}"); the document's own tax is "${zeroTaxItem}".`);
      }
      return ok({ lines, taxItem: zeroTaxItem, byQuickBooks: ZERO_CENTS, decisions: reasons.map((text) => decision('tax', text)) });
    }
    default:
      return assertNever(settings.tax);
  }
}

type ItemShare = { readonly fullName: string; readonly field: string; readonly amount: Cents };

/** The tax by the items that the shop's rates are set to, the usual item for the others and for what the rates do not come to; always the whole tax. */
function byItem(tax: Cents, shares: readonly TaxShare[], usual: string, items: Readonly<Record<string, string>>): readonly ItemShare[] {
  const sums = new Map<string, Cents>();
  for (const { label, amount } of shares) {
    const fullName = mappedName([label], items, usual);
    sums.set(fullName, addCents(sums.get(fullName) ?? ZERO_CENTS, amount));
  }
  const rest = subtractCents(tax, addCents(...sums.values()));
  // A cent of rounding belongs to a rate that is there, not to an item that no rate is set to.
  const [first] = sums.keys();
  const on = sums.has(usual) || first === undefined || Math.abs(rest) > shares.length ? usual : first;
  sums.set(on, addCents(sums.get(on) ?? ZERO_CENTS, rest));
  return [...sums].flatMap(([fullName, amount]) => (amount === 0 ? [] : [{ fullName, field: fullName === usual ? 'tax.taxLineItem' : 'taxItems', amount }]));
}
