/** Documents in qbXML: their Adds in QuickBooks' order, their queries, and what comes back. */
import { describe, expect, it } from 'vitest';
import { whole } from '../../../../src/domain/decimal.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../../../src/domain/job.ts';
import { cents } from '../../../../src/domain/money.ts';
import { documentAdd, documentQuery, readDocuments } from '../../../../src/quickbooks/qbxml/document.ts';
import { child } from '../../../../src/quickbooks/xml/tree.ts';
import { writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { answerOf, codeOf, DRAFT, FULL, good, GUID, OK, STAMP } from '../samples.ts';

describe('documentAdd', () => {
  it('writes a sales receipt whole', () => {
    expect(writeXml(documentAdd('j1', { ...DRAFT, shipAddress: null }))).toBe('<SalesReceiptAddRq requestID="j1"><SalesReceiptAdd>'
      + '<CustomerRef><FullName>Web Store Customer</FullName></CustomerRef><TxnDate>2026-11-20</TxnDate><RefNumber>W1036</RefNumber>'
      + '<BillAddress><Addr1>Zo&#235; &amp; Sons</Addr1><Addr2>12 High '
      + 'St</Addr2><City>K&#246;ln</City><PostalCode>50667</PostalCode><Country>Germany</Country></BillAddress>'
      + '<IsPending>false</IsPending><PaymentMethodRef><FullName>Visa</FullName></PaymentMethodRef><ItemSalesTaxRef><FullName>Web Tax '
      + '0</FullName></ItemSalesTaxRef>'
      + '<Memo>Order 1036 key SB7F</Memo><IsToBePrinted>false</IsToBePrinted><IsToBeEmailed>false</IsToBeEmailed>'
      + `<DepositToAccountRef><FullName>Undeposited Funds</FullName></DepositToAccountRef><ExternalGUID>${GUID}</ExternalGUID>`
      + '<SalesReceiptLineAdd><ItemRef><ListID>8000001A-1234567890</ListID></ItemRef><Desc>Mug</Desc><Quantity>2</Quantity>'
      + '<Amount>25.98</Amount>'
      + '<SalesTaxCodeRef><FullName>Tax</FullName></SalesTaxCodeRef></SalesReceiptLineAdd>'
      + '<SalesReceiptLineAdd><ItemRef><FullName>Shipping</FullName></ItemRef><Amount>-5.00</Amount></SalesReceiptLineAdd>'
      + '</SalesReceiptAdd></SalesReceiptAddRq>');
  });

  it.each([
    ['salesReceipt',
      'CustomerRef TxnDate RefNumber BillAddress ShipAddress IsPending PaymentMethodRef ItemSalesTaxRef Memo IsToBePrinted IsToBeEmailed '
      + 'DepositToAccountRef ExternalGUID SalesReceiptLineAdd SalesReceiptLineAdd'],
    ['invoice',
      'CustomerRef TxnDate RefNumber BillAddress ShipAddress IsPending ItemSalesTaxRef Memo IsToBePrinted IsToBeEmailed ExternalGUID '
      + 'InvoiceLineAdd InvoiceLineAdd'],
    ['salesOrder',
      'CustomerRef TxnDate RefNumber BillAddress ShipAddress ItemSalesTaxRef Memo IsToBePrinted IsToBeEmailed ExternalGUID '
      + 'SalesOrderLineAdd SalesOrderLineAdd'],
    ['creditMemo',
      'CustomerRef TxnDate RefNumber BillAddress ShipAddress IsPending ItemSalesTaxRef Memo IsToBePrinted IsToBeEmailed ExternalGUID '
      + 'CreditMemoLineAdd CreditMemoLineAdd'],
  ] as const)('puts the fields of a %s in their order', (kind, order) => {
    const [add] = documentAdd('1', { ...DRAFT, kind, isPending: true }).children;
    expect(add?.children.map((one) => one.name).join(' ')).toBe(order);
    if (kind !== 'salesOrder') expect(add === undefined ? '' : child(add, 'IsPending')?.text).toBe('true');
  });

  it.each([
    ['salesReceipt',
      'CustomerRef ClassRef TemplateRef TxnDate RefNumber BillAddress ShipAddress IsPending PaymentMethodRef DueDate SalesRepRef '
      + 'ShipMethodRef ItemSalesTaxRef Memo CustomerMsgRef IsToBePrinted IsToBeEmailed DepositToAccountRef Other ExternalGUID '
      + 'SalesReceiptLineAdd SalesReceiptLineGroupAdd'],
    ['invoice',
      'CustomerRef ClassRef ARAccountRef TemplateRef TxnDate RefNumber BillAddress ShipAddress IsPending PONumber TermsRef DueDate '
      + 'SalesRepRef ShipMethodRef ItemSalesTaxRef Memo CustomerMsgRef IsToBePrinted IsToBeEmailed Other ExternalGUID '
      + 'InvoiceLineAdd InvoiceLineGroupAdd'],
    ['salesOrder',
      'CustomerRef ClassRef TemplateRef TxnDate RefNumber BillAddress ShipAddress PONumber TermsRef DueDate SalesRepRef ShipMethodRef '
      + 'ItemSalesTaxRef Memo CustomerMsgRef IsToBePrinted IsToBeEmailed Other ExternalGUID SalesOrderLineAdd SalesOrderLineGroupAdd'],
    ['creditMemo',
      'CustomerRef ClassRef ARAccountRef TemplateRef TxnDate RefNumber BillAddress ShipAddress IsPending PONumber TermsRef DueDate '
      + 'SalesRepRef ShipMethodRef ItemSalesTaxRef Memo CustomerMsgRef IsToBePrinted IsToBeEmailed Other ExternalGUID '
      + 'CreditMemoLineAdd CreditMemoLineGroupAdd'],
  ] as const)('puts everything a %s can have in its order, and nothing else', (kind, order) => {
    const [add] = documentAdd('1', { ...FULL, kind }).children;
    expect(add?.children.map((one) => one.name).join(' ')).toBe(order);
  });

  it('writes lines with class, site and free columns, and a kit as a group without a price', () => {
    const text = writeXml(documentAdd('1', FULL));
    expect(text).toContain('<Desc>Mug</Desc><Quantity>2</Quantity><ClassRef><FullName>Web:Shop</FullName></ClassRef><Amount>25.98</Amount>'
      + '<InventorySiteRef><FullName>Main</FullName></InventorySiteRef><SalesTaxCodeRef><FullName>Tax</FullName></SalesTaxCodeRef>'
      + '<Other1>one</Other1><Other2>two</Other2></SalesReceiptLineAdd>');
    expect(text).toContain('<SalesReceiptLineGroupAdd><ItemGroupRef><FullName>Kit</FullName></ItemGroupRef><Quantity>3</Quantity>'
      + '<InventorySiteRef><FullName>Main</FullName></InventorySiteRef></SalesReceiptLineGroupAdd>');
    expect(text).not.toContain('Gate');
  });

  it('leaves sites to QuickBooks that know them', () => {
    expect(writeXml(documentAdd('1', FULL, '10.0'))).toContain('InventorySiteRef');
    expect(writeXml(documentAdd('1', FULL, '9.0'))).not.toContain('InventorySiteRef');
  });

  it('writes five address lines where there is no city', () => {
    const billAddress = { addr1: 'a', addr2: 'b', addr3: 'c', addr4: 'd', addr5: 'e', city: '', state: '', postalCode: '', country: '', note: '' };
    expect(writeXml(documentAdd('1', { ...DRAFT, billAddress })))
      .toContain('<BillAddress><Addr1>a</Addr1><Addr2>b</Addr2><Addr3>c</Addr3><Addr4>d</Addr4><Addr5>e</Addr5></BillAddress>');
  });

  it('leaves out what is empty or null', () => {
    const [add] = documentAdd('1', {
      ...DRAFT, billAddress: null, shipAddress: null, paymentMethod: null, taxItem: null, memo: '', depositTo: '', externalGuid: '',
      refNumber: '',
      lines: [{ item: { fullName: 'A' }, description: '', quantity: null, amount: cents(0), taxCode: '' }],
    }).children;
    expect(add?.children.map((one) => one.name)).toEqual(['CustomerRef', 'TxnDate', 'IsPending', 'IsToBePrinted', 'IsToBeEmailed',
      'SalesReceiptLineAdd']);
    expect(add?.children.at(-1)?.children.map((one) => one.name)).toEqual(['ItemRef', 'Amount']);
  });

  it('is a function of its draft: the same bytes each time', () => {
    expect(writeXml(documentAdd('1', { ...DRAFT }))).toBe(writeXml(documentAdd('1', { ...DRAFT, lines: [...DRAFT.lines] })));
    expect(writeXml(documentAdd('1', { ...DRAFT, lines: [{ item: { fullName: 'A' }, description: 'x', quantity: whole(3), amount: cents(1),
      taxCode: null }] })))
      .toContain('<Quantity>3</Quantity><Amount>0.01</Amount></SalesReceiptLineAdd>');
  });
});

describe('documentQuery', () => {
  it('asks by TxnID, by number and by time', () => {
    expect(writeXml(documentQuery('q', 'invoice', { by: 'txnIds', txnIds: ['1-1', '2-2'] }, true)))
      .toBe('<InvoiceQueryRq requestID="q"><TxnID>1-1</TxnID><TxnID>2-2</TxnID><IncludeLineItems>true</IncludeLineItems></InvoiceQueryRq>');
    expect(writeXml(documentQuery('q', 'creditMemo', { by: 'refNumbers', refNumbers: ['W1'] }, false)))
      .toBe('<CreditMemoQueryRq requestID="q"><RefNumberCaseSensitive>W1</RefNumberCaseSensitive>'
        + '<IncludeLineItems>false</IncludeLineItems></CreditMemoQueryRq>');
    expect(writeXml(documentQuery('q', 'salesOrder', { by: 'modifiedSince', from: STAMP }, false))).toBe('<SalesOrderQueryRq requestID="q">'
      + '<ModifiedDateRangeFilter><FromModifiedDate>2026-11-21T09:30:00</FromModifiedDate></ModifiedDateRangeFilter>'
      + '<IncludeLineItems>false</IncludeLineItems></SalesOrderQueryRq>');
  });

  it('asks a check what it is applied to, and for custom fields where they are wanted', () => {
    expect(writeXml(documentQuery('q', 'check', { by: 'txnIds', txnIds: ['1-1'] }, true)))
      .toBe('<CheckQueryRq requestID="q"><TxnID>1-1</TxnID><IncludeLineItems>true</IncludeLineItems><IncludeLinkedTxns>true</IncludeLinkedTxns></CheckQueryRq>');
    expect(writeXml(documentQuery('q', 'receivePayment', { by: 'refNumbers', refNumbers: ['W1'] }, true, { customFields: true })))
      .toBe('<ReceivePaymentQueryRq requestID="q"><RefNumberCaseSensitive>W1</RefNumberCaseSensitive>'
        + '<IncludeLineItems>true</IncludeLineItems><OwnerID>0</OwnerID></ReceivePaymentQueryRq>');
  });

  it('never asks for every document', () => {
    expect(() => documentQuery('q', 'invoice', { by: 'txnIds', txnIds: [] }, true)).toThrow(RangeError);
    expect(() => documentQuery('q', 'invoice', { by: 'refNumbers', refNumbers: [] }, true)).toThrow(RangeError);
  });
});

const line = (type: string, id: string): string =>
  `<${type}LineRet><TxnLineID>L${id}</TxnLineID><ItemRef><ListID>${id}</ListID><FullName>x</FullName></ItemRef></${type}LineRet>`;

describe('readDocuments', () => {
  it('reads a sales receipt with single and group lines', () => {
    const record = '<SalesReceiptRet><TxnID>1F-1</TxnID><TimeCreated>2026-11-20T10:00:00-05:00</TimeCreated>'
      + '<TimeModified>2026-11-20T10:00:00-05:00</TimeModified>'
      + '<EditSequence>1234</EditSequence><TxnNumber>42</TxnNumber><CustomerRef><ListID>80-1</ListID><FullName>Web &amp; '
      + 'Co</FullName></CustomerRef><TxnDate>2026-11-20</TxnDate>'
      + '<RefNumber>W1036</RefNumber><IsPending>true</IsPending><Subtotal>20.98</Subtotal><SalesTaxTotal>1.05</SalesTaxTotal>'
      + '<TotalAmount>22.03</TotalAmount>'
      + `<Memo> Order 1036 </Memo><ExternalGUID>${GUID}</ExternalGUID>${line('SalesReceipt', 'a-1')}`
      + `<SalesReceiptLineGroupRet><TxnLineID>G</TxnLineID><ItemGroupRef><ListID>g-1</ListID></ItemGroupRef>`
      + `${line('SalesReceipt', 'b-1')}${line('SalesReceipt', 'a-1')}</SalesReceiptLineGroupRet>`
      + '<SalesReceiptLineRet><TxnLineID>D</TxnLineID><Desc>only words</Desc></SalesReceiptLineRet></SalesReceiptRet>';
    const expected = {
      kind: 'salesReceipt', txnId: '1F-1', editSequence: '1234', txnNumber: '42', refNumber: 'W1036', txnDate: '2026-11-20',
      customerName: 'Web & Co',
      memo: ' Order 1036 ', externalGuid: GUID, isPending: true, salesTaxTotal: cents(105), totalAmount: cents(2203),
      itemListIds: ['a-1', 'b-1'],
    };
    expect(good(readDocuments(answerOf(`<SalesReceiptQueryRs ${OK} retCount="1">${record}</SalesReceiptQueryRs>`)))).toEqual([expected]);
    const recovery = '<ErrorRecovery><TxnID>1F-1</TxnID></ErrorRecovery>';
    expect(good(readDocuments(answerOf(`<SalesReceiptAddRs ${OK}>${record}${recovery}</SalesReceiptAddRs>`)))).toEqual([expected]);
  });

  it('adds up an invoice, which has no TotalAmount', () => {
    const invoice = (inner: string): string => `<InvoiceAddRs ${OK}><InvoiceRet><TxnID>1-1</TxnID>${inner}</InvoiceRet></InvoiceAddRs>`;
    expect(good(readDocuments(answerOf(invoice('<Subtotal>100.00</Subtotal><SalesTaxTotal>7.25</SalesTaxTotal>'
      + '<AppliedAmount>-10.00</AppliedAmount>'))))[0]?.totalAmount).toBe(10_725);
    expect(good(readDocuments(answerOf(invoice('<Subtotal>100.00</Subtotal>'))))[0])
      .toMatchObject({ totalAmount: 10_000, salesTaxTotal: null, isPending: false, itemListIds: [] });
    expect(good(readDocuments(answerOf(invoice(''))))[0]?.totalAmount).toBeNull();
  });

  it.each(DOCUMENT_KINDS)('reads the lines of a %s', (kind: DocumentKind) => {
    const type = kind.charAt(0).toUpperCase() + kind.slice(1);
    const inner = `<${type}Ret><TxnID>1-1</TxnID>${line(type, 'a-1')}</${type}Ret>`;
    const [record] = good(readDocuments(answerOf(`<${type}QueryRs ${OK}>${inner}</${type}QueryRs>`)));
    expect(record).toMatchObject({ kind, itemListIds: ['a-1'] });
  });

  it('refuses what it cannot read, and errors', () => {
    const receipt = (inner: string): string =>
      `<SalesReceiptQueryRs ${OK}><SalesReceiptRet>${inner}</SalesReceiptRet></SalesReceiptQueryRs>`;
    for (const inner of ['', '<TxnID>1</TxnID><TotalAmount>1.000,00</TotalAmount>', '<TxnID>1</TxnID><SalesTaxTotal>x</SalesTaxTotal>',
      '<TxnID>1</TxnID><Subtotal>x</Subtotal>', '<TxnID>1</TxnID><IsPending>?</IsPending>']) {
      expect([inner, codeOf(readDocuments(answerOf(receipt(inner))))]).toEqual([inner, 'recordUnreadable']);
    }
    expect(codeOf(readDocuments(answerOf('<SalesReceiptAddRs requestID="1" statusCode="3140" statusSeverity="Error" statusMessage="no '
      + 'item"/>')))).toBe('status3140');
    expect(codeOf(readDocuments(answerOf(`<CheckQueryRs ${OK}/>`)))).toBe('unexpectedAnswer');
    expect(codeOf(readDocuments(answerOf(`<InvoiceQueryRs ${OK}><CheckRet><TxnID>1</TxnID></CheckRet></InvoiceQueryRs>`))))
      .toBe('recordUnreadable');
    expect(good(readDocuments(answerOf('<InvoiceQueryRs requestID="1" statusCode="1" statusSeverity="Info"/>')))).toEqual([]);
  });
});
