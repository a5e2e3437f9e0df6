/** Whatever an answer holds, a reader gives records or a Problem in words, and never throws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTS } from '../../src/domain/listRecord.ts';
import type { Result } from '../../src/domain/result.ts';
import { readIdentity } from '../../src/quickbooks/qbxml/company.ts';
import { readCustomers } from '../../src/quickbooks/qbxml/customer.ts';
import { readDocuments } from '../../src/quickbooks/qbxml/document.ts';
import { answerFor, errorRecovery, readMessageSet, type Answer } from '../../src/quickbooks/qbxml/envelope.ts';
import { readItems } from '../../src/quickbooks/qbxml/item.ts';
import { readList } from '../../src/quickbooks/qbxml/lists.ts';
import { readPosted } from '../../src/quickbooks/qbxml/postedDocument.ts';
import { readSettlements } from '../../src/quickbooks/qbxml/settlement.ts';
import { classifyHresult, classifyStatus } from '../../src/quickbooks/qbxml/status.ts';
import { readTransactions } from '../../src/quickbooks/qbxml/transaction.ts';
import { readDeleted } from '../../src/quickbooks/qbxml/txnDeleted.ts';
import { readQwc } from '../../src/quickbooks/qwcFile.ts';
import { element, type XmlElement } from '../../src/quickbooks/xml/tree.ts';
import { writeXml } from '../../src/quickbooks/xml/write.ts';

const answerName = fc.constantFrom(
  'CustomerQueryRs', 'CustomerAddRs', 'ItemQueryRs', 'ItemInventoryQueryRs', 'SalesReceiptAddRs', 'InvoiceQueryRs', 'TransactionQueryRs',
  'ReceivePaymentQueryRs', 'ARRefundCreditCardAddRs', 'CheckQueryRs', 'AccountQueryRs', 'TermsQueryRs', 'TemplateQueryRs', 'SalesRepQueryRs',
  'TxnDeletedQueryRs', 'HostQueryRs', 'CompanyQueryRs', 'PreferencesQueryRs', 'FooRs', 'Foo',
);
const recordName = fc.constantFrom(
  'CustomerRet', 'ItemInventoryRet', 'ItemGroupRet', 'ItemFooRet', 'SalesReceiptRet', 'InvoiceRet', 'CheckRet', 'TransactionRet',
  'TxnDeletedRet', 'ReceivePaymentRet', 'ARRefundCreditCardRet', 'AccountRet', 'StandardTermsRet', 'TemplateRet', 'SalesRepRet',
  'ErrorRecovery', 'HostRet', 'CompanyRet', 'PreferencesRet',
);
const fieldName = fc.constantFrom(
  'ListID', 'TxnID', 'Name', 'FullName', 'IsActive', 'QuantityOnHand', 'TotalAmount', 'Subtotal', 'SalesTaxTotal', 'Amount', 'TxnType',
  'TxnDelType',
  'AppliedToTxnRet', 'LinkedTxn', 'ExpenseLineRet', 'AccountType', 'Initial', 'SalesPrice', 'SalesOrPurchase', 'Price', 'BillAddress', 'Addr1',
  'AppliedAmount', 'BalanceRemaining', 'SalesTaxPercentage', 'IsPrintItemsInGroup', 'Rate', 'MultiCurrencyPreferences', 'HomeCurrencyRef',
  'ItemGroupLine', 'SalesReceiptLineRet', 'SalesReceiptLineGroupRet', 'ItemRef', 'Quantity', 'AccountingPreferences', 'ClosingDate',
  'DataExtRet',
  'DataExtName', 'IsMultiCurrencyOn',
);
const value = fc.oneof(
  fc.constantFrom('', ' ', '1', 'true', '-0.5', '80-1', '2026-02-30', 'FileID', '1e9', 'NaN', '99999999999999999999', '0x10'),
  fc.string({ maxLength: 6 }),
);
const leaf = fc.tuple(fieldName, value).map(([name, text]) => element(name, text));
const field = fc.oneof(leaf, fc.tuple(fieldName, fc.array(leaf, { maxLength: 4 })).map(([name, inner]) => element(name, inner)));
const record = fc.tuple(recordName, fc.array(field, { maxLength: 8 })).map(([name, fields]) => element(name, fields));
const attributes = fc.record({
  requestID: value, statusCode: fc.oneof(fc.constantFrom('0', '1', '500', '3140', '-1'), value),
  statusSeverity: fc.constantFrom('Info', 'Warn', 'Error', '', 'info'),
  statusMessage: value, retCount: value, iteratorRemainingCount: value,
}, { requiredKeys: ['statusCode', 'statusSeverity'], noNullPrototype: true });
const answer = fc.tuple(answerName, fc.array(record, { maxLength: 3 }), attributes).map(([name, records, marks]) => element(name, records,
marks));
const set = fc.array(answer, { maxLength: 4 }).map((answers) => element('QBXML', [element('QBXMLMsgsRs', answers)]));

function sound(result: Result<unknown>): void {
  if (result.ok) return;
  for (const words of [result.error.code, result.error.what, result.error.todo]) expect(words.length).toBeGreaterThan(0);
  expect(result.error.what).not.toMatch(/undefined|\[object/);
}

/** A readable answer around any records, so that the record readers are really reached. */
function answerAround(name: string, records: readonly XmlElement[]): Answer {
  return {
    name, requestId: '1', statusCode: 0, severity: 'Info', message: '', retCount: null, iteratorId: null, iteratorRemaining: null,
    element: element(name, records),
  };
}

describe('readers', () => {
  it('never throw on whole answers', () => {
    fc.assert(fc.property(set, (root) => {
      const text = writeXml(root);
      sound(readIdentity(text));
      sound(readQwc(text));
      const read = readMessageSet(text);
      sound(read);
      if (!read.ok) return;
      for (const one of read.value.answers) {
        expect(classifyStatus(one).problem.what).not.toBe('');
        errorRecovery(one);
        if (one.requestId !== null) answerFor(read.value, one.requestId);
        for (const reader of [readCustomers, readItems, readDocuments, readPosted, readSettlements, readTransactions, readDeleted]) sound(reader(one));
        for (const list of LISTS) sound(readList(one, list));
      }
    }), { numRuns: 500 });
  });

  it('never throw on records', () => {
    fc.assert(fc.property(fc.array(record, { maxLength: 4 }), (records) => {
      for (const [name, reader] of [
        ['CustomerQueryRs', readCustomers], ['ItemQueryRs', readItems], ['SalesReceiptQueryRs', readDocuments],
        ['TransactionQueryRs', readTransactions], ['TxnDeletedQueryRs', readDeleted], ['InvoiceQueryRs', readPosted], ['CheckQueryRs', readSettlements],
        ['AccountQueryRs', (answer: Answer) => readList(answer, 'account')], ['TermsQueryRs', (answer: Answer) => readList(answer, 'terms')],
      ] as const) sound(reader(answerAround(name, records)));
    }), { numRuns: 1000 });
  });

  it('take only 0x80040400 as proof that nothing ran, in whatever is passed as hresult', () => {
    const signed = fc.oneof(fc.integer(), fc.constantFrom(-2_147_220_480, -2_147_220_479)).map(String);
    const hexadecimal = fc.oneof(fc.integer({ min: 0, max: 0xffff_ffff }), fc.constantFrom(0x8004_0400, 0x8004_0401))
      .map((code) => code.toString(16));
    const prefixed = hexadecimal.map((digits) => `0x${digits}`);
    const any = fc.oneof(fc.string(), signed, hexadecimal, prefixed, prefixed.map((digits) => ` ${digits.toUpperCase()}`));
    fc.assert(fc.property(any, fc.string(), (hresult, message) => {
      const verdict = classifyHresult(hresult, message);
      expect(verdict.nothingRan).toBe(/^\s*((0x)?80040400|-2147220480)\s*$/i.test(hresult));
      expect(verdict.problem.todo).not.toBe('');
    }), { numRuns: 1000 });
  });

  it('never call an Error done', () => {
    fc.assert(fc.property(fc.integer({ min: -10, max: 10_000 }), fc.string(), (statusCode, message) => {
      expect(classifyStatus({ statusCode, severity: 'Error', message }).class).not.toBe('ok');
    }));
  });
});
