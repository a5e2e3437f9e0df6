/** Which section of the settings shows which setting; a setting that no section names is shown by its owner's first one, so none is ever lost. */
import type { SettingField } from '../../src/domain/settingFields.ts';

export const SECTIONS = ['companies', 'stores', 'orders', 'mappings', 'stock', 'limits', 'schedule', 'keeping', 'thisPc'] as const;
export type Section = (typeof SECTIONS)[number];
export type OwnerKind = 'company' | 'connection';

/** Settings that open and close together. `head`: the one that a closed group tells of; null: none speaks for the others. */
export type SettingGroup = { readonly key: string; readonly head: string | null; readonly fields: readonly SettingField[] };

/** The mappings, what every shop looks at first. In each group what is seldom needed comes last. */
export const MAPPINGS: readonly { readonly key: string; readonly head: string | null; readonly names: readonly string[] }[] = [
  { key: 'customers', head: 'customer', names: ['customer', 'customerName', 'customerMatch'] },
  { key: 'items', head: 'matchBy', names: ['matchBy', 'unknownSku', 'kits'] },
  {
    key: 'charges', head: 'shippingItem',
    names: [
      'shippingItem', 'feeItem', 'discountItem', 'refundItem', 'shippingItems',
      'feeItems', 'negativeFeeItem', 'roundingItem', 'roundingLimit',
    ],
  },
  { key: 'tax', head: 'tax', names: ['tax', 'taxItems', 'taxableCode', 'nonTaxableCode'] },
  { key: 'payment', head: null, names: ['paymentMethods', 'depositTo', 'refundSettlement', 'arAccount'] },
  { key: 'documents', head: null, names: ['className', 'terms', 'template', 'shipMethods', 'salesRep', 'site', 'poNumberFrom', 'customerMessage', 'customFields'] },
];

const CONNECTION: Readonly<Partial<Record<Section, readonly string[]>>> = {
  mappings: MAPPINGS.flatMap(({ names }) => names),
  stock: ['pushStock', 'availability', 'safetyStock', 'cap', 'assemblies', 'inactiveItems', 'stockSites', 'wholePieces'],
  schedule: ['pullMinutes', 'listingMinutes', 'pushMinutes', 'timeoutSeconds'],
};
const COMPANY: Readonly<Partial<Record<Section, readonly string[]>>> = {
  stock: ['zeroBrakePercent', 'zeroBrakeCount', 'freshMinutes'],
  schedule: ['timeZone', 'quietFrom', 'quietTo', 'businessDays', 'sweepAt', 'itemReadEverySeconds', 'overlapMinutes'],
  keeping: ['keepExchangesDays', 'keepLogDays', 'housekeepingAt'],
};

/** `name`: the setting's. */
export function sectionOf(kind: OwnerKind, name: string): Section {
  const table = kind === 'company' ? COMPANY : CONNECTION;
  return SECTIONS.find((section) => table[section]?.includes(name) === true) ?? (kind === 'company' ? 'limits' : 'orders');
}

/** The settings of a section, in the engine's order. */
export function fieldsIn(section: Section, kind: OwnerKind, fields: readonly SettingField[]): readonly SettingField[] {
  return fields.filter((field) => sectionOf(kind, field.name) === section);
}

export function isSection(text: string | undefined): text is Section {
  return SECTIONS.some((section) => section === text);
}
