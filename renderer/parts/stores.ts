/** All stores of all companies, each under a name that tells it from the others. */
import type { Output } from '../../src/contract/contract.ts';
import { WORDS } from '../words.ts';

type Companies = Output<'status.show'>['companies'];
export type Stores = Companies[number]['connections'];

const MOST_WIDE = 190;

/** Two companies may each have a store of the same name: then the company's name stands behind it. */
export function storesOf(companies: Companies): Stores {
  const all = companies.flatMap((company) => company.connections.map((store) => ({ store, company: company.name })));
  return all.map(({ store, company }) => (all.filter((other) => other.store.name === store.name).length > 1
    ? { ...store, name: WORDS.storeOfCompany(store.name, company) }
    : store));
}

/** Of a column that holds their names, pixels: as wide as usual, wider for long names, and never so wide that nothing else has room. */
export function storeWidth(stores: Stores, usual: number): string {
  const longest = Math.max(0, ...stores.map(({ name }) => name.length));
  return `${String(Math.max(usual, Math.min(longest * 7 + 24, MOST_WIDE)))}px`;
}
