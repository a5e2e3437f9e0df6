/** What a shop's settings name in QuickBooks, and whether QuickBooks has it: every mapping is checked before an order is planned. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId } from '../../domain/ids.ts';
import type { ListName } from '../../domain/listRecord.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { CONNECTION_FIELDS } from '../../domain/settingFields.ts';
import type { ConnectionSettings } from '../../domain/settings.ts';
import { itemsByFullNames } from '../db/items.ts';
import { entriesNamed, hasActiveEntry, listsRead } from '../db/lists.ts';
import type { Db } from '../db/open.ts';

/** `lists`: where the name may stand; `item` is the item list, which has a table of its own. `key`: which row of a setting that has several. */
export type Mapping = { readonly setting: keyof ConnectionSettings; readonly lists: readonly (ListName | 'item')[]; readonly name: string; readonly key?: string };

/** What becomes of one mapping: `missing` and `inactive` are said only of a list that has been read. */
export type MappingFault = { readonly mapping: Mapping; readonly fault: 'missing' | 'inactive'; readonly readAt: Instant | null };

const LIST_WORDS: Readonly<Record<ListName | 'item', string>> = {
  account: 'account', salesTaxCode: 'sales tax code', salesTaxItem: 'sales tax item',
  salesTaxGroup: 'sales tax group', class: 'class', terms: 'terms', paymentMethod: 'payment method',
  shipMethod: 'ship method', salesRep: 'sales rep', template: 'template', inventorySite: 'inventory site',
  customerMessage: 'customer message', vendor: 'vendor', employee: 'employee',
  currency: 'currency', otherName: 'other name', item: 'item',
};

/** Every name of a QuickBooks record in the settings; those of sales tax only where the company file charges it. */
export function mappingsOf(settings: ConnectionSettings, salesTaxOn: boolean): readonly Mapping[] {
  const kept = salesTaxOn ? withTax : withoutTax;
  const known = kept.get(settings) ?? namedBy(settings, salesTaxOn);
  kept.set(settings, known);
  return known;
}

/** Settings are read-only and the same object as long as their text is (db/settingsText). */
const withTax = new WeakMap<ConnectionSettings, readonly Mapping[]>();
const withoutTax = new WeakMap<ConnectionSettings, readonly Mapping[]>();

function namedBy(settings: ConnectionSettings, salesTaxOn: boolean): readonly Mapping[] {
  const { tax, unknownSku, refundSettlement } = settings;
  const one = (setting: keyof ConnectionSettings, list: ListName | 'item', name: string): Mapping => ({ setting, lists: [list], name });
  const rows = (setting: keyof ConnectionSettings, list: ListName | 'item', pairs: Readonly<Record<string, string>>): readonly Mapping[] => (
    Object.entries(pairs).map(([key, name]) => ({ setting, lists: [list], name, key })));
  const taxes: readonly Mapping[] = !salesTaxOn ? [] : [
    one('taxableCode', 'salesTaxCode', settings.taxableCode), one('nonTaxableCode', 'salesTaxCode', settings.nonTaxableCode),
    ...(tax.mode === 'quickbooks' ? [{ setting: 'tax' as const, lists: ['salesTaxItem' as const, 'salesTaxGroup' as const], name: tax.taxItem }] : []),
    ...(tax.mode === 'storeExact' ? [{ setting: 'tax' as const, lists: ['salesTaxItem' as const, 'salesTaxGroup' as const], name: tax.zeroTaxItem }] : []),
  ];
  const unknown: readonly Mapping[] = unknownSku.mode === 'park' ? [] : unknownSku.mode === 'substitute' ? [one('unknownSku', 'item', unknownSku.item)] : [
    one('unknownSku', 'account', unknownSku.incomeAccount),
    ...(unknownSku.mode === 'createInventory' ? [one('unknownSku', 'account', unknownSku.cogsAccount), one('unknownSku', 'account', unknownSku.assetAccount)] : []),
  ];
  const all: readonly Mapping[] = [
    ...taxes, ...unknown,
    ...(['shippingItem', 'feeItem', 'discountItem', 'refundItem', 'negativeFeeItem', 'roundingItem'] as const)
      .map((name) => one(name, 'item', settings[name])),
    ...(tax.mode === 'storeExact' ? rows('taxItems', 'item', settings.taxItems) : []),
    ...rows('shippingItems', 'item', settings.shippingItems), ...rows('feeItems', 'item', settings.feeItems),
    ...rows('paymentMethods', 'paymentMethod', settings.paymentMethods), ...rows('shipMethods', 'shipMethod', settings.shipMethods),
    one('depositTo', 'account', settings.depositTo), one('arAccount', 'account', settings.arAccount),
    ...(refundSettlement.mode === 'none' ? [] : [one('refundSettlement', 'account', refundSettlement.account)]),
    one('className', 'class', settings.className), one('site', 'inventorySite', settings.site), one('salesRep', 'salesRep', settings.salesRep),
    one('template', 'template', settings.template), one('terms', 'terms', settings.terms), one('customerMessage', 'customerMessage', settings.customerMessage),
  ];
  return all.filter(({ name }) => name !== '');
}

/** Mappings that QuickBooks certainly does not have, as of the last read. What has never been read is not judged; items are looked up when an order needs them. */
export function mappingFaults(db: Db, companyId: CompanyId, mappings: readonly Mapping[]): readonly MappingFault[] {
  const reads = listsRead(db, companyId);
  return mappings.flatMap((mapping): readonly MappingFault[] => {
    const lists = mapping.lists.filter((list) => list !== 'item');
    const readAt = lists.map((list) => reads.get(list)).find((at) => at !== undefined) ?? null;
    // Only when every list it may stand in has been read can its absence be certain.
    if (lists.length === 0 || lists.some((list) => !reads.has(list))) return [];
    // The usual case, for every document twice: it is there.
    if (lists.some((list) => hasActiveEntry(db, companyId, list, mapping.name))) return [];
    const found = lists.flatMap((list) => entriesNamed(db, companyId, list, mapping.name));
    return [{ mapping, fault: found.length > 0 ? 'inactive' : 'missing', readAt }];
  });
}

/** Items that settings name and that no answer of QuickBooks has shown so far. */
export function unseenItems(db: Db, companyId: CompanyId, mappings: readonly Mapping[]): readonly Mapping[] {
  return mappings.filter(({ lists, name }) => lists.includes('item') && itemsByFullNames(db, companyId, [name]).every((item) => !item.isActive));
}

/** In words, naming the setting. */
export function mappingProblem({ mapping, fault }: Pick<MappingFault, 'mapping' | 'fault'>): Problem {
  const { setting, lists, name, key } = mapping;
  const label = CONNECTION_FIELDS.find((field) => field.name === setting)?.label ?? setting;
  const what = lists.map((list) => LIST_WORDS[list]).join(' or ');
  const row = key === undefined ? '' : ` (for "${key}")`;
  return fault === 'inactive'
    ? problem(
      'mappingInactive',
      `The setting "${label}"${row} names the ${what} "${name}", which is inactive in QuickBooks.`,
      'Make it active in QuickBooks, or choose another one in the settings; then retry.',
      { field: setting },
    )
    : problem(
      'mappingMissing',
      `The setting "${label}"${row} names the ${what} "${name}", which QuickBooks does not have.`,
      'Add it in QuickBooks, or choose another one in the settings; then retry.',
      { field: setting },
    );
}

/** What keeps a document from being planned: the first fault among the mappings it can meet. `paymentMethod`, `shipping`: the shop's own names, of which only these matter. */
export function plannedMapping(
  db: Db,
  companyId: CompanyId,
  settings: ConnectionSettings,
  salesTaxOn: boolean,
  used: { readonly paymentMethod: string; readonly shipping: readonly string[] },
): Problem | null {
  const met = mappingsOf(settings, salesTaxOn).filter(({ setting, key }) => (
    setting === 'paymentMethods' ? key === used.paymentMethod : setting === 'shipMethods' ? key !== undefined && used.shipping.includes(key) : true));
  const [fault] = mappingFaults(db, companyId, met);
  return fault === undefined ? null : mappingProblem(fault);
}
