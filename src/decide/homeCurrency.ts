/** The currency a company file keeps its books in, as far as the file itself says. */
import type { CompanyIdentity } from '../domain/company.ts';

/** With one currency only, the edition's country is the file's word on it. */
const BY_COUNTRY: Readonly<Record<string, string>> = { US: 'USD', CA: 'CAD', UK: 'GBP', GB: 'GBP', AU: 'AUD' };

/** ISO 4217; empty when it cannot be told. */
export function homeCurrency(identity: Pick<CompanyIdentity, 'country' | 'multiCurrencyOn' | 'homeCurrencyCode'> | null): string {
  if (identity === null) return '';
  if (identity.homeCurrencyCode !== undefined) return identity.homeCurrencyCode;
  return identity.multiCurrencyOn ? '' : (BY_COUNTRY[identity.country.toUpperCase()] ?? '');
}
