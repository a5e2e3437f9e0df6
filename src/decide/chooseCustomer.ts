/** The customer record an order uses, or the name of the one to add; between two records a person is asked. */
import type { CustomerRecord } from '../domain/document.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { CustomerMatch } from '../domain/settings.ts';
import type { CustomerPlan } from './planCustomer.ts';

export type CustomerChoice =
  | { readonly kind: 'use'; readonly customer: CustomerRecord; readonly how: string }
  | { readonly kind: 'add'; readonly name: string; readonly how: string }
  | { readonly kind: 'ask'; readonly problem: Problem };

export type CustomerFacts = {
  /** The customers QuickBooks has under the plan's names. */
  readonly found: readonly CustomerRecord[];
  /** Names of vendors, employees and other names: they share one name space with customers (docs/qbxml.md). */
  readonly taken?: readonly string[];
  readonly match?: readonly CustomerMatch[];
};

const DEFAULT_MATCH: readonly CustomerMatch[] = ['accountNumber', 'nameAndEmail'];

export function chooseCustomer(plan: CustomerPlan, { found, taken = [], match = DEFAULT_MATCH }: CustomerFacts): CustomerChoice {
  const [plain = plan.key, unique] = plan.names;
  const named = (name: string): CustomerRecord | undefined => found.find((record) => same(record.fullName, name));
  const first = named(plain);
  if (unique === undefined) {
    if (first !== undefined) return use(first, `catch-all customer "${plain}"`);
    if (!isTaken(taken, plain)) return { kind: 'add', name: plain, how: 'the customer for all web orders is not in QuickBooks yet' };
    return ask(
      'customerNameTaken', `"${plain}", the customer for all web orders, is the name of a vendor, employee or other name in QuickBooks.`,
      'Choose another name for it in the connection\'s settings, then retry.',
    );
  }
  const byRules = match.map((rule) => byRule(rule, plan, found, plain)).find((records) => records.length > 0) ?? [];
  const [matched, ...others] = byRules;
  if (matched !== undefined && others.length > 0) {
    const names = byRules.map((record) => `"${record.fullName}"`).join(' and ');
    return ask(
      'customerAmbiguous', `QuickBooks has several customers that this buyer may be: ${names}.`,
      'Merge them in QuickBooks, or give only one of them the account number; then retry.',
    );
  }
  if (matched !== undefined) return use(matched, howWords(matched, plan, plain));
  const ours = named(unique);
  if (ours !== undefined) return use(ours, 'our own name for this buyer');
  if (first === undefined && !isTaken(taken, plain)) return { kind: 'add', name: plain, how: 'QuickBooks has nobody of this name' };
  if (isTaken(taken, unique)) return ask(
    'customerNameTaken', `Both "${plain}" and "${unique}" are taken by other records in QuickBooks.`,
    'Rename one of them in QuickBooks, then retry.',
  );
  return { kind: 'add', name: unique, how: `the name "${plain}" is ${first === undefined ? 'that of a vendor, employee or other name' : 'another customer\'s'} in QuickBooks` };
}

function byRule(rule: CustomerMatch, plan: CustomerPlan, found: readonly CustomerRecord[], plain: string): readonly CustomerRecord[] {
  switch (rule) {
    case 'accountNumber':
      return found.filter((record) => record.accountNumber !== '' && same(record.accountNumber, plan.accountNumber));
    case 'nameAndEmail':
      return found.filter((record) => same(record.fullName, plain) && isFree(record) && record.email !== '' && same(record.email, plan.email));
    case 'name':
      return found.filter((record) => same(record.fullName, plain) && (isFree(record) || !record.accountNumber.startsWith('SB-')));
  }
}

/** Somebody else's account number says that it is somebody else. */
function isFree(record: CustomerRecord): boolean {
  return record.accountNumber === '';
}

function howWords(record: CustomerRecord, plan: CustomerPlan, plain: string): string {
  if (record.accountNumber !== '' && same(record.accountNumber, plan.accountNumber)) return `account number ${plan.accountNumber}`;
  return record.email !== '' && same(record.email, plan.email) ? 'same name and e-mail' : `same name, "${plain}"`;
}

function use(customer: CustomerRecord, how: string): CustomerChoice {
  if (customer.isActive) return { kind: 'use', customer, how };
  return ask('customerInactive', `The customer "${customer.fullName}" is inactive in QuickBooks.`, 'Make it active in QuickBooks, then retry.');
}

function ask(code: string, what: string, todo: string): CustomerChoice {
  return { kind: 'ask', problem: problem(code, what, todo, { field: 'customer' }) };
}

function isTaken(names: readonly string[], name: string): boolean {
  return names.some((one) => same(one, name));
}

/** QuickBooks compares names without regard to case. */
function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
