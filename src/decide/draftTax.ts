/** The sales tax of a document: the shop's to the cent on a line of its own, or QuickBooks' own computation. */
import { assertNever } from '../domain/brand.ts';
import type { DraftLine } from '../domain/document.ts';
import { formatCents, ZERO_CENTS, type Cents } from '../domain/money.ts';
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { chargeLine } from './draftCharges.ts';
import { decision, type DraftInput, type Part } from './draftInput.ts';

export type TaxPart = Part & { readonly taxItem: string | null; /** What QuickBooks is expected to add to the lines. */ readonly byQuickBooks: Cents };

/** Errors: `taxNotMapped`, those of the tax line's item. */
export function draftTax(tax: Cents, about: string, input: DraftInput): Result<TaxPart> {
  const { settings, company } = input;
  if (tax !== 0 && (settings.tax.mode === 'none' || !company.salesTaxOn)) {
    return err(problem('taxNotMapped', `${about} carries sales tax of ${formatCents(tax)}, but ${company.salesTaxOn ? 'this connection has no tax setting' : 'sales tax is switched off in QuickBooks'}.`,
      'Choose a tax setting for this connection (and switch sales tax on in QuickBooks), then retry.', { field: 'tax' }));
  }
  const words = (text: string): Part['decisions'] => [decision('tax', text)];
  if (!company.salesTaxOn) return ok({ lines: [], decisions: words('The shop charged no sales tax, and sales tax is switched off in QuickBooks.'), taxItem: null, byQuickBooks: ZERO_CENTS });
  switch (settings.tax.mode) {
    case 'none':
      return ok({ lines: [], decisions: words('The shop charged no sales tax.'), taxItem: null, byQuickBooks: ZERO_CENTS });
    case 'quickbooks': {
      const text = `QuickBooks computes it from "${settings.tax.taxItem}"; the shop charged ${formatCents(tax)}. A difference is shown afterwards.`;
      return ok({ lines: [], decisions: words(text), taxItem: settings.tax.taxItem, byQuickBooks: tax });
    }
    case 'storeExact': {
      const { zeroTaxItem, taxLineItem } = settings.tax;
      if (tax === 0) return ok({ lines: [], decisions: words(`The shop charged no sales tax; the document's own tax is "${zeroTaxItem}".`), taxItem: zeroTaxItem, byQuickBooks: ZERO_CENTS });
      const line = chargeLine({ fullName: taxLineItem, field: 'tax.taxLineItem', description: 'Sales tax as charged by the shop', amount: tax, tax: ZERO_CENTS }, input);
      if (!line.ok) return line;
      const taxLine: DraftLine = { ...line.value, taxCode: null };
      return ok({
        lines: [taxLine], taxItem: zeroTaxItem, byQuickBooks: ZERO_CENTS,
        decisions: words(`The shop's ${formatCents(tax)} to the cent, on a line of its own ("${taxLineItem}"); the document's own tax is "${zeroTaxItem}".`),
      });
    }
    default:
      return assertNever(settings.tax);
  }
}
