/** What drafting looks up: the company file's own facts, texts as QuickBooks stores them, and the item a line of an order stands for. */
import type { CompanyFacts } from '../../../decide/draftInput.ts';
import { homeCurrency } from '../../../decide/homeCurrency.ts';
import { matchItem, type Match } from '../../../decide/matchItem.ts';
import { toQuickBooksText } from '../../../quickbooks/text.ts';
import type { ConnectionRow } from '../../db/connections.ts';
import { itemCandidates } from '../../db/items.ts';
import { linkedItem, notRefused } from '../../db/links.ts';
import { listingByKey } from '../../db/listings.ts';
import { zoneOf, type Scope } from '../step.ts';

/** Longer than any text of an order: cutting is for the fields. */
const LONGEST_TEXT = 100_000;

export function companyFacts(scope: Pick<Scope, 'ctx' | 'company'>): CompanyFacts {
  const { identity } = scope.company;
  return { zone: zoneOf(scope), salesTaxOn: identity?.salesTaxOn ?? false, closingDate: identity?.closingDate ?? null, homeCurrency: homeCurrency(identity) };
}

/** As QuickBooks will store it, uncut. */
export function storable(text: string): string {
  return toQuickBooksText(text, LONGEST_TEXT).text;
}

/** The item a line of a shop's order stands for. */
export function matchLine(
  { ctx, company }: Pick<Scope, 'ctx' | 'company'>,
  connection: ConnectionRow,
  { sku, listingKey }: { readonly sku: string | null; readonly listingKey: string | null },
): Match {
  const listing = listingKey === null ? null : listingByKey(ctx.db, connection.id, listingKey);
  const linked = listing === null ? null : linkedItem(ctx.db, listing.id);
  const candidates = sku === null || sku === '' || linked !== null ? [] : itemCandidates(ctx.db, company.id, sku, connection.settings.matchBy);
  return matchItem(sku ?? '', linked, listing === null ? candidates : notRefused(ctx.db, listing.id, candidates), connection.settings.matchBy, listing?.name);
}
