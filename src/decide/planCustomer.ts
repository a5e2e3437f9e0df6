/** Which QuickBooks customer an order belongs to: the catch-all, or one per buyer. */
import type { StoreOrder } from '../domain/order.ts';
import type { ConnectionSettings, CustomerNameRule } from '../domain/settings.ts';

export type CustomerPlan = {
  /** Our key: remembers the customer across orders. */
  readonly key: string;
  /** Names to look for and, when free, to use: the plain one first, then one that cannot collide. */
  readonly names: readonly string[];
  /** Stands in AccountNumber of customers we add; empty for the catch-all. */
  readonly accountNumber: string;
  readonly email: string;
};

export type CustomerRules = Pick<ConnectionSettings, 'customer' | 'customerName'>;

/** Longest customer Name (docs/qbxml.md). */
const NAME_LENGTH = 41;

/** `shortKey` tells apart buyers of the same name; it is made from the plan's key. `safe` turns any text into a QuickBooks name of at most that length. */
export function planCustomer(
  settings: CustomerRules, storeHost: string, order: StoreOrder, shortKey: (key: string) => string,
  safe: (text: string, limit: number) => string,
): CustomerPlan {
  if (settings.customer.mode === 'catchAll') return { key: `catchAll:${settings.customer.name}`, names: [safe(settings.customer.name, NAME_LENGTH)], accountNumber: '', email: '' };
  const { email, id } = order.customer;
  const who = id ?? (email === '' ? `order ${order.id}` : email.toLowerCase());
  const key = `buyer:${storeHost}:${who}`;
  const plain = plainName(order, settings.customerName, who, safe);
  const short = shortKey(key);
  return { key, names: [safe(plain, NAME_LENGTH), `${safe(plain, NAME_LENGTH - short.length - 3).trimEnd()} (${short})`], accountNumber: `SB-${short}`, email };
}

/** The rule's own name first; where the buyer has none, the next that says who it is. */
function plainName({ customer: { billing, email } }: StoreOrder, rule: CustomerNameRule, who: string, safe: (text: string, limit: number) => string): string {
  const person = `${billing.firstName} ${billing.lastName}`.trim();
  const lastFirst = [billing.lastName.trim(), billing.firstName.trim()].filter((name) => name !== '').join(', ');
  const company = billing.company.trim();
  const tries: Readonly<Record<CustomerNameRule, readonly string[]>> = {
    companyOrPerson: [company, person, email], person: [person, company, email], lastFirst: [lastFirst, company, email], email: [email, company, person],
  };
  return [...tries[rule], `Web customer ${who}`].find((name) => saysSomething(safe(name, NAME_LENGTH))) ?? who;
}

/** A name of letters that QuickBooks cannot store (`???`), of emoji or of nothing names nobody. */
function saysSomething(name: string): boolean {
  return /[^\s?.,()-]/.test(name);
}
