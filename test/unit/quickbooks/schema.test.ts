/** Every request this program builds, judged by Intuit's schema. */
import { describe, expect, it } from 'vitest';
import { DOCUMENT_KINDS } from '../../../src/domain/job.ts';
import { companyQuery, hostQuery, preferencesQuery } from '../../../src/quickbooks/qbxml/company.ts';
import { customerAdd, customerQuery } from '../../../src/quickbooks/qbxml/customer.ts';
import { documentAdd, documentQuery } from '../../../src/quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../../src/quickbooks/qbxml/envelope.ts';
import { inventoryQuery, itemQueryByFullName, itemQueryByListId } from '../../../src/quickbooks/qbxml/item.ts';
import { transactionQuery } from '../../../src/quickbooks/qbxml/transaction.ts';
import { txnDeletedQuery } from '../../../src/quickbooks/qbxml/txnDeleted.ts';
import { OWNER_ID } from '../../../src/quickbooks/qwcFile.ts';
import type { XmlElement } from '../../../src/quickbooks/xml/tree.ts';
import { ADDRESS, CUSTOMER, DRAFT, STAMP } from './samples.ts';
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
  ['items by ListID', itemQueryByListId('7', ['80-1', '81-1'])],
  ...(['inventory', 'assembly'] as const).flatMap((kind) => [
    [`${kind} by ListID`, inventoryQuery('8', kind, { by: 'listIds', listIds: ['80-1'] })] as const,
    [`modified ${kind}`, inventoryQuery('8', kind, { by: 'modified', from: STAMP, pageSize: 500 })] as const,
    [`${kind} at once`, inventoryQuery('8', kind, { by: 'modified', from: STAMP, pageSize: null })] as const,
    [`all ${kind}`, inventoryQuery('8', kind, { by: 'modified', from: null, pageSize: 500 })] as const,
    [`more ${kind}`, inventoryQuery('8', kind, { by: 'continue', iteratorId: '{0}', pageSize: 500 })] as const,
    [`number of ${kind}`, inventoryQuery('8', kind, { by: 'count' })] as const,
  ]),
  ...DOCUMENT_KINDS.flatMap((kind) => [
    [kind, documentAdd('9', { ...DRAFT, kind })] as const,
    [`bare ${kind}`, documentAdd('9', { ...bare, kind })] as const,
    [`${kind} by TxnID`, documentQuery('9', kind, { by: 'txnIds', txnIds: ['1-1'] }, true)] as const,
    [`${kind} by number`, documentQuery('9', kind, { by: 'refNumbers', refNumbers: ['W1', 'W2'] }, false)] as const,
    [`${kind} by time`, documentQuery('9', kind, { by: 'modifiedSince', from: STAMP }, true)] as const,
  ]),
  ['transactions by number', transactionQuery('10', { by: 'refNumbers', refNumbers: ['W1', 'W2'] })],
  ['transactions by TxnID', transactionQuery('10', { by: 'txnIds', txnIds: ['1-1'] })],
  ['deleted', txnDeletedQuery('11', DOCUMENT_KINDS)],
  ['deleted since', txnDeletedQuery('11', ['invoice'], { from: STAMP })],
];

describe.skipIf(noSchema)('Intuit\'s schema', () => {
  it.each(requests)('takes our request: %s', (_name, request) => {
    expect(schemaErrors(writeMessageSet({ newMessageSetId: 'ABC', requests: [request] }))).toBe('');
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
