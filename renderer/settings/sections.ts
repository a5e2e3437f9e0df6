/** Which section of the settings shows which setting; a setting that no section names is shown by its owner's first one, so none is ever lost. */
import type { SettingField } from '../../src/domain/settingFields.ts';

export const SECTIONS = ['companies', 'stores', 'orders', 'mappings', 'stock', 'limits', 'schedule', 'keeping', 'thisPc'] as const;
export type Section = (typeof SECTIONS)[number];
export type OwnerKind = 'company' | 'connection';

const CONNECTION: Readonly<Partial<Record<Section, readonly string[]>>> = {
  mappings: [
    'customer', 'customerName', 'customerMatch', 'matchBy', 'kits', 'unknownSku', 'shippingItem', 'shippingItems', 'feeItem', 'feeItems', 'negativeFeeItem', 'discountItem', 'refundItem',
    'roundingItem', 'roundingLimit', 'tax', 'taxableCode', 'nonTaxableCode', 'paymentMethods', 'depositTo', 'arAccount', 'refundSettlement', 'className', 'site', 'salesRep', 'template',
    'terms', 'shipMethods', 'poNumberFrom', 'customerMessage', 'customFields',
  ],
  stock: ['pushStock', 'availability', 'safetyStock'],
  schedule: ['pullMinutes', 'listingMinutes', 'timeoutSeconds'],
};
const COMPANY: Readonly<Partial<Record<Section, readonly string[]>>> = {
  stock: ['zeroBrakePercent', 'zeroBrakeCount', 'freshMinutes'],
  schedule: ['timeZone', 'itemReadEverySeconds', 'overlapMinutes'],
  keeping: ['keepExchangesDays', 'keepLogDays'],
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
