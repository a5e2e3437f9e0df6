/** Compares what QuickBooks booked with what the shop charged: a difference of more than a cent is shown, never accepted in silence. */
import type { DocumentRecord } from '../domain/document.ts';
import { formatCents, type Cents } from '../domain/money.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { TaxSettings } from '../domain/settings.ts';

/** A difference up to this is QuickBooks' own rounding of its tax. */
const TOLERANCE = 1;

export type Expected = { readonly label: string; readonly total: Cents; readonly tax: Cents; readonly taxMode: TaxSettings['mode'] };

/** Null: they agree. What QuickBooks did not say (null) is not judged. Errors: `taxDiffers`, `totalDiffers`; the field is QuickBooks' name. */
export function judgeTotals(expected: Expected, booked: Pick<DocumentRecord, 'salesTaxTotal' | 'totalAmount'>): Problem | null {
  const { label, total, tax, taxMode } = expected;
  const said = `QuickBooks booked ${booked.totalAmount === null ? '' : `${formatCents(booked.totalAmount)} `}for order ${label}; the shop charged ${formatCents(total)}.`;
  const todo = 'Compare the document with the order in the shop and correct it in QuickBooks.';
  // With the shop's own tax on a line, QuickBooks may count that line as tax or not; the total tells.
  if (taxMode === 'quickbooks' && booked.salesTaxTotal !== null && differs(booked.salesTaxTotal, tax)) {
    return problem(
      'taxDiffers',
      `QuickBooks computed sales tax of ${formatCents(booked.salesTaxTotal)} for order ${label}; the shop charged ${formatCents(tax)} (difference ${difference(booked.salesTaxTotal, tax)}). ${booked.totalAmount === null ? '' : said}`.trim(),
      'Compare the rate of the tax item in QuickBooks with the shop\'s and correct the document in QuickBooks.', { field: 'SalesTaxTotal' },
    );
  }
  if (booked.totalAmount !== null && differs(booked.totalAmount, total)) {
    return problem('totalDiffers', `${said} The difference is ${difference(booked.totalAmount, total)}.`, todo, { field: 'TotalAmount' });
  }
  return null;
}

function differs(one: Cents, other: Cents): boolean {
  return Math.abs(one - other) > TOLERANCE;
}

function difference(booked: Cents, charged: Cents): string {
  return formatCents((booked - charged) as Cents);
}
