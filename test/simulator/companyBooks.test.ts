/** What documents do to the books: balances, stock, and customers. */
import { describe, expect, it } from 'vitest';
import { formatCents } from '../../src/domain/money.ts';
import { textAt } from '../../src/quickbooks/xml/tree.ts';
import { add, FILE_ID, harness, status, texts } from './companyHarness.ts';

describe('the books', () => {
  it('take the same RefNumber twice', () => {
    const { company, ask } = harness();
    ask(add());
    ask(add());
    const [one, two] = company.ledger().documents;
    expect([one?.refNumber, two?.refNumber]).toEqual(['W1', 'W1']);
    expect(one?.txnId).not.toBe(two?.txnId);
  });

  it('are closed up to and including the closing date', () => {
    const { company, ask } = harness();
    company.setClosingDate('2026-01-31');
    expect(['2026-01-30', '2026-01-31', '2026-02-01'].map((date) => status(ask(add({ date }))))).toEqual(['3171', '3171', '0']);
  });

  it('date a document without TxnDate like the last one', () => {
    const { company, ask } = harness();
    ask(add({ date: '2025-05-05' }));
    ask(add().replace('<TxnDate>2026-03-02</TxnDate>', ''));
    expect(company.ledger().documents[1]?.txnDate).toBe('2025-05-05');
  });

  it('know sales orders from Premier upwards', () => {
    const order = add({ type: 'SalesOrder' });
    expect(status(harness({ edition: 'Pro' }).ask(order))).toBe('3250');
    expect(status(harness({ edition: 'Premier' }).ask(order))).toBe('0');
  });

  it('keep what came and give it back, in Windows-1252', () => {
    const { company, ask } = harness();
    const response = ask(
      add({
        header:
          `<BillAddress><Addr1>Zo&#233; &#128512;</Addr1><City>Ames</City></BillAddress><CheckNumber>42</CheckNumber>` +
          `<PaymentMethodRef><FullName>visa</FullName></PaymentMethodRef>` +
          `<Memo>&#8364; memo</Memo><Other>o</Other><ExternalGUID>${FILE_ID}</ExternalGUID>`,
      }),
    );
    const [document] = company.ledger().documents;
    expect(document).toMatchObject({
      kind: 'SalesReceipt',
      memo: '€ memo',
      externalGuid: FILE_ID,
      customer: 'Web Store Customer',
      isPending: false,
    });
    expect(document?.fields).toMatchObject({
      CheckNumber: '42',
      PaymentMethodRef: 'Visa',
      Other: 'o',
      BillAddress: 'Addr1: Zoé ?\nCity: Ames',
      DepositToAccountRef: 'Undeposited Funds',
      IsToBePrinted: 'true',
    });
    expect([textAt(response, 'SalesReceiptRet', 'ExternalGUID'), textAt(response, 'SalesReceiptRet', 'BillAddress', 'Addr1')]).toEqual([
      FILE_ID,
      'Zoé ?',
    ]);
  });

  it('answer an Add with everything, or with the elements asked for', () => {
    const { ask } = harness();
    expect(texts(ask(add()), 'SalesReceiptRet', 'SalesReceiptLineRet', 'Quantity')).toEqual(['1']);
    const short = ask(
      add().replace(
        '</SalesReceiptAddRq>',
        '<IncludeRetElement>TxnID</IncludeRetElement><IncludeRetElement>Nonsense</IncludeRetElement></SalesReceiptAddRq>',
      ),
    );
    expect(short.children[0]?.children.map((one) => one.name)).toEqual(['TxnID']);
  });

  it('are busy while a record they need is open', () => {
    const { company, ask } = harness();
    const closeCustomer = company.openForEditing('customer', 'Web Store Customer');
    expect(status(ask(add()))).toBe('3175');
    closeCustomer();
    const closeItem = company.openForEditing('item', 'MUG-RED');
    expect(status(ask(add()))).toBe('3176');
    closeItem();
    expect(status(ask(add()))).toBe('0');
  });
});

describe('customers', () => {
  const customer = (name: string, more = ''): string =>
    `<CustomerAddRq><CustomerAdd><Name>${name}</Name>${more}</CustomerAdd></CustomerAddRq>`;

  it('share one name space with vendors, employees and other names', () => {
    const { company, ask } = harness();
    company.addListRecord('Employee', 'Erin');
    expect(status(ask(customer('Ann')))).toBe('0');
    expect(['ANN', 'Hillside Supply', 'Erin', 'web store customer'].map((name) => status(ask(customer(name))))).toEqual([
      '3100',
      '3100',
      '3100',
      '3100',
    ]);
  });

  it('may not have a colon in the name, and may be jobs of another', () => {
    const { ask } = harness();
    expect(status(ask(customer('A:B')))).toBe('3090');
    const parent = '<ParentRef><FullName>Web Store Customer</FullName></ParentRef>';
    const job = ask(customer('Ann', parent));
    expect(textAt(job, 'CustomerRet', 'FullName')).toBe('Web Store Customer:Ann');
    expect([
      status(ask(customer('Ann', parent))),
      status(ask(customer('Ann'))),
      status(ask(customer('Bob', '<ParentRef><FullName>Nobody</FullName></ParentRef>'))),
    ]).toEqual(['3100', '0', '3130']);
  });

  it('owe their invoices less credits', () => {
    const { company, ask } = harness();
    ask(add({ type: 'Invoice', lines: [{ item: 'Shipping', amount: '10.00' }] }));
    ask(add({ type: 'CreditMemo', lines: [{ item: 'Shipping', amount: '4.00' }] }));
    ask(add({ type: 'SalesReceipt', lines: [{ item: 'Shipping', amount: '7.00' }] }));
    expect(formatCents(company.ledger().customers.find((one) => one.name === 'Web Store Customer')?.balance ?? (0 as never))).toBe('6.00');
  });
});
