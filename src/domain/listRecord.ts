/** A record of one of QuickBooks' small lists (accounts, classes, terms …): what a setting may name. */
import type { ListID } from './ids.ts';

/** Items have a reader of their own; vendors, employees and other names matter because names are unique across them and customers. */
export const LISTS = [
  'account', 'salesTaxCode', 'salesTaxItem', 'salesTaxGroup', 'class', 'terms', 'paymentMethod', 'shipMethod', 'salesRep', 'template',
  'inventorySite', 'customerMessage', 'currency', 'vendor', 'employee', 'otherName',
] as const;
export type ListName = (typeof LISTS)[number];

export type ListRecord = {
  readonly list: ListName;
  readonly listId: ListID;
  /** For a sales rep the initials, which is what a document refers to. */
  readonly name: string;
  /** `Parent:Child` where the list has levels, else the name. */
  readonly fullName: string;
  readonly isActive: boolean;
  /**
   * What tells it from its neighbours; may be empty. account: its type as QuickBooks spells it, then `, ` and its number if it has
   * one (`Bank, 1010`); salesTaxCode: `Taxable` or `Non-taxable`, then `, ` and its description; salesTaxItem: its rate (`7.25%`);
   * paymentMethod and template: the type; salesRep: the person; inventorySite: the site it is part of;
   * currency: its ISO 4217 code.
   */
  readonly detail: string;
};

/** `Bank`, `Income`, `CostOfGoodsSold` … of an account; empty for records of other lists. */
export function accountTypeOf(record: Pick<ListRecord, 'list' | 'detail'>): string {
  return record.list === 'account' ? (record.detail.split(', ')[0] ?? '') : '';
}
