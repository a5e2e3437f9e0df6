import { describe, expect, it } from 'vitest';
import { chooseCustomer } from '../../../src/decide/chooseCustomer.ts';
import { planCustomer, type CustomerPlan } from '../../../src/decide/planCustomer.ts';
import type { CustomerRecord } from '../../../src/domain/document.ts';
import type { ListID } from '../../../src/domain/ids.ts';
import type { OrderCustomer } from '../../../src/domain/order.ts';
import type { CustomerNameRule } from '../../../src/domain/settings.ts';
import { safeName } from '../../../src/quickbooks/fit.ts';
import { ADDRESS, anOrder } from '../../support/orders.ts';

const short = (): string => 'K7Q2M';
function plan(customer: Partial<OrderCustomer>, rule: CustomerNameRule = 'companyOrPerson'): CustomerPlan {
  const order = anOrder();
  return planCustomer({ customer: { mode: 'perBuyer' }, customerName: rule }, 'shop.example.test', { ...order, customer: { ...order.customer, ...customer } }, short, safeName);
}
function record(more: Partial<CustomerRecord>): CustomerRecord {
  const name = more.fullName ?? more.name ?? 'Ann Lee';
  return { listId: `L-${name}` as ListID, name, fullName: name, isActive: true, accountNumber: '', email: '', externalGuid: '', ...more };
}

describe('one customer for all', () => {
  const all = planCustomer({ customer: { mode: 'catchAll', name: 'Web Store Customer' }, customerName: 'companyOrPerson' }, 'shop.example.test', anOrder(), short, safeName);
  it('has one name, and is added when it is missing', () => {
    expect(all).toEqual({ key: 'catchAll:Web Store Customer', names: ['Web Store Customer'], accountNumber: '', email: '' });
    expect(chooseCustomer(all, { found: [] })).toMatchObject({ kind: 'add', name: 'Web Store Customer' });
    expect(chooseCustomer(all, { found: [record({ fullName: 'WEB STORE CUSTOMER' })] })).toMatchObject({ kind: 'use', customer: { fullName: 'WEB STORE CUSTOMER' } });
  });
});

describe('one customer per buyer', () => {
  it('is known by the shop\'s customer id, else by e-mail, else by the order', () => {
    expect(plan({ id: '5' }).key).toBe('buyer:shop.example.test:5');
    expect(plan({ email: 'Ann@Example.Test' }).key).toBe('buyer:shop.example.test:ann@example.test');
    expect(plan({ email: '' }).key).toBe('buyer:shop.example.test:order 1036');
  });
  it('is named after the company, else the person, else the e-mail, else a number', () => {
    expect(plan({ billing: { ...ADDRESS, company: ' Acme & Co ' } }).names[0]).toBe('Acme & Co');
    expect(plan({}).names).toEqual(['Ann Lee', 'Ann Lee (K7Q2M)']);
    expect(plan({ billing: { ...ADDRESS, firstName: '', lastName: '' } }).names[0]).toBe('ann@example.test');
    expect(plan({ billing: { ...ADDRESS, firstName: '', lastName: '' }, email: '' }).names[0]).toBe('Web customer order 1036');
  });
  it('has names QuickBooks can hold', () => {
    const { names } = plan({ billing: { ...ADDRESS, company: `Zażółć: ${'gęślą jaźń '.repeat(9)}☕` } });
    for (const name of names) expect(name.length).toBeLessThanOrEqual(41);
    expect(names.join('')).not.toMatch(/[:☕]/);
    expect(names[1]).toMatch(/\(K7Q2M\)$/);
  });

  const ann = plan({ id: '5' });
  it('is the one with our account number, whatever it is called now', () => {
    const found = [record({}), record({ fullName: 'Ann Lee (K7Q2M)', accountNumber: 'SB-K7Q2M' })];
    expect(chooseCustomer(ann, { found })).toMatchObject({ kind: 'use', customer: { fullName: 'Ann Lee (K7Q2M)' } });
  });
  it('is a customer of that name only with the same e-mail and no other account number', () => {
    expect(chooseCustomer(ann, { found: [record({ email: 'ANN@example.test' })] })).toMatchObject({ kind: 'use' });
    expect(chooseCustomer(ann, { found: [record({ email: 'other@example.test' })] })).toMatchObject({ kind: 'add', name: 'Ann Lee (K7Q2M)' });
    expect(chooseCustomer(ann, { found: [record({ email: '' })] })).toMatchObject({ kind: 'add', name: 'Ann Lee (K7Q2M)' });
    expect(chooseCustomer(ann, { found: [record({ email: 'ann@example.test', accountNumber: 'A-77' })] })).toMatchObject({ kind: 'add', name: 'Ann Lee (K7Q2M)' });
    expect(chooseCustomer(plan({ id: '5', email: '' }), { found: [record({ email: '' })] })).toMatchObject({ kind: 'add', name: 'Ann Lee (K7Q2M)' });
  });
  it('is added under its plain name when that is free, and never twice', () => {
    expect(chooseCustomer(ann, { found: [] })).toMatchObject({ kind: 'add', name: 'Ann Lee' });
    expect(chooseCustomer(ann, { found: [record({}), record({ fullName: 'Ann Lee (K7Q2M)' })] })).toMatchObject({ kind: 'use', customer: { fullName: 'Ann Lee (K7Q2M)' } });
  });

  it('takes the name its rule asks for, and the next that says something', () => {
    const billing = { ...ADDRESS, company: 'Acme' };
    expect([plan({ billing }, 'person').names[0], plan({ billing }, 'lastFirst').names[0], plan({ billing }, 'email').names[0]]).toEqual(['Ann Lee', 'Lee, Ann', 'ann@example.test']);
    expect(plan({ billing: { ...ADDRESS, firstName: '', lastName: '', company: 'Acme' } }, 'lastFirst').names[0]).toBe('Acme');
    expect(plan({ billing: { ...ADDRESS, firstName: 'محمد', lastName: '🎉' } }).names[0]).toBe('ann@example.test');
  });
  it('never takes a vendor\'s, employee\'s or other name, and asks when both names are gone', () => {
    expect(chooseCustomer(ann, { found: [], taken: ['ANN LEE'] })).toMatchObject({ kind: 'add', name: 'Ann Lee (K7Q2M)' });
    expect(chooseCustomer(ann, { found: [], taken: ['Ann Lee', 'Ann Lee (K7Q2M)'] })).toMatchObject({ kind: 'ask', problem: { code: 'customerNameTaken' } });
  });
  it('is asked about between two, and when it is inactive', () => {
    const two = [record({ accountNumber: 'SB-K7Q2M' }), record({ fullName: 'Ann Lee (K7Q2M)', accountNumber: 'SB-K7Q2M' })];
    expect(chooseCustomer(ann, { found: two })).toMatchObject({ kind: 'ask', problem: { code: 'customerAmbiguous' } });
    expect(chooseCustomer(ann, { found: [record({ email: 'ann@example.test', isActive: false })] })).toMatchObject({ kind: 'ask', problem: { code: 'customerInactive' } });
  });
  it('is found by the name alone only where that is allowed, and not when the name is another buyer\'s of ours', () => {
    expect(chooseCustomer(ann, { found: [record({ email: 'x@example.test' })], match: ['name'] })).toMatchObject({ kind: 'use', customer: { fullName: 'Ann Lee' } });
    expect(chooseCustomer(ann, { found: [record({ accountNumber: 'SB-OTHER' })], match: ['name'] })).toMatchObject({ kind: 'add', name: 'Ann Lee (K7Q2M)' });
  });
});
