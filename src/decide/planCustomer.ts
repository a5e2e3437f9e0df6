/** Which QuickBooks customer an order belongs to: the catch-all, or one per buyer; never a guess between two. */
import type { CustomerRecord } from '../domain/document.ts';
import type { StoreOrder } from '../domain/order.ts';
import type { CustomerSettings } from '../domain/settings.ts';

export type CustomerPlan = {
  /** Our key: remembers the customer across orders. */
  readonly key: string;
  /** Names to look for and, when free, to use: the plain one first, then one that cannot collide. */
  readonly names: readonly string[];
  /** Stands in AccountNumber of customers we add; empty for the catch-all. */
  readonly accountNumber: string;
  readonly email: string;
};

/** Longest customer Name (docs/qbxml.md). */
const NAME_LENGTH = 41;

/** `shortKey` tells apart buyers of the same name; it is made from the plan's key. `safe` turns any text into a QuickBooks name of at most that length. */
export function planCustomer(settings: CustomerSettings, storeHost: string, order: StoreOrder, shortKey: (key: string) => string, safe: (text: string, limit: number) => string): CustomerPlan {
  if (settings.mode === 'catchAll') return { key: `catchAll:${settings.name}`, names: [safe(settings.name, NAME_LENGTH)], accountNumber: '', email: '' };
  const { billing, email, id } = order.customer;
  const who = id ?? (email === '' ? `order ${order.id}` : email.toLowerCase());
  const key = `buyer:${storeHost}:${who}`;
  const person = `${billing.firstName} ${billing.lastName}`.trim();
  const plain = [billing.company.trim(), person, email, `Web customer ${who}`].find((name) => name !== '') ?? who;
  const short = shortKey(key);
  return { key, names: [safe(plain, NAME_LENGTH), `${safe(plain, NAME_LENGTH - short.length - 3).trimEnd()} (${short})`], accountNumber: `SB-${short}`, email };
}

export type CustomerChoice =
  | { readonly kind: 'use'; readonly customer: CustomerRecord; readonly how: string }
  | { readonly kind: 'add'; readonly name: string };

/** `found`: the customers QuickBooks has under the plan's names. */
export function chooseCustomer(plan: CustomerPlan, found: readonly CustomerRecord[]): CustomerChoice {
  const named = (name: string): CustomerRecord | undefined => found.find((record) => record.fullName.toLowerCase() === name.toLowerCase());
  const [plain = plan.key, unique] = plan.names;
  const first = named(plain);
  if (unique === undefined) return first === undefined ? { kind: 'add', name: plain } : { kind: 'use', customer: first, how: `catch-all customer "${plain}"` };
  const ours = found.find((record) => record.accountNumber !== '' && record.accountNumber === plan.accountNumber);
  if (ours !== undefined) return { kind: 'use', customer: ours, how: `account number ${plan.accountNumber}` };
  if (first === undefined) return { kind: 'add', name: plain };
  if (first.accountNumber === '' && first.email !== '' && first.email.toLowerCase() === plan.email.toLowerCase()) return { kind: 'use', customer: first, how: `same name and e-mail` };
  const second = named(unique);
  return second === undefined ? { kind: 'add', name: unique } : { kind: 'use', customer: second, how: 'our own name for this buyer' };
}
