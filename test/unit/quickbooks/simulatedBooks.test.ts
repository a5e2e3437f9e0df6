/** Builders and readers against the simulated company file, which judges them without knowing them. */
import { describe, expect, it } from 'vitest';
import type { Day } from '../../../src/domain/calendar.ts';
import { whole } from '../../../src/domain/decimal.ts';
import type { DocumentDraft } from '../../../src/domain/document.ts';
import type { TxnID } from '../../../src/domain/ids.ts';
import { DOCUMENT_KINDS } from '../../../src/domain/job.ts';
import { LISTS } from '../../../src/domain/listRecord.ts';
import { cents } from '../../../src/domain/money.ts';
import { customFieldWrites } from '../../../src/quickbooks/qbxml/dataExt.ts';
import { documentAdd, documentQuery, readDocuments } from '../../../src/quickbooks/qbxml/document.ts';
import { readMessageSet, writeMessageSet, type Answer } from '../../../src/quickbooks/qbxml/envelope.ts';
import { itemQueryByFullName, readItems } from '../../../src/quickbooks/qbxml/item.ts';
import { itemAdd } from '../../../src/quickbooks/qbxml/itemAdd.ts';
import { listQuery, readList } from '../../../src/quickbooks/qbxml/lists.ts';
import { readPosted } from '../../../src/quickbooks/qbxml/postedDocument.ts';
import { readSettlements, settlementAdd } from '../../../src/quickbooks/qbxml/settlement.ts';
import { readTransactions, transactionQuery } from '../../../src/quickbooks/qbxml/transaction.ts';
import type { XmlElement } from '../../../src/quickbooks/xml/tree.ts';
import { sampleCompany, type SampleOptions } from '../../../src/simulator/company/sampleCompany.ts';
import { FULL, good, GUID, ITEMS, SETTLEMENTS } from './samples.ts';

type Books = { readonly company: ReturnType<typeof sampleCompany>; readonly ask: (request: XmlElement) => Answer };

function books(options: Partial<SampleOptions> = {}): Books {
  const company = sampleCompany({ now: () => Date.UTC(2026, 10, 20, 17), edition: 'Enterprise', sites: true, ...options });
  company.addListRecord('Class', 'Web');
  company.addListRecord('InventorySite', 'Main');
  const session = company.beginSession();
  return {
    company,
    ask: (request) => {
      const result = company.process(session, writeMessageSet({ requests: [request] }));
      if (result.kind === 'failed') throw new Error(`${result.hresult} ${result.message}`);
      const [answer] = good(readMessageSet(result.xml)).answers;
      if (answer === undefined) throw new Error('no answer');
      return answer;
    },
  };
}

const DRAFT: DocumentDraft = {
  ...FULL, className: 'Web', template: 'Intuit Product Invoice', shipMethod: 'UPS', customerMessage: 'Thank you for your business.',
  arAccount: 'Accounts Receivable', txnDate: '2026-11-20' as Day, taxItem: 'State Tax',
  lines: [
    { item: { fullName: 'MUG-RED' }, description: 'Mug', quantity: whole(2), amount: cents(2598), taxCode: 'Tax', className: 'Web', site: 'Main', other1: 'one' },
    { item: { fullName: 'Shipping' }, description: '', quantity: null, amount: cents(500), taxCode: 'Non' },
  ],
};
const TEMPLATES = { invoice: 'Intuit Product Invoice', salesReceipt: 'Custom Sales Receipt', salesOrder: 'Custom Sales Order', creditMemo: 'Custom Credit Memo' };

function enter({ ask }: Books, kind: keyof typeof TEMPLATES, more: Partial<DocumentDraft> = {}): TxnID {
  const [record] = good(readDocuments(ask(documentAdd('d', { ...DRAFT, kind, template: TEMPLATES[kind], ...more }))));
  if (record === undefined) throw new Error('no record');
  return record.txnId;
}

describe('documents', () => {
  it.each(DOCUMENT_KINDS)('a full %s is taken, and comes back as it was meant', (kind) => {
    const here = books();
    const txnId = enter(here, kind);
    const [posted] = good(readPosted(here.ask(documentQuery('q', kind, { by: 'txnIds', txnIds: [txnId] }, true))));
    expect(posted).toMatchObject({
      kind, txnId, refNumber: 'W1036', txnDate: '2026-11-20', customerName: 'Web Store Customer', shipMethod: 'UPS', salesRep: 'WEB',
      customerMessage: 'Thank you for your business.', poNumber: kind === 'salesReceipt' ? '' : 'PO 77', terms: kind === 'salesReceipt' ? '' : 'Net 30',
      subtotal: cents(3098), taxItem: 'State Tax', taxTotal: cents(188), total: cents(3286),
      lines: [{ item: 'MUG-RED', description: 'Mug', quantity: whole(2), rate: 1_299_000, amount: cents(2598), taxCode: 'Tax' }, { item: 'Shipping', amount: cents(500) }],
    });
  });

  it('a kit goes as a group at its members\' own prices', () => {
    const here = books();
    const txnId = enter(here, 'invoice', { lines: [{ item: { fullName: 'BUNDLE-1' }, description: '', quantity: whole(2), amount: cents(0), taxCode: null, isGroup: true }] });
    const [posted] = good(readPosted(here.ask(documentQuery('q', 'invoice', { by: 'txnIds', txnIds: [txnId] }, true))));
    expect(posted?.lines.map((line) => [line.role, line.item, line.quantity])).toEqual([['group', 'BUNDLE-1', whole(2)], ['member', 'MUG-RED', whole(2)], ['member', 'MUG-BLUE', whole(4)]]);
  });

  it('custom fields come to rest: missing ones are added, others changed, and then nothing is left to write', () => {
    const here = books();
    const txnId = enter(here, 'invoice');
    const query = documentQuery('q', 'invoice', { by: 'txnIds', txnIds: [txnId] }, false, { customFields: true });
    const writes = (wanted: string): readonly XmlElement[] => {
      const [record] = good(readDocuments(here.ask(query)));
      return customFieldWrites('f', { kind: 'invoice', txnId }, [{ name: 'Gate', value: wanted }], record?.customFields ?? null);
    };
    for (const [wanted, name] of [['7', 'DataExtAddRq'], ['8', 'DataExtModRq']] as const) {
      const requests = writes(wanted);
      expect(requests.map((one) => one.name)).toEqual([name]);
      expect(requests.map((one) => here.ask(one).statusCode)).toEqual([0]);
      expect(writes(wanted)).toEqual([]);
    }
  });
});

describe('settlements', () => {
  it('a payment closes its invoice', () => {
    const here = books();
    const txnId = enter(here, 'invoice');
    const draft = { ...SETTLEMENTS.receivePayment, arAccount: 'Accounts Receivable', depositTo: 'Web Store Clearing', totalAmount: cents(3286), appliedTo: { txnId, amount: cents(3286) } };
    const [added] = good(readSettlements(here.ask(settlementAdd('p', draft))));
    expect(added).toMatchObject({ kind: 'receivePayment', refNumber: 'W1036', totalAmount: 3286, externalGuid: GUID, appliedTo: [txnId] });
    const [posted] = good(readPosted(here.ask(documentQuery('q', 'invoice', { by: 'txnIds', txnIds: [txnId] }, true))));
    expect([posted?.paid, posted?.balance]).toEqual([3286, 0]);
    expect(here.company.audit().customers).toEqual([]);
    expect(here.ask(settlementAdd('p', draft)).severity).toBe('Error');
  });

  it.each(['arRefundCreditCard', 'check'] as const)('%s closes its credit memo', (kind) => {
    const here = books();
    const txnId = enter(here, 'creditMemo');
    const money = { totalAmount: cents(3286), appliedTo: { txnId, amount: cents(3286) } };
    const draft = kind === 'check' ? { ...SETTLEMENTS.check, ...money, arAccount: 'Accounts Receivable' }
      : { ...SETTLEMENTS.arRefundCreditCard, ...money, arAccount: 'Accounts Receivable', refundFrom: 'Web Store Clearing' };
    expect(good(readSettlements(here.ask(settlementAdd('s', draft))))).toMatchObject([{ kind, refNumber: 'W1036', totalAmount: 3286 }]);
    const found = good(readSettlements(here.ask(documentQuery('q', kind, { by: 'refNumbers', refNumbers: ['W1036'] }, true))));
    expect(found).toMatchObject([{ kind, totalAmount: 3286, externalGuid: GUID, customerName: 'Web Store Customer', appliedTo: [txnId] }]);
    expect(here.company.audit().customers).toEqual([]);
    const types = good(readTransactions(here.ask(transactionQuery('t', { by: 'refNumbers', refNumbers: ['W1036'] })))).map((one) => one.type);
    expect(types.toSorted()).toEqual([kind === 'check' ? 'Check' : 'ARRefundCreditCard', 'CreditMemo']);
  });
});

describe('items and lists', () => {
  it.each(ITEMS)('a new $kind item is taken, and found with its price and GUID', (draft) => {
    const { ask } = books();
    const [added] = good(readItems(ask(itemAdd('i', { ...draft, incomeAccount: 'Sales' }))));
    const [found] = good(readItems(ask(itemQueryByFullName('q', [draft.name]))));
    expect(found).toEqual({ ...added, listId: added?.listId });
    expect(found).toMatchObject({ kind: draft.kind, name: 'MUG-9', salesPrice: 1_299_500, externalGuid: GUID, quantityOnHand: draft.kind === 'inventory' ? 0 : null });
  });

  it.each(LISTS)('the list %s is answered', (list) => {
    const { ask, company } = books({ homeCurrency: 'US Dollar' });
    company.addEmployee('Ann');
    company.addOtherName('Bob');
    const records = good(readList(ask(listQuery('l', list)), list));
    if (list !== 'salesTaxGroup') expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(record.name).not.toBe('');
    if (list === 'account') expect(records.find((one) => one.name === 'Checking')?.detail).toMatch(/^Bank(, |$)/);
    if (list === 'currency') expect(records.find((one) => one.name === 'Euro')?.detail).toBe('EUR');
  });
});
