/** Every request this program builds, judged by Intuit's schema. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DOCUMENT_KINDS, SETTLEMENT_KINDS } from '../../../src/domain/job.ts';
import { LISTS } from '../../../src/domain/listRecord.ts';
import type { TxnID } from '../../../src/domain/ids.ts';
import { companyQuery, hostQuery, preferencesQuery } from '../../../src/quickbooks/qbxml/company.ts';
import { customerAdd, customerQuery } from '../../../src/quickbooks/qbxml/customer.ts';
import { customFieldWrites } from '../../../src/quickbooks/qbxml/dataExt.ts';
import { documentAdd, documentQuery } from '../../../src/quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../../src/quickbooks/qbxml/envelope.ts';
import { inventoryQuery, itemQueryByFullName, itemQueryByListId } from '../../../src/quickbooks/qbxml/item.ts';
import { itemSitesQuery } from '../../../src/quickbooks/qbxml/itemSites.ts';
import { itemAdd } from '../../../src/quickbooks/qbxml/itemAdd.ts';
import { listQuery } from '../../../src/quickbooks/qbxml/lists.ts';
import { settlementAdd } from '../../../src/quickbooks/qbxml/settlement.ts';
import { transactionQuery } from '../../../src/quickbooks/qbxml/transaction.ts';
import { txnDeletedQuery } from '../../../src/quickbooks/qbxml/txnDeleted.ts';
import { WRITTEN_KINDS } from '../../../src/quickbooks/qbxml/txnTypes.ts';
import { OWNER_ID } from '../../../src/quickbooks/qwcFile.ts';
import type { XmlElement } from '../../../src/quickbooks/xml/tree.ts';
import { ADDRESS, CUSTOMER, DRAFT, FULL, ITEMS, SETTLEMENTS, STAMP } from './samples.ts';
import { schemaComplaints } from '../../support/schemaCheck.ts';
import { noSchema, schemaErrors } from './schemaCheck.ts';

const bare = { ...DRAFT, billAddress: null, shipAddress: null, paymentMethod: null, taxItem: null, memo: '', depositTo: null,
  externalGuid: '' };

const requests: readonly (readonly [string, XmlElement])[] = [
  ['host', hostQuery('1')],
  ['company', companyQuery('2', OWNER_ID)],
  ['preferences', preferencesQuery('3')],
  ['customers', customerQuery('4', ['A', 'B:C'])],
  ['customer', customerAdd('5', { ...CUSTOMER, shipAddress: ADDRESS })],
  ['bare customer', customerAdd('5', { ...CUSTOMER, companyName: 'X', billAddress: null, phone: '', email: '', notes: '' })],
  ['items by name', itemQueryByFullName('6', ['A'])],
  ['items with custom fields', itemQueryByFullName('6', ['A'], { customFields: true })],
  ...ITEMS.flatMap((item) => [
    [`a new ${item.kind} item`, itemAdd('6', item)] as const,
    [`a bare ${item.kind} item`, itemAdd('6', { ...item, description: '', salesPrice: null, taxCode: null, externalGuid: '' })] as const,
  ]),
  ...LISTS.map((list) => [`the list ${list}`, listQuery('6', list)] as const),
  ...LISTS.filter((list) => list !== 'template').map((list) => [`names of ${list}`, listQuery('6', list, ['A', 'B'])] as const),
  ['items by ListID', itemQueryByListId('7', ['80-1', '81-1'])],
  ...(['inventory', 'assembly', 'group', 'nonInventory', 'service', 'otherCharge'] as const).flatMap((kind) => [
    [`${kind} by ListID`, inventoryQuery('8', kind, { by: 'listIds', listIds: ['80-1'] })] as const,
    [`modified ${kind}`, inventoryQuery('8', kind, { by: 'modified', from: STAMP, pageSize: 500 })] as const,
    [`${kind} at once`, inventoryQuery('8', kind, { by: 'modified', from: STAMP, pageSize: null })] as const,
    [`all ${kind}`, inventoryQuery('8', kind, { by: 'modified', from: null, pageSize: 500 })] as const,
    [`more ${kind}`, inventoryQuery('8', kind, { by: 'continue', iteratorId: '{0}', pageSize: 500 })] as const,
    [`${kind} with custom fields`, inventoryQuery('8', kind, { by: 'modified', from: STAMP, pageSize: 500 }, { customFields: true })] as const,
    [`number of ${kind}`, inventoryQuery('8', kind, { by: 'count' })] as const,
    [`ListIDs of ${kind}`, inventoryQuery('8', kind, { by: 'ids', iteratorId: null, pageSize: 5_000 })] as const,
    [`more ListIDs of ${kind}`, inventoryQuery('8', kind, { by: 'ids', iteratorId: '{0}', pageSize: 5_000 })] as const,
    [`ListIDs of ${kind} at once`, inventoryQuery('8', kind, { by: 'ids', iteratorId: null, pageSize: null })] as const,
  ]),
  ['stock by site', itemSitesQuery('8', ['80-1', '81-1'])],
  ...DOCUMENT_KINDS.flatMap((kind) => [
    [kind, documentAdd('9', { ...DRAFT, kind })] as const,
    [`full ${kind}`, documentAdd('9', { ...FULL, kind })] as const,
    [`full ${kind} for an old QuickBooks`, documentAdd('9', { ...FULL, kind }, '9.0')] as const,
    [`bare ${kind}`, documentAdd('9', { ...bare, kind })] as const,
  ]),
  ...SETTLEMENT_KINDS.flatMap((kind) => [
    [kind, settlementAdd('9', SETTLEMENTS[kind])] as const,
    [`bare ${kind}`, settlementAdd('9', { ...SETTLEMENTS[kind], memo: '', refNumber: '', externalGuid: '' })] as const,
  ]),
  ...WRITTEN_KINDS.flatMap((kind) => [
    [`${kind} by TxnID`, documentQuery('9', kind, { by: 'txnIds', txnIds: ['1-1'] }, true)] as const,
    [`${kind} by number`, documentQuery('9', kind, { by: 'refNumbers', refNumbers: ['W1', 'W2'] }, false)] as const,
    [`${kind} by time`, documentQuery('9', kind, { by: 'modifiedSince', from: STAMP }, true)] as const,
    [`${kind} with custom fields`, documentQuery('9', kind, { by: 'txnIds', txnIds: ['1-1'] }, true, { customFields: true })] as const,
    ...customFieldWrites('9', { kind, txnId: '1-1' as TxnID }, [{ name: 'A', value: '1' }, { name: 'B', value: '2' }], { B: 'x' })
      .map((request) => [`a custom field of a ${kind} (${request.name})`, request] as const),
  ]),
  ['transactions by number', transactionQuery('10', { by: 'refNumbers', refNumbers: ['W1', 'W2'] })],
  ['transactions by TxnID', transactionQuery('10', { by: 'txnIds', txnIds: ['1-1'] })],
  ['orders by number', transactionQuery('10', { by: 'refNumbers', refNumbers: ['W1'], kinds: DOCUMENT_KINDS })],
  ['deleted', txnDeletedQuery('11', WRITTEN_KINDS)],
  ['deleted since', txnDeletedQuery('11', ['invoice'], { from: STAMP })],
];

describe.skipIf(noSchema)('Intuit\'s schema', () => {
  const textOf = (request: XmlElement): string => writeMessageSet({ newMessageSetId: 'ABC', requests: [request] });
  let complaints: readonly string[] = [];
  // One run of xmllint for all of them: reading the schema is what takes its time.
  beforeAll(() => { complaints = schemaComplaints(requests.map(([, request]) => textOf(request))); });

  it.each(requests)('takes our request: %s', (_name, request) => {
    expect(complaints.filter((one) => one.endsWith(textOf(request)))).toEqual([]);
  });

  it('has no complaint that belongs to none of them', () => {
    expect(complaints).toEqual([]);
  });

  it('takes a status check and a clearing set', () => {
    expect(schemaErrors(writeMessageSet({ newMessageSetId: 'A', oldMessageSetId: 'A', requests: [] }))).toBe('');
    expect(schemaErrors(writeMessageSet({ oldMessageSetId: 'ClearAllMessageSets', requests: [] }))).toBe('');
  });

  it('would notice a wrong order', () => {
    const [add] = documentAdd('1', DRAFT).children;
    if (add === undefined) throw new Error('no Add');
    const turned = { ...documentAdd('1', DRAFT), children: [{ ...add, children: add.children.toReversed() }] };
    expect(schemaErrors(writeMessageSet({ requests: [turned] }))).toContain('fails to validate');
  });

  it('would notice a text that is too long', () => {
    expect(schemaErrors(writeMessageSet({ requests: [documentAdd('1', { ...DRAFT, refNumber: 'W12345678901' })] })))
      .toContain('fails to validate');
  });
});
