/** Sales documents: references, names, sums, tax, and the refusals of QuickBooks. */
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../src/domain/decimal.ts';
import { formatCents } from '../../src/domain/money.ts';
import { textAt } from '../../src/quickbooks/xml/tree.ts';
import { add, harness, status, type DocumentText, type Harness } from './companyHarness.ts';

const tax = (item: string): string => `<ItemSalesTaxRef><FullName>${item}</FullName></ItemSalesTaxRef>`;
const sums = (h: Harness): string[] => {
  const one = h.company.ledger().documents.at(-1);
  return one === undefined ? [] : [one.subtotal, one.taxTotal, one.total].map(formatCents);
};

describe('references', () => {
  it.each<[string, DocumentText]>([
    ['customer', { customer: 'Nobody' }],
    ['item', { lines: [{ item: 'NO-SUCH' }] }],
    ['tax code', { lines: [{ item: 'MUG-RED', quantity: '1', code: 'Xx' }] }],
    ['group', { lines: [{ item: 'NO-SUCH', group: true }] }],
    ['payment method', { header: '<PaymentMethodRef><FullName>NO-SUCH</FullName></PaymentMethodRef>' }],
    ['account', { header: '<DepositToAccountRef><FullName>NO-SUCH</FullName></DepositToAccountRef>' }],
    ['tax item', { header: tax('NO-SUCH') }],
    ['class', { header: '<CheckNumber>1</CheckNumber>', customer: 'NO-SUCH' }],
  ])('refuses a %s that is not there (3140), naming it', (_what, document) => {
    const { company, ask } = harness();
    const response = ask(add(document));
    expect(status(response)).toBe('3140');
    expect(response.attributes['statusMessage']).toMatch(/"(NO-SUCH|Nobody|Xx)"/);
    expect(company.ledger().documents).toEqual([]);
  });

  it('prefers the ListID, takes names without case, and knows a malformed ID (3000)', () => {
    const { company, ask } = harness();
    const id = company.ledger().customers[0]?.listId ?? '';
    const customer = (inner: string): string =>
      add({ customer: null, header: '' }).replace('<TxnDate>', `<CustomerRef>${inner}</CustomerRef><TxnDate>`);
    expect(status(ask(customer(`<ListID>${id}</ListID><FullName>Nobody</FullName>`)))).toBe('0');
    expect(status(ask(customer('<FullName>WEB STORE CUSTOMER</FullName>')))).toBe('0');
    expect(status(ask(customer('<ListID>nonsense</ListID>')))).toBe('3000');
    expect(status(ask(customer('<ListID>8000FFFF-1234567890</ListID>')))).toBe('3140');
    company.renameCustomer('Web Store Customer', 'Renamed');
    expect(textAt(ask(customer(`<ListID>${id}</ListID>`)), 'SalesReceiptRet', 'CustomerRef', 'FullName')).toBe('Renamed');
  });

  it('lets a sales receipt go without customer, and no other document', () => {
    const { ask } = harness();
    expect(status(ask(add({ customer: null })))).toBe('0');
    expect(status(ask(add({ type: 'Invoice', customer: '' })))).toBe('3150');
  });
});

describe('sums', () => {
  it('computes the rate from quantity and amount, and the amount from quantity and rate', () => {
    const h = harness();
    h.ask(
      add({
        header: tax('Web Tax 0'),
        lines: [
          { item: 'MUG-RED', quantity: '3', amount: '10.00' },
          { item: 'TEE-S', quantity: '1.5', rate: '3.33' },
          { item: 'POSTER', quantity: '2' },
        ],
      }),
    );
    const lines = h.company.ledger().documents[0]?.lines ?? [];
    expect(lines.map((line) => formatDecimal(line.rate ?? line.quantity ?? (0 as never)))).toEqual(['3.33333', '3.33', '9']);
    expect(lines.map((line) => formatCents(line.amount ?? (0 as never)))).toEqual(['10.00', '5.00', '18.00']);
    expect(sums(h)).toEqual(['33.00', '0.00', '33.00']);
  });

  it('ignores Rate beside Amount, with a warning', () => {
    const { ask } = harness();
    const response = ask(add({ lines: [{ item: 'MUG-RED', quantity: '2', rate: '99.00', amount: '10.00' }] }));
    expect([
      status(response),
      response.attributes['statusSeverity'],
      textAt(response, 'SalesReceiptRet', 'SalesReceiptLineRet', 'Rate'),
    ]).toEqual(['530', 'Warn', '5.00']);
  });

  it.each([
    [[{ item: 'MUG-RED', amount: '10.00' }], ['10.00', '0.73', '10.73']], // 0.725 is half a cent: up
    [
      [
        { item: 'MUG-RED', amount: '10.00' },
        { item: 'Shipping', amount: '5.00' },
      ],
      ['15.00', '0.73', '15.73'],
    ],
    [[{ item: 'MUG-RED', amount: '10.00', code: 'Non' }], ['10.00', '0.00', '10.00']],
    [
      [
        { item: 'MUG-RED', amount: '10.00' },
        { item: 'Web Discount', amount: '-4.00', code: 'Tax' },
      ],
      ['6.00', '0.44', '6.44'],
    ],
    [
      [{ item: 'MUG-RED', amount: '10.00' }, { item: 'Discount 10%' }],
      ['9.00', '0.65', '9.65'],
    ],
    [
      [{ item: 'MUG-RED', amount: '10.00' }, { item: 'TEE-S', amount: '30.00' }, { item: 'Subtotal' }, { item: 'Discount 10%' }],
      ['36.00', '2.61', '38.61'],
    ],
  ])('taxes taxable lines with the default tax item %#', (lines, expected) => {
    const h = harness();
    expect(status(h.ask(add({ lines })))).toBe('0');
    expect(sums(h)).toEqual(expected);
  });

  it('adds a sales tax item line to the tax, not to the goods', () => {
    const h = harness();
    const response = h.ask(
      add({
        header: tax('Web Tax 0'),
        lines: [
          { item: 'MUG-RED', quantity: '3', amount: '10.00' },
          { item: 'Web Tax', amount: '0.77' },
        ],
      }),
    );
    expect(sums(h)).toEqual(['10.00', '0.77', '10.77']);
    expect([textAt(response, 'SalesReceiptRet', 'SalesTaxTotal'), textAt(response, 'SalesReceiptRet', 'TotalAmount')]).toEqual([
      '0.77',
      '10.77',
    ]);
  });

  it('taxes nothing for a customer who is not taxable, or while sales tax is off, and uses the customer’s own tax item', () => {
    const h = harness();
    h.company.addCustomer({ name: 'Exempt', taxCode: 'Non' });
    h.company.addItem({ kind: 'SalesTax', name: 'Low', percent: 1 });
    h.company.addCustomer({ name: 'Low', taxItem: 'Low' });
    h.company.addItem({
      kind: 'SalesTaxGroup',
      name: 'Both',
      members: [
        { item: 'State Tax', quantity: 1 },
        { item: 'Low', quantity: 1 },
      ],
    });
    const lines = [{ item: 'MUG-RED', amount: '100.00' }];
    h.ask(add({ customer: 'Exempt', lines }));
    expect(sums(h)[1]).toBe('0.00');
    h.ask(add({ customer: 'Low', lines }));
    expect(sums(h)[1]).toBe('1.00');
    h.ask(add({ header: tax('Both'), lines }));
    expect(sums(h)[1]).toBe('8.25');
    const off = harness({ salesTaxOn: false });
    off.ask(add({ lines }));
    expect(sums(off)[1]).toBe('0.00');
  });

  it('expands a group at its members’ own prices', () => {
    const h = harness();
    h.ask(add({ header: tax('Web Tax 0'), lines: [{ item: 'BUNDLE-1', quantity: '2', group: true }] }));
    const lines = h.company.ledger().documents[0]?.lines ?? [];
    expect(
      lines.map((line) => [line.item, line.group, formatDecimal(line.quantity ?? (0 as never)), formatCents(line.amount ?? (0 as never))]),
    ).toEqual([
      ['MUG-RED', 'BUNDLE-1', '2', '10.00'],
      ['MUG-BLUE', 'BUNDLE-1', '4', '24.00'],
    ]);
    expect(sums(h)[2]).toBe('34.00');
  });

  it.each<[string, DocumentText, string]>([
    [
      'a quantity on a discount line',
      {
        lines: [
          { item: 'MUG-RED', quantity: '1' },
          { item: 'Discount 10%', quantity: '1' },
        ],
      },
      '3151',
    ],
    [
      'a quantity on a tax line',
      {
        lines: [
          { item: 'MUG-RED', quantity: '1' },
          { item: 'Web Tax', quantity: '1', amount: '1.00' },
        ],
      },
      '3151',
    ],
    ['a group as an ordinary line', { lines: [{ item: 'BUNDLE-1', quantity: '1' }] }, '3280'],
    ['an item as a group', { lines: [{ item: 'MUG-RED', group: true }] }, '3280'],
    ['an item as document tax', { header: tax('MUG-RED') }, '3280'],
    ['a negative total', { lines: [{ item: 'Web Discount', amount: '-1.00' }] }, '3210'],
    ['an amount beyond all measure', { lines: [{ item: 'MUG-RED', quantity: '999999999', rate: '999999999.99' }] }, '3040'],
    ['more pieces than there can be', { lines: [{ item: 'MUG-RED', quantity: '9999999999' }] }, '3060'],
    ['mail to a customer without address', { header: '<IsToBeEmailed>true</IsToBeEmailed>' }, '3210'],
    ['an exchange rate in a file with one currency', { header: '<ExchangeRate>1.1</ExchangeRate>' }, '3250'],
  ])('refuses %s', (_what, document, code) => {
    const { company, ask } = harness();
    expect(status(ask(add(document)))).toBe(code);
    expect(company.ledger().documents).toEqual([]);
  });

  it('refuses parts of pieces only where the item says so', () => {
    const { company, ask } = harness();
    company.editItem('MUG-RED', { wholeOnly: true });
    expect(status(ask(add({ lines: [{ item: 'MUG-RED', quantity: '1.5' }] })))).toBe('3060');
    expect(status(ask(add({ lines: [{ item: 'MUG-BLUE', quantity: '1.5' }] })))).toBe('0');
  });
});
