/** QuickBooks' small lists: what is asked for, and what each record says. */
import { describe, expect, it } from 'vitest';
import { accountTypeOf, LISTS, type ListName } from '../../../../src/domain/listRecord.ts';
import { readMessageSet } from '../../../../src/quickbooks/qbxml/envelope.ts';
import { knowsList, listQuery, readList } from '../../../../src/quickbooks/qbxml/lists.ts';
import { readWithSaxes, readWithXml2js } from '../../../../src/quickbooks/xml/read.ts';
import { childrenOf } from '../../../../src/quickbooks/xml/tree.ts';
import { writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { answerOf, answerText, codeOf, good, OK } from '../samples.ts';
import { noSchema, schemaErrors } from '../schemaCheck.ts';

const CORE = '<ListID>8-1</ListID>';
const record = (name: string, rest = '', fullName = '', active = 'true'): string =>
  `${CORE}<Name>${name}</Name>${fullName === '' ? '' : `<FullName>${fullName}</FullName>`}<IsActive>${active}</IsActive>${rest}`;
const ref = (name: string, fullName: string): string => `<${name}><ListID>9-1</ListID><FullName>${fullName}</FullName></${name}>`;

/** Per list: the answer, its record, what stands in it (each element that the query wants), and what is read. */
const SAMPLES: Readonly<Record<ListName, readonly [string, string, string, { readonly name: string; readonly fullName?: string; readonly isActive?: boolean; readonly detail: string }]>> = {
  account: ['Account', 'Account', record('Checking', '<AccountType>Bank</AccountType><AccountNumber>1010</AccountNumber>', 'Parent:Checking'),
    { name: 'Checking', fullName: 'Parent:Checking', detail: 'Bank, 1010' }],
  salesTaxCode: ['SalesTaxCode', 'SalesTaxCode', record('Tax', '<IsTaxable>true</IsTaxable><Desc>Taxable Sales</Desc>'), { name: 'Tax', detail: 'Taxable, Taxable Sales' }],
  salesTaxItem: ['ItemSalesTax', 'ItemSalesTax', record('State', '<TaxRate>7.250</TaxRate>'), { name: 'State', detail: '7.25%' }],
  salesTaxGroup: ['ItemSalesTaxGroup', 'ItemSalesTaxGroup', record('All'), { name: 'All', detail: '' }],
  class: ['Class', 'Class', record('Shop', '', 'Parent:Shop', 'false'), { name: 'Shop', fullName: 'Parent:Shop', isActive: false, detail: '' }],
  terms: ['Terms', 'StandardTerms', record('Net 30'), { name: 'Net 30', detail: '' }],
  paymentMethod: ['PaymentMethod', 'PaymentMethod', record('Visa', '<PaymentMethodType>Visa</PaymentMethodType>'), { name: 'Visa', detail: 'Visa' }],
  shipMethod: ['ShipMethod', 'ShipMethod', record('UPS &amp; Co'), { name: 'UPS & Co', detail: '' }],
  salesRep: ['SalesRep', 'SalesRep', `${CORE}<Initial>AL</Initial><IsActive>true</IsActive>${ref('SalesRepEntityRef', 'Ann Lee')}`, { name: 'AL', detail: 'Ann Lee' }],
  template: ['Template', 'Template', record('Intuit Invoice', '<TemplateType>Invoice</TemplateType>'), { name: 'Intuit Invoice', detail: 'Invoice' }],
  inventorySite: ['InventorySite', 'InventorySite', record('Bin 4', ref('ParentSiteRef', 'Main')), { name: 'Bin 4', detail: 'Main' }],
  customerMessage: ['CustomerMsg', 'CustomerMsg', record('Thank you!'), { name: 'Thank you!', detail: '' }],
  currency: ['Currency', 'Currency', record('Euro', '<CurrencyCode>EUR</CurrencyCode>'), { name: 'Euro', detail: 'EUR' }],
  vendor: ['Vendor', 'Vendor', record('Acme'), { name: 'Acme', detail: '' }],
  employee: ['Employee', 'Employee', record('Ann'), { name: 'Ann', detail: '' }],
  otherName: ['OtherName', 'OtherName', record('Bob'), { name: 'Bob', detail: '' }],
};

const inner = (list: ListName): string => {
  const [query, name, fields] = SAMPLES[list];
  return `<${query}QueryRs ${OK}><${name}Ret>${fields}</${name}Ret></${query}QueryRs>`;
};

describe('each list', () => {
  it.each(LISTS)('%s: is read', (list) => {
    const { name, fullName = name, isActive = true, detail } = SAMPLES[list][3];
    expect(good(readList(answerOf(inner(list)), list))).toEqual([{ list, listId: '8-1', name, fullName, isActive, detail }]);
  });

  it.each(LISTS)('%s: asks for exactly the elements that are read, and the schema knows them', (list) => {
    const wanted = childrenOf(listQuery('1', list), 'IncludeRetElement').map((one) => one.text);
    const [record] = answerOf(inner(list)).element.children;
    expect(wanted.toSorted()).toEqual((record?.children ?? []).map((one) => one.name).toSorted());
    if (!noSchema) expect(schemaErrors(answerText(inner(list)))).toBe('');
  });

  it.each(LISTS)('%s: is asked for whole and in one answer, inactive records included', (list) => {
    const text = writeXml(listQuery('1', list));
    expect(text).not.toMatch(/iterator|MaxReturned/);
    expect(text.includes('<ActiveStatus>All</ActiveStatus>')).toBe(list !== 'template');
  });
});

describe('readList', () => {
  it('reads terms of both sorts', () => {
    const answer = answerOf(`<TermsQueryRs ${OK}><StandardTermsRet>${record('Net 30')}</StandardTermsRet><DateDrivenTermsRet>${record('1st')}</DateDrivenTermsRet></TermsQueryRs>`);
    expect(good(readList(answer, 'terms')).map((one) => one.name)).toEqual(['Net 30', '1st']);
  });

  it('writes details short', () => {
    const detail = (list: ListName, fields: string): string => {
      const [query, name] = SAMPLES[list];
      return good(readList(answerOf(`<${query}QueryRs ${OK}><${name}Ret>${CORE}<Name>x</Name>${fields}</${name}Ret></${query}QueryRs>`), list))[0]?.detail ?? '?';
    };
    expect(['7', '7.0', '0.0', '10', '10.50', '', '7.005'].map((rate) => detail('salesTaxItem', `<TaxRate>${rate}</TaxRate>`))).toEqual(['7%', '7%', '0%', '10%', '10.5%', '', '7.005%']);
    expect(detail('account', '<AccountType>Income</AccountType>')).toBe('Income');
    expect(detail('salesTaxCode', '<IsTaxable>false</IsTaxable>')).toBe('Non-taxable');
  });

  it('tells the type of an account', () => {
    expect(accountTypeOf({ list: 'account', detail: 'Bank, 1010' })).toBe('Bank');
    expect(accountTypeOf({ list: 'account', detail: 'Income' })).toBe('Income');
    expect(accountTypeOf({ list: 'class', detail: 'Bank' })).toBe('');
  });

  it('refuses what it cannot read, and never takes an error for an empty list', () => {
    const refused = (list: ListName, text: string): string => codeOf(readList(answerOf(text), list));
    expect(refused('class', `<ClassQueryRs ${OK}><ClassRet><Name>x</Name></ClassRet></ClassQueryRs>`)).toBe('recordUnreadable');
    expect(refused('class', `<ClassQueryRs ${OK}><ClassRet>${CORE}</ClassRet></ClassQueryRs>`)).toBe('recordUnreadable');
    expect(refused('class', `<ClassQueryRs ${OK}><ClassRet>${CORE}<Name>x</Name><IsActive>?</IsActive></ClassRet></ClassQueryRs>`)).toBe('recordUnreadable');
    expect(refused('account', `<AccountQueryRs ${OK}><AccountRet>${CORE}<Name>x</Name></AccountRet></AccountQueryRs>`)).toBe('recordUnreadable');
    expect(refused('class', inner('terms'))).toBe('unexpectedAnswer');
    expect(refused('employee', '<EmployeeQueryRs requestID="1" statusCode="3261" statusSeverity="Error"/>')).toBe('status3261');
    expect(good(readList(answerOf('<ClassQueryRs requestID="1" statusCode="1" statusSeverity="Info"/>'), 'class'))).toEqual([]);
  });

  it('reads a long list alike with both readers', () => {
    const many = Array.from({ length: 3_000 }, (_, at) => `<AccountRet>${record(`A${String(at)}`, '<AccountType>Bank</AccountType>', 'Parent &amp; Co:é')}</AccountRet>`).join('');
    const text = answerText(`<AccountQueryRs ${OK}>${many}</AccountQueryRs>`);
    expect(text.length).toBeGreaterThan(256 * 1024);
    expect(good(readWithSaxes(text))).toEqual(good(readWithXml2js(text)));
    const [answer] = good(readMessageSet(text)).answers;
    expect(answer === undefined ? 0 : good(readList(answer, 'account')).length).toBe(3_000);
  });
});

describe('listQuery', () => {
  it('asks for single names, never for all by accident', () => {
    expect(writeXml(listQuery('v', 'vendor', ['Ann & Co', 'Bob']))).toContain('<FullName>Ann &amp; Co</FullName><FullName>Bob</FullName><IncludeRetElement>');
    expect(() => listQuery('v', 'vendor', [])).toThrow(RangeError);
    expect(() => listQuery('v', 'template', ['A'])).toThrow(RangeError);
  });

  it('knows which QuickBooks has which list', () => {
    expect(LISTS.filter((list) => !knowsList(list, '9.0'))).toEqual(['inventorySite']);
    expect(LISTS.filter((list) => !knowsList(list, '13.0'))).toEqual([]);
  });
});
