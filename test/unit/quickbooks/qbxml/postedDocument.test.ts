/** A posted document as a printed copy needs it. */
import { describe, expect, it } from 'vitest';
import { scaled, whole } from '../../../../src/domain/decimal.ts';
import { cents } from '../../../../src/domain/money.ts';
import { readMessageSet } from '../../../../src/quickbooks/qbxml/envelope.ts';
import { readPosted } from '../../../../src/quickbooks/qbxml/postedDocument.ts';
import { readWithSaxes, readWithXml2js } from '../../../../src/quickbooks/xml/read.ts';
import { answerOf, answerText, codeOf, good, OK } from '../samples.ts';
import { noSchema, schemaErrors } from '../schemaCheck.ts';

const ref = (name: string, fullName: string): string => `<${name}><FullName>${fullName}</FullName></${name}>`;
const STAMPS = '<TimeCreated>2026-11-20T10:00:00</TimeCreated><TimeModified>2026-11-20T10:00:00</TimeModified><EditSequence>1</EditSequence>';

const MUG = `<InvoiceLineRet><TxnLineID>L1</TxnLineID>${ref('ItemRef', 'Mug:Blue')}<Desc>Blue mug\nbig</Desc><Quantity>2</Quantity>`
  + `<UnitOfMeasure>each</UnitOfMeasure><Rate>12.99</Rate><Amount>25.98</Amount>${ref('SalesTaxCodeRef', 'Tax')}</InvoiceLineRet>`;
const KIT = `<InvoiceLineGroupRet><TxnLineID>L2</TxnLineID>${ref('ItemGroupRef', 'Kit')}<Desc>Breakfast</Desc><Quantity>1</Quantity>`
  + '<IsPrintItemsInGroup>true</IsPrintItemsInGroup><TotalAmount>9.00</TotalAmount>'
  + `<InvoiceLineRet><TxnLineID>L3</TxnLineID>${ref('ItemRef', 'Bowl')}<Quantity>3</Quantity><Rate>3.00</Rate><Amount>9.00</Amount></InvoiceLineRet></InvoiceLineGroupRet>`;
const DISCOUNT = `<InvoiceLineRet><TxnLineID>L4</TxnLineID>${ref('ItemRef', 'Coupon')}<RatePercent>-10.0</RatePercent><Amount>-3.50</Amount></InvoiceLineRet>`;
const WORDS = '<InvoiceLineRet><TxnLineID>L5</TxnLineID><Desc>Thank you</Desc></InvoiceLineRet>';

const INVOICE = `<InvoiceRet><TxnID>1F-1</TxnID>${STAMPS}<TxnNumber>42</TxnNumber>${ref('CustomerRef', 'Web &amp; Co')}${ref('ARAccountRef', 'A/R')}`
  + '<TxnDate>2026-11-20</TxnDate><RefNumber>W1036</RefNumber>'
  + '<BillAddress><Addr1>Ann Lee</Addr1><Addr2>12 High St</Addr2><City>Austin</City><State>TX</State><PostalCode>78701</PostalCode><Country>US</Country><Note>ring</Note></BillAddress>'
  + '<ShipAddress><Addr1>Ann</Addr1><City>Austin</City></ShipAddress><ShipAddressBlock><Addr1>Ann</Addr1><Addr2>Austin</Addr2></ShipAddressBlock>'
  + `<IsPending>false</IsPending><PONumber>PO 7</PONumber>${ref('TermsRef', 'Net 30')}<DueDate>2026-12-20</DueDate>${ref('SalesRepRef', 'WEB')}`
  + `<ShipDate>2026-11-21</ShipDate>${ref('ShipMethodRef', 'UPS')}<Subtotal>31.48</Subtotal>${ref('ItemSalesTaxRef', 'State')}<SalesTaxPercentage>7.25</SalesTaxPercentage>`
  + '<SalesTaxTotal>2.28</SalesTaxTotal><AppliedAmount>-10.00</AppliedAmount><BalanceRemaining>23.76</BalanceRemaining>'
  + `<Memo>key SB7F</Memo><IsPaid>false</IsPaid>${ref('CustomerMsgRef', 'Thank you!')}${MUG}${KIT}${DISCOUNT}${WORDS}</InvoiceRet>`;

const line = { item: '', description: '', quantity: null, unit: '', rate: null, ratePercent: null, amount: null, taxCode: '', role: 'single', isPrinted: true };

describe('readPosted', () => {
  it('reads an invoice whole', () => {
    const text = `<InvoiceQueryRs ${OK}>${INVOICE}</InvoiceQueryRs>`;
    expect(good(readPosted(answerOf(text)))).toEqual([{
      kind: 'invoice', txnId: '1F-1', refNumber: 'W1036', txnDate: '2026-11-20', dueDate: '2026-12-20', customerName: 'Web & Co',
      billAddress: ['Ann Lee', '12 High St', 'Austin, TX 78701', 'US', 'ring'], shipAddress: ['Ann', 'Austin'],
      terms: 'Net 30', poNumber: 'PO 7', shipMethod: 'UPS', shipDate: '2026-11-21', salesRep: 'WEB', paymentMethod: '', isPending: false,
      lines: [
        { ...line, item: 'Mug:Blue', description: 'Blue mug\nbig', quantity: whole(2), unit: 'each', rate: scaled(1_299_000), amount: cents(2598), taxCode: 'Tax' },
        { ...line, item: 'Kit', description: 'Breakfast', quantity: whole(1), amount: cents(900), role: 'group' },
        { ...line, item: 'Bowl', quantity: whole(3), rate: whole(3), amount: cents(900), role: 'member' },
        { ...line, item: 'Coupon', ratePercent: whole(-10), amount: cents(-350) },
        { ...line, description: 'Thank you' },
      ],
      subtotal: cents(3148), taxItem: 'State', taxPercentage: scaled(725_000), taxTotal: cents(228), total: cents(3376), paid: cents(1000),
      balance: cents(2376), currency: '', memo: 'key SB7F', customerMessage: 'Thank you!',
    }]);
    if (!noSchema) expect(schemaErrors(answerText(text.replaceAll('<FullName>', '<ListID>1-1</ListID><FullName>')))).toBe('');
  });

  it('reads the answer of an Add the same way', () => {
    const [fromQuery] = good(readPosted(answerOf(`<InvoiceQueryRs ${OK}>${INVOICE}</InvoiceQueryRs>`)));
    const answer = answerOf(`<InvoiceAddRs ${OK}>${INVOICE}<ErrorRecovery><TxnID>1F-1</TxnID></ErrorRecovery></InvoiceAddRs>`);
    expect(good(readPosted(answer))).toEqual([fromQuery]);
  });

  const record = (type: string, inner: string): string => `<${type}QueryRs ${OK}><${type}Ret><TxnID>1</TxnID>${inner}</${type}Ret></${type}QueryRs>`;
  const money = (type: string, inner: string): unknown => {
    const [read] = good(readPosted(answerOf(record(type, inner))));
    return [read?.total, read?.paid, read?.balance];
  };

  it('tells what is paid and what is open, by kind', () => {
    expect(money('SalesReceipt', '<Subtotal>10.00</Subtotal><SalesTaxTotal>0.80</SalesTaxTotal><TotalAmount>10.80</TotalAmount>')).toEqual([1080, null, null]);
    expect(money('CreditMemo', '<TotalAmount>10.80</TotalAmount><CreditRemaining>0.80</CreditRemaining>')).toEqual([1080, 1000, 80]);
    expect(money('Invoice', '<Subtotal>5.00</Subtotal><AppliedAmount>0.00</AppliedAmount><BalanceRemaining>5.00</BalanceRemaining>')).toEqual([500, 0, 500]);
    expect(money('Invoice', '<Subtotal>5.00</Subtotal><AppliedAmount>2.00</AppliedAmount>')).toEqual([500, 200, null]);
    expect(money('SalesOrder', '')).toEqual([null, null, null]);
  });

  it('hides the members of a kit that prints as one', () => {
    const kit = '<SalesReceiptLineGroupRet><TxnLineID>1</TxnLineID><TotalAmount>1.00</TotalAmount><SalesReceiptLineRet><TxnLineID>2</TxnLineID></SalesReceiptLineRet></SalesReceiptLineGroupRet>';
    expect(good(readPosted(answerOf(record('SalesReceipt', kit))))[0]?.lines.map((one) => [one.role, one.isPrinted])).toEqual([['group', true], ['member', false]]);
  });

  it('writes an address without a city or state without stray commas', () => {
    const bill = (inner: string): unknown => good(readPosted(answerOf(record('Invoice', `<BillAddress>${inner}</BillAddress>`))))[0]?.billAddress;
    expect(bill('<Addr1>A</Addr1><PostalCode>1</PostalCode>')).toEqual(['A', '1']);
    expect(bill('<State>TX</State><PostalCode>1</PostalCode>')).toEqual(['TX 1']);
    expect(bill('<Addr1>A</Addr1><Addr4>D</Addr4><Addr5> </Addr5>')).toEqual(['A', 'D']);
  });

  it.each(['<Subtotal>x</Subtotal>', '<SalesTaxPercentage>x</SalesTaxPercentage>', '<IsPending>?</IsPending>',
    '<InvoiceLineRet><Quantity>x</Quantity></InvoiceLineRet>', '<InvoiceLineRet><Rate>x</Rate></InvoiceLineRet>', '<InvoiceLineRet><RatePercent>x</RatePercent></InvoiceLineRet>',
    '<InvoiceLineGroupRet><TotalAmount>x</TotalAmount></InvoiceLineGroupRet>', '<InvoiceLineGroupRet><IsPrintItemsInGroup>x</IsPrintItemsInGroup></InvoiceLineGroupRet>',
    '<InvoiceLineGroupRet><InvoiceLineRet><Amount>x</Amount></InvoiceLineRet></InvoiceLineGroupRet>'])('refuses %s', (inner) => {
    expect(codeOf(readPosted(answerOf(record('Invoice', inner))))).toBe('recordUnreadable');
  });

  it('takes no other record and no error for a document', () => {
    expect(codeOf(readPosted(answerOf(record('Check', ''))))).toBe('unexpectedAnswer');
    expect(codeOf(readPosted(answerOf(`<InvoiceQueryRs ${OK}><InvoiceRet><RefNumber>1</RefNumber></InvoiceRet></InvoiceQueryRs>`)))).toBe('recordUnreadable');
    expect(codeOf(readPosted(answerOf('<InvoiceQueryRs requestID="1" statusCode="3120" statusSeverity="Error"/>')))).toBe('status3120');
  });

  it('reads a long answer alike with both readers', () => {
    const text = answerText(`<InvoiceQueryRs ${OK}>${INVOICE.repeat(200)}</InvoiceQueryRs>`);
    expect(text.length).toBeGreaterThan(256 * 1024);
    expect(good(readWithSaxes(text))).toEqual(good(readWithXml2js(text)));
    const [answer] = good(readMessageSet(text)).answers;
    expect(answer === undefined ? 0 : good(readPosted(answer)).length).toBe(200);
  });
});
