/** The preferences of the company file that decide what a document may carry. */
import type { CompanyIdentity } from '../../domain/company.ts';
import { ok, type Result } from '../../domain/result.ts';
import { currencyCode } from '../currencies.ts';
import { child, type XmlElement } from '../xml/tree.ts';
import { readFlag } from './records.ts';
import { refFullName } from './refs.ts';

/** A switch inside one of the blocks of the preferences; off when the block or the switch is absent. */
function readSwitch(preferences: XmlElement, block: string, name: string): Result<boolean> {
  const here = child(preferences, block);
  return here === undefined ? ok(false) : readFlag(here, name, false);
}

/** The switches of CompanyPreferences, and multi-currency itself. */
const SWITCHES = {
  multiCurrencyOn: ['MultiCurrencyPreferences', 'IsMultiCurrencyOn'],
  classTrackingOn: ['AccountingPreferences', 'IsUsingClassTracking'],
  sitesOn: ['MultiLocationInventoryPreferences', 'IsMultiLocationInventoryEnabled'],
  inventoryOn: ['PurchasesAndVendorsPreferences', 'IsUsingInventory'],
  autoApplyPayments: ['SalesAndCustomersPreferences', 'IsAutoApplyingPayments'],
  amountsIncludeTax: ['SalesTaxPreferences', 'IsUsingAmountsIncludeTax'],
} as const;
type Switch = keyof typeof SWITCHES;

/** What of the identity stands in the preferences, the closing date aside. */
export type PreferencesPart = Required<Pick<CompanyIdentity, 'multiCurrencyOn' | 'homeCurrency' | 'homeCurrencyCode' | 'preferences'>>;

/** From PreferencesRet; `country` is HostRet's. Error: `recordUnreadable` for a switch that is neither on nor off. */
export function readPreferences(record: XmlElement, country: string): Result<PreferencesPart> {
  const on: Record<Switch, boolean> = {
    multiCurrencyOn: false, classTrackingOn: false, sitesOn: false, inventoryOn: false, autoApplyPayments: false, amountsIncludeTax: false,
  };
  for (const name of Object.keys(SWITCHES) as Switch[]) {
    const value = readSwitch(record, SWITCHES[name][0], SWITCHES[name][1]);
    if (!value.ok) return value;
    on[name] = value.value;
  }
  const { multiCurrencyOn, ...switches } = on;
  const nameIn = (block: string, ref: string): string => {
    const here = child(record, block);
    return here === undefined ? '' : refFullName(here, ref).trim();
  };
  const homeCurrency = nameIn('MultiCurrencyPreferences', 'HomeCurrencyRef');
  return ok({
    multiCurrencyOn, homeCurrency,
    // With multi-currency on, the edition's country says nothing about the money of the books.
    homeCurrencyCode: multiCurrencyOn && homeCurrency === '' ? '' : currencyCode(homeCurrency, country),
    preferences: {
      ...switches,
      defaultTaxItem: nameIn('SalesTaxPreferences', 'DefaultItemSalesTaxRef'),
      taxableCode: nameIn('SalesTaxPreferences', 'DefaultTaxableSalesTaxCodeRef'),
      nonTaxableCode: nameIn('SalesTaxPreferences', 'DefaultNonTaxableSalesTaxCodeRef'),
    },
  });
}
