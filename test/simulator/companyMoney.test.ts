/** Payments, refunds and checks: what they settle, what QuickBooks refuses, balances, recovery, and the auditor's view. */
import { describe, expect, it } from 'vitest';
import { formatCents } from '../../src/domain/money.ts';
import { child, childrenOf, textAt, type XmlElement } from '../../src/quickbooks/xml/tree.ts';
import { isSettled } from '../../src/simulator/company/audit.ts';
import type { Temperament } from '../../src/simulator/company/recovery.ts';
import { add, first, harness, message, must, status, texts, type Harness } from './companyHarness.ts';

const WHO = 'Web Store Customer';
const ref = (name: string, fullName: string): string => `<${name}><FullName>${fullName}</FullName></${name}>`;
const idOf = (response: XmlElement): string => textAt(response.children[0] ?? response, 'TxnID');

function document(h: Harness, type: string, amount: string, more: { readonly customer?: string; readonly number?: string; readonly header?: string } = {}): string {
  const response = h.ask(add({ type, customer: WHO, ...more, lines: [{ item: 'Gift Wrap', quantity: '1', amount, code: 'Non' }] }));
  if (status(response) !== '0') throw new Error(response.attributes['statusMessage']);
  return idOf(response);
}

type Pay = { readonly customer?: string; readonly total?: string; readonly applied?: readonly (readonly [string, string | null])[]; readonly inner?: string; readonly header?: string };

function pay({ customer = WHO, total = '10.00', applied = [], inner, header = '' }: Pay): string {
  const each = applied.map(([id, amount]) => `<AppliedToTxnAdd><TxnID>${id}</TxnID>${amount === null ? '' : `<PaymentAmount>${amount}</PaymentAmount>`}</AppliedToTxnAdd>`).join('');
  return `<ReceivePaymentAddRq requestID="p"><ReceivePaymentAdd>${ref('CustomerRef', customer)}<TxnDate>2026-03-02</TxnDate><RefNumber>P1</RefNumber>` +
    `<TotalAmount>${total}</TotalAmount>${header}${inner ?? each}</ReceivePaymentAdd></ReceivePaymentAddRq>`;
}

function cardRefund(credit: string, amount: string, customer = WHO, header = ''): string {
  return `<ARRefundCreditCardAddRq requestID="r"><ARRefundCreditCardAdd>${ref('CustomerRef', customer)}${header}<TxnDate>2026-03-02</TxnDate><RefNumber>R1</RefNumber>` +
    `${ref('PaymentMethodRef', 'Visa')}<RefundAppliedToTxnAdd><TxnID>${credit}</TxnID><RefundAmount>${amount}</RefundAmount></RefundAppliedToTxnAdd></ARRefundCreditCardAdd></ARRefundCreditCardAddRq>`;
}

function check(parts: { readonly account?: string; readonly payee?: string; readonly apply?: string; readonly lines?: string }): string {
  const { account = 'Checking', payee = WHO, apply = '', lines = '' } = parts;
  return `<CheckAddRq requestID="c"><CheckAdd>${ref('AccountRef', account)}${payee === '' ? '' : ref('PayeeEntityRef', payee)}<RefNumber>C1</RefNumber>` +
    `<TxnDate>2026-03-02</TxnDate>${apply}${lines}</CheckAdd></CheckAddRq>`;
}
const expense = (amount: string, account = 'Accounts Receivable'): string => `<ExpenseLineAdd>${ref('AccountRef', account)}<Amount>${amount}</Amount></ExpenseLineAdd>`;
const apply = (id: string, amount: string): string => `<ApplyCheckToTxnAdd><TxnID>${id}</TxnID><Amount>${amount}</Amount></ApplyCheckToTxnAdd>`;
const balance = (h: Harness, customer = WHO): string => formatCents(h.company.ledger().customers.find((one) => one.fullName === customer)?.balance ?? (0 as never));
const invoiceOf = (h: Harness, id: string): XmlElement =>
  first(h.ask(`<InvoiceQueryRq><TxnID>${id}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns></InvoiceQueryRq>`));
const money = (ret: XmlElement, ...names: readonly string[]): string[] => names.map((name) => textAt(ret, name));

describe('ReceivePayment', () => {
  it('pays an invoice in two parts: open amount, IsPaid, LinkedTxn, the customer at 0', () => {
    const h = harness();
    const invoice = document(h, 'Invoice', '10.00');
    expect(balance(h)).toBe('10.00');
    const answer = h.ask(pay({ total: '4.00', applied: [[invoice, '4.00']], header: ref('PaymentMethodRef', 'Visa') }));
    expect(status(answer)).toBe('0');
    const ret = first(answer);
    expect(money(ret, 'TotalAmount', 'UnusedPayment')).toEqual(['4.00', '0.00']);
    expect(texts(ret, 'ARAccountRef', 'FullName').concat(texts(ret, 'DepositToAccountRef', 'FullName'))).toEqual(['Accounts Receivable', 'Undeposited Funds']);
    expect(money(must(child(ret, 'AppliedToTxnRet')), 'TxnID', 'TxnType', 'BalanceRemaining', 'Amount')).toEqual([invoice, 'Invoice', '6.00', '4.00']);
    expect(money(invoiceOf(h, invoice), 'AppliedAmount', 'BalanceRemaining', 'IsPaid')).toEqual(['-4.00', '6.00', 'false']);
    h.ask(pay({ total: '6.00', applied: [[invoice, '6.00']] }));
    const paid = invoiceOf(h, invoice);
    expect(money(paid, 'BalanceRemaining', 'IsPaid')).toEqual(['0.00', 'true']);
    expect(childrenOf(paid, 'LinkedTxn').map((one) => money(one, 'TxnType', 'Amount'))).toEqual([['ReceivePayment', '-4.00'], ['ReceivePayment', '-6.00']]);
    expect(balance(h)).toBe('0.00');
    expect(h.ask('<InvoiceQueryRq><PaidStatus>PaidOnly</PaidStatus></InvoiceQueryRq>').children).toHaveLength(1);
    expect(status(h.ask('<InvoiceQueryRq><PaidStatus>NotPaidOnly</PaidStatus></InvoiceQueryRq>'))).toBe('1');
  });

  it.each<[string, string, (h: Harness, invoice: string) => string]>([
    ['more than is open', '3210', (_h, id) => pay({ total: '10.01', applied: [[id, '10.01']] })],
    ['more than is open, in two goes of one payment', '3210', (_h, id) => pay({ total: '12.00', applied: [[id, '6.00'], [id, '6.00']] })],
    ['more than the payment', '3210', (_h, id) => pay({ total: '5.00', applied: [[id, '6.00']] })],
    ['an invoice of somebody else', '3210', (_h, id) => pay({ customer: 'Walk-in Customer', applied: [[id, '10.00']] })],
    ['an invoice in another A/R account', '3210', (_h, id) => pay({ applied: [[id, '10.00']] }).replace('<TxnDate>', `${ref('ARAccountRef', 'Other Receivables')}<TxnDate>`)],
    ['an A/R account that is none', '3140', (_h, id) => pay({ applied: [[id, '10.00']] }).replace('<TxnDate>', `${ref('ARAccountRef', 'Sales')}<TxnDate>`)],
    ['a deposit into an income account', '3140', (_h, id) => pay({ applied: [[id, '10.00']], header: ref('DepositToAccountRef', 'Sales') })],
    ['a payment method that is not there', '3140', (_h, id) => pay({ applied: [[id, '10.00']], header: ref('PaymentMethodRef', 'Shells') })],
    ['an invoice that is not there', '3120', () => pay({ applied: [['FFFF-1234567890', '10.00']] })],
    ['an ID that cannot be one', '3000', () => pay({ applied: [['nonsense', '10.00']] })],
    ['a sales receipt', '3120', (h) => pay({ applied: [[document(h, 'SalesReceipt', '10.00'), '10.00']] })],
    ['a pending invoice', '3210', (h) => pay({ applied: [[document(h, 'Invoice', '10.00', { header: '<IsPending>true</IsPending>' }), '10.00']] })],
    ['no amount to apply', '3150', (_h, id) => pay({ applied: [[id, null]] })],
    ['nothing at all', '3210', () => pay({ total: '0.00', inner: '<IsAutoApply>false</IsAutoApply>' })],
    ['a discount without an account', '3270', (_h, id) => pay({
      total: '9.00',
      inner: `<AppliedToTxnAdd><TxnID>${id}</TxnID><PaymentAmount>9.00</PaymentAmount><DiscountAmount>1.00</DiscountAmount></AppliedToTxnAdd>`,
    })],
    ['a number of more than 20 characters', '3070', (_h, id) => pay({ applied: [[id, '10.00']] }).replace('>P1<', '>123456789012345678901<')],
    ['a customer who is not there', '3140', (_h, id) => pay({ customer: 'Nobody', applied: [[id, '10.00']] })],
    ['a blank customer', '3150', (_h, id) => pay({ customer: '', applied: [[id, '10.00']] })],
  ])('refuses %s (%s) and stores nothing', (_what, code, request) => {
    const h = harness();
    h.company.addListRecord('Account', 'Other Receivables', 'AccountsReceivable');
    const invoice = document(h, 'Invoice', '10.00');
    const body = request(h, invoice);
    const before = balance(h);
    expect(status(h.ask(body))).toBe(code);
    expect(h.company.ledger().others).toEqual([]);
    expect(balance(h)).toBe(before);
    expect(textAt(invoiceOf(h, invoice), 'BalanceRemaining')).toBe('10.00');
  });

  it('keeps what is over as unused, and applies by itself: the exact amount first, else the oldest', () => {
    const h = harness();
    const [old, exact] = [document(h, 'Invoice', '3.00'), document(h, 'Invoice', '7.00')];
    const auto = (total: string): XmlElement => first(h.ask(pay({ total, inner: '<IsAutoApply>true</IsAutoApply>' })));
    expect(texts(auto('7.00'), 'AppliedToTxnRet', 'TxnID')).toEqual([exact]);
    const over = auto('5.00');
    expect(texts(over, 'AppliedToTxnRet', 'TxnID')).toEqual([old]);
    expect(textAt(over, 'UnusedPayment')).toBe('2.00');
    expect(balance(h)).toBe('-2.00');
    expect(status(h.ask(cardRefund(textAt(over, 'TxnID'), '2.00')))).toBe('0');
    expect(balance(h)).toBe('0.00');
  });

  it('takes credits and discounts on the way', () => {
    const h = harness();
    const [invoice, credit] = [document(h, 'Invoice', '10.00'), document(h, 'CreditMemo', '4.00')];
    const inner = `<AppliedToTxnAdd><TxnID>${invoice}</TxnID><PaymentAmount>6.50</PaymentAmount><SetCredit><CreditTxnID>${credit}</CreditTxnID>` +
      `<AppliedAmount>3.00</AppliedAmount></SetCredit><DiscountAmount>0.50</DiscountAmount>${ref('DiscountAccountRef', 'Discounts Given')}</AppliedToTxnAdd>`;
    expect(status(h.ask(pay({ total: '6.50', inner })))).toBe('0');
    expect(money(invoiceOf(h, invoice), 'BalanceRemaining', 'IsPaid')).toEqual(['0.00', 'true']);
    expect(h.company.audit().open.map((one) => [one.kind, formatCents(one.open)])).toEqual([['CreditMemo', '1.00']]);
    expect(balance(h)).toBe('-1.00');
  });

  it('opens the invoice again when the payment is voided or deleted, and frees the payment when the invoice goes', () => {
    const h = harness();
    const invoice = document(h, 'Invoice', '10.00');
    const payment = (): string => idOf(h.ask(pay({ applied: [[invoice, '10.00']] })));
    h.company.voidTransaction(payment());
    expect(textAt(invoiceOf(h, invoice), 'BalanceRemaining')).toBe('10.00');
    const second = payment();
    h.company.deleteTransaction(second);
    expect([textAt(invoiceOf(h, invoice), 'BalanceRemaining'), balance(h)]).toEqual(['10.00', '10.00']);
    expect(texts(h.ask('<TxnDeletedQueryRq><TxnDelType>ReceivePayment</TxnDelType></TxnDeletedQueryRq>'), 'TxnDeletedRet', 'TxnID')).toEqual([second]);
    payment();
    h.company.deleteTransaction(invoice);
    expect(balance(h)).toBe('-10.00');
    expect(h.company.ledger().others.at(-1)).toMatchObject({ kind: 'ReceivePayment', open: 1000, links: [] });
  });

  it('is refused with 3176 while the invoice is open in a window, with 3175 while the customer is', () => {
    const h = harness();
    const invoice = document(h, 'Invoice', '10.00');
    const close = h.company.openTransaction(invoice);
    expect(status(h.ask(pay({ applied: [[invoice, '10.00']] })))).toBe('3176');
    close();
    const closeCustomer = h.company.openForEditing('customer', WHO);
    expect(status(h.ask(pay({ applied: [[invoice, '10.00']] })))).toBe('3175');
    closeCustomer();
    expect(status(h.ask(pay({ applied: [[invoice, '10.00']] })))).toBe('0');
  });
});

describe('giving back', () => {
  it('by card: what is left of the credit, in parts, down to a balance of 0', () => {
    const h = harness();
    const credit = document(h, 'CreditMemo', '10.00');
    expect(balance(h)).toBe('-10.00');
    const ret = first(h.ask(cardRefund(credit, '4.00')));
    expect(money(ret, 'TotalAmount')).toEqual(['4.00']);
    expect(money(must(child(ret, 'RefundAppliedToTxnRet')), 'TxnType', 'CreditRemaining', 'RefundAmount')).toEqual(['CreditMemo', '6.00', '4.00']);
    expect(texts(ret, 'RefundFromAccountRef', 'FullName')).toEqual(['Undeposited Funds']);
    expect(status(h.ask(cardRefund(credit, '6.01')))).toBe('3210');
    expect(status(h.ask(cardRefund(credit, '6.00')))).toBe('0');
    expect(status(h.ask(cardRefund(credit, '0.01')))).toBe('3210');
    expect([balance(h), isSettled(h.company.audit(), WHO)]).toEqual(['0.00', true]);
  });

  it('by card: refuses a foreign customer, an invoice, no amount, and an account money cannot come from', () => {
    const h = harness();
    const [credit, invoice] = [document(h, 'CreditMemo', '10.00'), document(h, 'Invoice', '10.00')];
    const from = (account: string): string => cardRefund(credit, '10.00', WHO, ref('RefundFromAccountRef', account));
    expect([cardRefund(credit, '10.00', 'Walk-in Customer'), cardRefund(invoice, '10.00'), cardRefund(credit, '0.00'), from('Sales'), from('Nowhere')]
      .map((body) => status(h.ask(body)))).toEqual(['3210', '3120', '3210', '3140', '3140']);
    expect(status(h.ask(from('Web Store Clearing')))).toBe('0');
  });

  it('by check: an expense line on accounts receivable, applied to the credit', () => {
    const h = harness();
    const credit = document(h, 'CreditMemo', '10.00');
    const response = h.ask(check({ apply: apply(credit, '10.00'), lines: expense('10.00') }));
    expect(status(response)).toBe('0');
    const ret = first(response);
    expect(money(ret, 'Amount')).toEqual(['10.00']);
    expect(money(must(child(ret, 'LinkedTxn')), 'TxnID', 'TxnType', 'Amount')).toEqual([credit, 'CreditMemo', '-10.00']);
    expect([balance(h), isSettled(h.company.audit(), WHO)]).toEqual(['0.00', true]);
    const memo = first(h.ask(`<CreditMemoQueryRq><TxnID>${credit}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns></CreditMemoQueryRq>`));
    expect([textAt(memo, 'CreditRemaining'), ...texts(memo, 'LinkedTxn', 'TxnType')]).toEqual(['0.00', 'Check']);
  });

  it.each<[string, string, (credit: string) => string]>([
    ['more than the credit', '3210', (id) => check({ apply: apply(id, '10.01'), lines: expense('10.01') })],
    ['more than the line', '3210', (id) => check({ apply: apply(id, '10.00'), lines: expense('9.00') })],
    ['no line on accounts receivable', '3210', (id) => check({ apply: apply(id, '10.00'), lines: expense('10.00', 'Merchant Fees') })],
    ['an account that is no bank', '3140', (id) => check({ account: 'Web Store Clearing', apply: apply(id, '10.00'), lines: expense('10.00') })],
    ['a payee who is a vendor', '3210', (id) => check({ payee: 'Hillside Supply', apply: apply(id, '10.00'), lines: expense('10.00') })],
    ['a payee who is not there', '3140', (id) => check({ payee: 'Nobody', apply: apply(id, '10.00'), lines: expense('10.00') })],
    ['another customer', '3210', (id) => check({ payee: 'Walk-in Customer', apply: apply(id, '10.00'), lines: expense('10.00') })],
    ['a credit that is not there', '3120', () => check({ apply: apply('FFFF-1234567890', '10.00'), lines: expense('10.00') })],
    ['a line without an account', '3270', () => check({ lines: '<ExpenseLineAdd><Amount>10.00</Amount></ExpenseLineAdd>' })],
    ['item lines', '1030', () => check({ lines: `<ItemLineAdd>${ref('ItemRef', 'MUG-RED')}</ItemLineAdd>` })],
  ])('by check: refuses %s (%s)', (_what, code, request) => {
    const h = harness();
    const credit = document(h, 'CreditMemo', '10.00');
    expect(status(h.ask(request(credit)))).toBe(code);
    expect([h.company.ledger().others.length, balance(h)]).toEqual([0, '-10.00']);
  });
});

describe('by hand', () => {
  it('a bookkeeper receives a payment and gives a credit back; a second time QuickBooks refuses', () => {
    const h = harness();
    const [invoice, credit] = [document(h, 'Invoice', '10.00'), document(h, 'CreditMemo', '4.00')];
    h.company.receivePayment({ of: invoice, method: 'Check', refNumber: 'HAND' });
    h.company.giveBack({ of: credit, amount: '4.00' });
    expect([balance(h), isSettled(h.company.audit(), WHO)]).toEqual(['0.00', true]);
    expect(() => h.company.receivePayment({ of: invoice, amount: '1.00' })).toThrow('3210');
    expect(() => h.company.giveBack({ of: invoice })).toThrow('3120');
  });
});

describe('finding them again', () => {
  it('TransactionQuery lists all kinds by number; each kind\'s own query filters by number, time and customer', () => {
    const h = harness();
    const [invoice, credit, second] = [document(h, 'Invoice', '10.00'), document(h, 'CreditMemo', '5.00'), document(h, 'CreditMemo', '5.00')];
    h.clock.at += 60_000;
    const guid = '{AAAAAAAA-0000-0000-0000-000000000001}';
    h.ask(pay({ applied: [[invoice, '10.00']], header: `<Memo>key 1</Memo><ExternalGUID>${guid}</ExternalGUID>` }));
    h.ask(cardRefund(credit, '5.00'));
    h.ask(check({ apply: apply(second, '5.00'), lines: expense('5.00') }));
    const numbers = ['P1', 'R1', 'C1', 'none'].map((one) => `<RefNumberCaseSensitive>${one}</RefNumberCaseSensitive>`).join('');
    const rows = h.ask(`<TransactionQueryRq>${numbers}</TransactionQueryRq>`);
    expect(texts(rows, 'TransactionRet', 'TxnType')).toEqual(['ReceivePayment', 'ARRefundCreditCard', 'Check']);
    expect(texts(rows, 'TransactionRet', 'EntityRef', 'FullName')).toEqual([WHO, WHO, WHO]);
    expect(texts(rows, 'TransactionRet', 'Amount')).toEqual(['10.00', '5.00', '5.00']);
    const since = '<ModifiedDateRangeFilter><FromModifiedDate>2026-03-02T10:00:30</FromModifiedDate></ModifiedDateRangeFilter>';
    for (const kind of ['ReceivePayment', 'ARRefundCreditCard', 'Check']) {
      expect(h.ask(`<${kind}QueryRq>${since}</${kind}QueryRq>`).children).toHaveLength(1);
      expect(status(h.ask(`<${kind}QueryRq><RefNumber>none</RefNumber></${kind}QueryRq>`))).toBe('500');
    }
    expect(status(h.ask(`<InvoiceQueryRq>${since}</InvoiceQueryRq>`))).toBe('1');
    const found = h.ask('<ReceivePaymentQueryRq><IncludeRetElement>ExternalGUID</IncludeRetElement><IncludeRetElement>Memo</IncludeRetElement></ReceivePaymentQueryRq>');
    expect([...texts(found, 'ReceivePaymentRet', 'ExternalGUID'), ...texts(found, 'ReceivePaymentRet', 'Memo')]).toEqual([guid, 'key 1']);
  });

  it.each<Temperament>(['remembers', 'remembersWithoutTxnId', 'forgets'])('recovers a payment after a death, when QuickBooks %s', (temperament) => {
    const h = harness({ temperament });
    const invoice = document(h, 'Invoice', '10.00');
    h.company.faults.dieAfterCommit = 1;
    const body = pay({ applied: [[invoice, '10.00']] });
    expect(h.hresult(message(body, 'newMessageSetID="pay"'))).toBe('0x80010105');
    const answer = h.send('', 'newMessageSetID="pay" oldMessageSetID="pay"');
    const known = answer.set.attributes['messageSetStatusCode'];
    expect([known, ...texts(answer.responses[0], 'ErrorRecovery', 'TxnID').map((id) => id !== '')])
      .toEqual(temperament === 'remembers' ? ['0', true] : temperament === 'forgets' ? ['600'] : ['0']);
    expect(h.company.ledger().others).toHaveLength(1);
    const again = h.ask(body, 'newMessageSetID="pay"');
    // The identical set once more: replayed where QuickBooks remembers, refused by the paid invoice where it has forgotten.
    expect(status(again)).toBe(temperament === 'forgets' ? '3210' : '0');
    expect(h.company.ledger().others).toHaveLength(1);
  });
});

describe('the auditor\'s view', () => {
  it('adds up days, tax items, methods and what is open, straight from the books', () => {
    const h = harness();
    const taxed = (header: string): string => `${header}${ref('ItemSalesTaxRef', 'State Tax')}`;
    h.ask(add({ number: 'A', header: taxed(ref('PaymentMethodRef', 'Visa')), lines: [{ item: 'MUG-RED', quantity: '1', amount: '100.00', code: 'Tax' }] }));
    h.ask(add({ number: 'B', date: '2026-03-03', header: ref('PaymentMethodRef', 'PayPal') + ref('ItemSalesTaxRef', 'Web Tax 0'),
      lines: [{ item: 'MUG-RED', quantity: '1', amount: '20.00', code: 'Tax' }, { item: 'Web Tax', amount: '1.77' }] }));
    const invoice = document(h, 'Invoice', '50.00');
    h.ask(pay({ total: '30.00', applied: [[invoice, '30.00']], header: ref('PaymentMethodRef', 'Visa') }));
    h.ask(cardRefund(document(h, 'CreditMemo', '5.00', { customer: 'Walk-in Customer' }), '5.00', 'Walk-in Customer'));
    document(h, 'SalesOrder', '99.00');
    document(h, 'Invoice', '77.00', { header: '<IsPending>true</IsPending>' });
    const audit = h.company.audit();
    expect(audit.days).toEqual([
      { day: '2026-03-02', sales: 15725, salesTax: 725, refunds: 500, refundsTax: 0, received: 13725, paidBack: 500, documents: 3 },
      { day: '2026-03-03', sales: 2177, salesTax: 177, refunds: 0, refundsTax: 0, received: 2177, paidBack: 0, documents: 1 },
    ]);
    expect(audit.taxItems.find((one) => one.taxItem === 'State Tax')?.taxed).toBe(725);
    expect(audit.taxItems.find((one) => one.taxItem === 'Web Tax')?.taxed).toBe(177);
    expect(audit.methods).toEqual([{ method: 'PayPal', received: 2177, paidBack: 0 }, { method: 'Visa', received: 13725, paidBack: 500 }]);
    expect(audit.customers).toEqual([{ customer: WHO, balance: 2000, openInvoices: 2000, openCredits: 0 }]);
    expect([isSettled(audit, WHO), isSettled(audit, 'Walk-in Customer')]).toEqual([false, true]);
  });

  it('keeps all of it over a snapshot', () => {
    const h = harness();
    const invoice = document(h, 'Invoice', '10.00');
    h.ask(pay({ total: '4.00', applied: [[invoice, '4.00']] }));
    const before = h.company.audit();
    h.company.restore(h.company.snapshot());
    expect(h.company.audit()).toEqual(before);
    expect(before.open).toMatchObject([{ txnId: invoice, open: 600 }]);
  });
});
