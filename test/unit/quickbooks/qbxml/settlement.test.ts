/** Payments and refunds in qbXML: each kind's own order, and what comes back. */
import { describe, expect, it } from 'vitest';
import { SETTLEMENT_KINDS } from '../../../../src/domain/job.ts';
import { cents } from '../../../../src/domain/money.ts';
import { readSettlements, settlementAdd } from '../../../../src/quickbooks/qbxml/settlement.ts';
import { writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { answerOf, codeOf, good, GUID, OK, SETTLEMENTS } from '../samples.ts';

const MEMO = '<Memo>Payment of 1036 key SB7F</Memo>';
const named = (ref: string, name: string): string => `<${ref}><FullName>${name}</FullName></${ref}>`;

describe('settlementAdd', () => {
  it('applies a payment to its invoice', () => {
    expect(writeXml(settlementAdd('p', SETTLEMENTS.receivePayment))).toBe('<ReceivePaymentAddRq requestID="p"><ReceivePaymentAdd>'
      + `${named('CustomerRef', 'Web Store Customer')}${named('ARAccountRef', 'A/R')}<TxnDate>2026-11-20</TxnDate><RefNumber>W1036</RefNumber>`
      + `<TotalAmount>20.98</TotalAmount>${named('PaymentMethodRef', 'Visa')}${MEMO}${named('DepositToAccountRef', 'Clearing')}`
      + `<ExternalGUID>${GUID}</ExternalGUID><AppliedToTxnAdd><TxnID>1F-1</TxnID><PaymentAmount>20.98</PaymentAmount></AppliedToTxnAdd>`
      + '</ReceivePaymentAdd></ReceivePaymentAddRq>');
  });

  it('applies a refund by card to its credit memo, from the account the receipt went to', () => {
    expect(writeXml(settlementAdd('r', SETTLEMENTS.arRefundCreditCard))).toBe('<ARRefundCreditCardAddRq requestID="r"><ARRefundCreditCardAdd>'
      + `${named('CustomerRef', 'Web Store Customer')}${named('RefundFromAccountRef', 'Clearing')}${named('ARAccountRef', 'A/R')}`
      + `<TxnDate>2026-11-20</TxnDate><RefNumber>W1036</RefNumber>${named('PaymentMethodRef', 'Visa')}${MEMO}<ExternalGUID>${GUID}</ExternalGUID>`
      + '<RefundAppliedToTxnAdd><TxnID>1F-1</TxnID><RefundAmount>20.98</RefundAmount></RefundAppliedToTxnAdd>'
      + '</ARRefundCreditCardAdd></ARRefundCreditCardAddRq>');
  });

  it('applies a check to its credit memo: payee and expense line are the customer, the account is A/R, the amounts are equal', () => {
    expect(writeXml(settlementAdd('c', SETTLEMENTS.check))).toBe('<CheckAddRq requestID="c"><CheckAdd>'
      + `${named('AccountRef', 'Checking')}${named('PayeeEntityRef', 'Web Store Customer')}<RefNumber>W1036</RefNumber><TxnDate>2026-11-20</TxnDate>`
      + `${MEMO}<IsToBePrinted>false</IsToBePrinted><ExternalGUID>${GUID}</ExternalGUID>`
      + '<ApplyCheckToTxnAdd><TxnID>1F-1</TxnID><Amount>20.98</Amount></ApplyCheckToTxnAdd>'
      + `<ExpenseLineAdd>${named('AccountRef', 'A/R')}<Amount>20.98</Amount>${MEMO}${named('CustomerRef', 'Web Store Customer')}</ExpenseLineAdd>`
      + '</CheckAdd></CheckAddRq>');
  });

  it('leaves out what is null or empty', () => {
    const names = writeXml(settlementAdd('p', { ...SETTLEMENTS.receivePayment, arAccount: null, paymentMethod: '', depositTo: null, memo: '', refNumber: '', externalGuid: '' }))
      .match(/(?<=<)\w+(?=[ >])/g);
    expect(names).toEqual(['ReceivePaymentAddRq', 'ReceivePaymentAdd', 'CustomerRef', 'FullName', 'TxnDate', 'TotalAmount', 'AppliedToTxnAdd', 'TxnID', 'PaymentAmount']);
    expect(writeXml(settlementAdd('r', { ...SETTLEMENTS.arRefundCreditCard, arAccount: null, paymentMethod: null, refundFrom: null }))).not.toContain('AccountRef');
  });
});

const HEAD = '<TxnID>2F-1</TxnID><EditSequence>9</EditSequence><TxnNumber>77</TxnNumber>';
const TAIL = `<TxnDate>2026-11-20</TxnDate><RefNumber>W1036</RefNumber>`;
const RECORDS = {
  receivePayment: ['ReceivePayment', `${HEAD}${named('CustomerRef', 'Web')}${TAIL}<TotalAmount>20.98</TotalAmount>${MEMO}<ExternalGUID>${GUID}</ExternalGUID>`
    + '<AppliedToTxnRet><TxnID>1F-1</TxnID><TxnType>Invoice</TxnType></AppliedToTxnRet><AppliedToTxnRet><TxnID>1F-2</TxnID></AppliedToTxnRet>'],
  arRefundCreditCard: ['ARRefundCreditCard', `${HEAD}${named('CustomerRef', 'Web')}${TAIL}<TotalAmount>20.98</TotalAmount>${MEMO}`
    + `<ExternalGUID>${GUID}</ExternalGUID><RefundAppliedToTxnRet><TxnID>1F-1</TxnID></RefundAppliedToTxnRet>`
    + '<RefundAppliedToTxnRet><TxnID>1F-2</TxnID></RefundAppliedToTxnRet>'],
  check: ['Check', `${HEAD}${named('PayeeEntityRef', 'Web')}${TAIL}<Amount>20.98</Amount>${MEMO}<ExternalGUID>${GUID}</ExternalGUID>`
    + `<LinkedTxn><TxnID>1F-1</TxnID></LinkedTxn><LinkedTxn><TxnID>1F-2</TxnID></LinkedTxn><ExpenseLineRet>${named('CustomerRef', 'Other')}</ExpenseLineRet>`],
} as const;

describe('readSettlements', () => {
  it.each(SETTLEMENT_KINDS)('reads a %s from its query and from its Add', (kind) => {
    const [type, inner] = RECORDS[kind];
    const expected = {
      kind, txnId: '2F-1', editSequence: '9', txnNumber: '77', refNumber: 'W1036', txnDate: '2026-11-20', customerName: 'Web',
      memo: 'Payment of 1036 key SB7F', externalGuid: GUID, totalAmount: cents(2098), appliedTo: ['1F-1', '1F-2'],
    };
    for (const verb of ['Query', 'Add']) {
      const answer = answerOf(`<${type}${verb}Rs ${OK}><${type}Ret>${inner}</${type}Ret><ErrorRecovery><TxnID>2F-1</TxnID></ErrorRecovery></${type}${verb}Rs>`);
      expect(good(readSettlements(answer))).toEqual([expected]);
    }
  });

  it('finds whom a check without a payee is for on its expense line', () => {
    const answer = answerOf(`<CheckQueryRs ${OK}><CheckRet><TxnID>1</TxnID><ExpenseLineRet>${named('CustomerRef', 'Web')}</ExpenseLineRet></CheckRet></CheckQueryRs>`);
    expect(good(readSettlements(answer))[0]).toMatchObject({ customerName: 'Web', totalAmount: null, appliedTo: [] });
  });

  it('refuses what it cannot read, and never takes an error for "none"', () => {
    const check = (inner: string): string => `<CheckQueryRs ${OK}><CheckRet>${inner}</CheckRet></CheckQueryRs>`;
    expect(codeOf(readSettlements(answerOf(check(''))))).toBe('recordUnreadable');
    expect(codeOf(readSettlements(answerOf(check('<TxnID>1</TxnID><Amount>1,00</Amount>'))))).toBe('recordUnreadable');
    expect(codeOf(readSettlements(answerOf(`<CheckQueryRs ${OK}><InvoiceRet><TxnID>1</TxnID></InvoiceRet></CheckQueryRs>`)))).toBe('recordUnreadable');
    expect(codeOf(readSettlements(answerOf(`<InvoiceQueryRs ${OK}/>`)))).toBe('unexpectedAnswer');
    expect(codeOf(readSettlements(answerOf('<ReceivePaymentAddRs requestID="1" statusCode="3210" statusSeverity="Error"/>')))).toBe('status3210');
    expect(good(readSettlements(answerOf('<CheckQueryRs requestID="1" statusCode="1" statusSeverity="Info"/>')))).toEqual([]);
  });
});
