/** Transactions of any kind, and deleted ones. */
import { describe, expect, it } from 'vitest';
import { readTransactions, transactionQuery } from '../../../../src/quickbooks/qbxml/transaction.ts';
import { readDeleted, txnDeletedQuery } from '../../../../src/quickbooks/qbxml/txnDeleted.ts';
import { writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { answerOf, codeOf, good, OK, STAMP } from '../samples.ts';

describe('transactionQuery', () => {
  it('looks for numbers among our kinds, posted or not', () => {
    expect(writeXml(transactionQuery('t', { by: 'refNumbers', refNumbers: ['W1', 'W2'] }))).toBe('<TransactionQueryRq requestID="t">'
      + '<RefNumberCaseSensitive>W1</RefNumberCaseSensitive><RefNumberCaseSensitive>W2</RefNumberCaseSensitive>'
      + '<TransactionTypeFilter><TxnTypeFilter>SalesReceipt</TxnTypeFilter><TxnTypeFilter>Invoice</TxnTypeFilter>'
      + '<TxnTypeFilter>SalesOrder</TxnTypeFilter><TxnTypeFilter>CreditMemo</TxnTypeFilter><TxnTypeFilter>ReceivePayment</TxnTypeFilter>'
      + '<TxnTypeFilter>ARRefundCreditCard</TxnTypeFilter><TxnTypeFilter>Check</TxnTypeFilter></TransactionTypeFilter>'
      + '<TransactionDetailLevelFilter>SummaryOnly</TransactionDetailLevelFilter>'
      + '<TransactionPostingStatusFilter>Either</TransactionPostingStatusFilter></TransactionQueryRq>');
  });

  it('looks among the kinds that are asked for', () => {
    expect(writeXml(transactionQuery('t', { by: 'refNumbers', refNumbers: ['W1'], kinds: ['check'] })))
      .toContain('<TransactionTypeFilter><TxnTypeFilter>Check</TxnTypeFilter></TransactionTypeFilter>');
    expect(() => transactionQuery('t', { by: 'refNumbers', refNumbers: ['W1'], kinds: [] })).toThrow(RangeError);
  });

  it('looks for TxnIDs, and never for everything', () => {
    expect(writeXml(transactionQuery('t', { by: 'txnIds', txnIds: ['1-1'] })))
      .toBe('<TransactionQueryRq requestID="t"><TxnID>1-1</TxnID></TransactionQueryRq>');
    expect(() => transactionQuery('t', { by: 'refNumbers', refNumbers: [] })).toThrow(RangeError);
    expect(() => transactionQuery('t', { by: 'txnIds', txnIds: [] })).toThrow(RangeError);
  });
});

describe('readTransactions', () => {
  it('reads what there is', () => {
    const full = '<TransactionRet><TxnType>SalesReceipt</TxnType><TxnID>1-1</TxnID><EntityRef><FullName>Web</FullName></EntityRef>'
      + '<TxnDate>2026-11-20</TxnDate>'
      + '<RefNumber>W1</RefNumber><Amount>-12.30</Amount><Memo>key</Memo></TransactionRet>';
    const bare = '<TransactionRet><TxnType>Check</TxnType><TxnID>2-2</TxnID></TransactionRet>';
    expect(good(readTransactions(answerOf(`<TransactionQueryRs ${OK}>${full}${bare}</TransactionQueryRs>`)))).toEqual([
      { type: 'SalesReceipt', txnId: '1-1', refNumber: 'W1', txnDate: '2026-11-20', entityName: 'Web', amount: -1230, memo: 'key' },
      { type: 'Check', txnId: '2-2', refNumber: '', txnDate: '', entityName: '', amount: null, memo: '' },
    ]);
    expect(good(readTransactions(answerOf('<TransactionQueryRs requestID="1" statusCode="500" statusSeverity="Warn"/>')))).toEqual([]);
  });

  it.each(['<TxnID>1</TxnID>', '<TxnType>Check</TxnType>',
    '<TxnType>Check</TxnType><TxnID>1</TxnID><Amount>x</Amount>'])('refuses a record with %s', (inner) => {
    expect(codeOf(readTransactions(answerOf(`<TransactionQueryRs ${OK}><TransactionRet>${inner}</TransactionRet></TransactionQueryRs>`))))
      .toBe('recordUnreadable');
  });

  it('never takes an error for "none"', () => {
    expect(codeOf(readTransactions(answerOf('<TransactionQueryRs requestID="1" statusCode="1000" statusSeverity="Error"/>'))))
      .toBe('status1000');
    expect(codeOf(readTransactions(answerOf('<InvoiceQueryRs requestID="1" statusCode="1" statusSeverity="Info"/>'))))
      .toBe('unexpectedAnswer');
  });
});

describe('deleted transactions', () => {
  it('are asked for by kind and time', () => {
    expect(writeXml(txnDeletedQuery('d', ['invoice', 'creditMemo'])))
      .toBe('<TxnDeletedQueryRq requestID="d"><TxnDelType>Invoice</TxnDelType><TxnDelType>CreditMemo</TxnDelType></TxnDeletedQueryRq>');
    expect(writeXml(txnDeletedQuery('d', ['salesReceipt'], { from: STAMP })))
      .toBe('<TxnDeletedQueryRq requestID="d"><TxnDelType>SalesReceipt</TxnDelType>'
      + '<DeletedDateRangeFilter><FromDeletedDate>2026-11-21T09:30:00</FromDeletedDate></DeletedDateRangeFilter></TxnDeletedQueryRq>');
    expect(() => txnDeletedQuery('d', [])).toThrow(RangeError);
  });

  it('are read', () => {
    const record = '<TxnDeletedRet><TxnDelType>Invoice</TxnDelType><TxnID>1-1</TxnID><TimeCreated>2026-11-01T00:00:00-05:00</TimeCreated>'
      + '<TimeDeleted>2026-11-20T10:00:00-05:00</TimeDeleted><RefNumber>W1</RefNumber></TxnDeletedRet>';
    expect(good(readDeleted(answerOf(`<TxnDeletedQueryRs ${OK}>${record}</TxnDeletedQueryRs>`)))).toEqual([
      { type: 'Invoice', txnId: '1-1', refNumber: 'W1', deletedAt: '2026-11-20T10:00:00-05:00' },
    ]);
    expect(good(readDeleted(answerOf('<TxnDeletedQueryRs requestID="1" statusCode="1" statusSeverity="Info"/>')))).toEqual([]);
    for (const inner of ['<TxnID>1</TxnID>', '<TxnDelType>Invoice</TxnDelType>']) {
      const answer = answerOf(`<TxnDeletedQueryRs ${OK}><TxnDeletedRet>${inner}</TxnDeletedRet></TxnDeletedQueryRs>`);
      expect(codeOf(readDeleted(answer))).toBe('recordUnreadable');
    }
  });
});
