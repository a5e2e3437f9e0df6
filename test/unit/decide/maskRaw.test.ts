import { describe, expect, it } from 'vitest';
import { maskRaw } from '../../../src/decide/maskRaw.ts';

const add = (inner: string): string => `<?xml version="1.0"?><QBXML><QBXMLMsgsRq onError="stopOnError">${inner}</QBXMLMsgsRq></QBXML>`;

describe('maskRaw on qbXML', () => {
  it('takes out names, addresses, telephone numbers and e-mail addresses by where they stand, whoever they belong to', () => {
    const masked = maskRaw(add('<CustomerAddRq requestID="1"><CustomerAdd><Name>Ann Regular</Name><CompanyName>Regular &amp; Sons</CompanyName><FirstName>Ann</FirstName><LastName>Regular</LastName>'
      + '<BillAddress><Addr1>Ann Regular</Addr1><Addr2>5 Oak St</Addr2><City>Springwell</City><State>IL</State><PostalCode>62701</PostalCode><Note>back door</Note></BillAddress>'
      + '<Phone>555-0100</Phone><Email>ann@example.com</Email><ExternalGUID>{A-1}</ExternalGUID></CustomerAdd></CustomerAddRq>'));
    for (const personal of ['Ann', 'Regular', 'Sons', 'Oak', 'Springwell', '62701', 'back door', '555', 'ann@']) expect(masked, personal).not.toContain(personal);
    expect(masked).toContain('<State>IL</State>');
    expect(masked).toContain('<ExternalGUID>{A-1}</ExternalGUID>');
    expect(masked.match(/<\/?[A-Za-z]+/g)).toEqual(maskRaw(masked).match(/<\/?[A-Za-z]+/g));
  });

  it('takes out whom a document or a list answers with, and leaves what items, accounts and the company are called', () => {
    const masked = maskRaw(add(
      '<SalesReceiptRet><TxnID>1-2</TxnID><CustomerRef><ListID>8-1</ListID><FullName>Bert Stranger</FullName></CustomerRef><DepositToAccountRef><FullName>Checking</FullName></DepositToAccountRef>'
      + '<SalesReceiptLineRet><ItemRef><ListID>9-1</ListID><FullName>MUG</FullName></ItemRef><Desc>Red mug</Desc></SalesReceiptLineRet></SalesReceiptRet>'
      + '<TransactionRet><EntityRef><FullName>Carla Other</FullName></EntityRef><RefNumber>W1001</RefNumber></TransactionRet><ItemInventoryRet><Name>MUG</Name></ItemInventoryRet><CompanyRet><CompanyName>Maple Street Goods</CompanyName></CompanyRet>'
      + '<CustomerQueryRq requestID="2"><FullName>Dora Asked</FullName></CustomerQueryRq>',
    ));
    for (const person of ['Bert', 'Carla', 'Dora']) expect(masked, person).not.toContain(person);
    for (const kept of [
      '<FullName>Checking</FullName>', '<FullName>MUG</FullName>', '<Name>MUG</Name>',
      '<CompanyName>Maple Street Goods</CompanyName>', '8-1', 'W1001', 'Red mug',
    ]) expect(masked, kept).toContain(kept);
  });

  it('keeps our key in a memo and takes out what the buyer wrote', () => {
    expect(maskRaw('<Memo>[SB7Q2] Order 1001 | Leave it with Mrs Quimbly</Memo>')).toBe('<Memo>[SB7Q2] Order 1001 | [person]</Memo>');
    expect(maskRaw('<Memo>[SB7Q2] Order 1001</Memo>')).toBe('<Memo>[SB7Q2] Order 1001</Memo>');
  });

  it('takes out whom QuickBooks quotes, and leaves the items it quotes', () => {
    expect(maskRaw('<CustomerQueryRs requestID="1" statusCode="500" statusMessage="No &quot;Ann Regular&quot; or &quot;Bert&quot; here."/>'))
      .toBe('<CustomerQueryRs requestID="1" statusCode="500" statusMessage="No &quot;[person]&quot; or &quot;[person]&quot; here."/>');
    expect(maskRaw('<InvoiceAddRs statusMessage="There is an invalid reference to QuickBooks Customer &quot;Ann&quot; in the Invoice."/>')).not.toContain('Ann');
    expect(maskRaw('<ItemQueryRs statusMessage="No &quot;MUG&quot; here."/>')).toContain('&quot;MUG&quot;');
  });

  it('takes out what is known of the buyer elsewhere, however XML writes it, and never harms an element', () => {
    expect(maskRaw('<Desc>For O&apos;Brien &amp; Co</Desc><SalesReceiptAdd/>', ['O\'Brien & Co', 'Sales', 'Desc'])).toBe('<Desc>For [person]</Desc><SalesReceiptAdd/>');
    expect(maskRaw('<CustomerAddRs statusMessage="The name &quot;x&quot; is taken, ask ann@example.com"><A>C:\\Users\\ann\\b.qbw</A></CustomerAddRs>'))
      .toBe('<CustomerAddRs statusMessage="The name &quot;[person]&quot; is taken, ask [e-mail]"><A>C:\\Users\\[user]\\b.qbw</A></CustomerAddRs>');
  });
});

describe('maskRaw on a shop\'s JSON', () => {
  it('takes out a buyer\'s fields, even with quotes in them, and leaves the goods', () => {
    const text = JSON.stringify({
      id: 7, sku: 'MUG', name: 'Mug', stock_quantity: 5,
      billing: { first_name: 'Ann "Nan"', last_name: 'Regular', address_1: '5 Oak St', city: 'X', phone: '555' },
      customer_note: 'ring', meta: 'ann@example.com',
    }, null, 2);
    const masked = maskRaw(text);
    expect(JSON.parse(masked)).toEqual({
      id: 7, sku: 'MUG', name: 'Mug', stock_quantity: 5,
      billing: { first_name: '[person]', last_name: '[person]', address_1: '[person]', city: '[person]', phone: '[person]' },
      customer_note: '[person]', meta: '[e-mail]',
    });
  });

  it('is quick on a long run of letters', () => {
    const began = performance.now();
    expect(maskRaw(`{"image":"${'A'.repeat(400_000)}"}`)).toHaveLength(400_012);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
