/** Who answered: from the Web Connector's strHCPResponse in both its shapes. */
import { describe, expect, it } from 'vitest';
import { readIdentity } from '../../../../src/quickbooks/qbxml/company.ts';
import { OWNER_ID } from '../../../../src/quickbooks/qwcFile.ts';
import { answerText, codeOf, good, GUID } from '../samples.ts';

const INFO = 'statusCode="0" statusSeverity="Info" statusMessage="Status OK"';
const HOST = `<HostQueryRs requestID="0" ${INFO}><HostRet><ProductName>QuickBooks Enterprise Solutions 24.0</ProductName>`
  + '<MajorVersion>34</MajorVersion><MinorVersion>0</MinorVersion>'
  + '<Country>US</Country><SupportedQBXMLVersion>1.0</SupportedQBXMLVersion><SupportedQBXMLVersion>13.0</SupportedQBXMLVersion>'
  + '<IsAutomaticLogin>false</IsAutomaticLogin><QBFileMode>SingleUser</QBFileMode></HostRet></HostQueryRs>';

function stamp(owner: string, name: string, value: string): string {
  return `<DataExtRet><OwnerID>${owner}</OwnerID><DataExtName>${name}</DataExtName>`
    + `<DataExtType>STR255TYPE</DataExtType><DataExtValue>${value}</DataExtValue></DataExtRet>`;
}

function company(stamps: string): string {
  return `<CompanyQueryRs requestID="1" ${INFO}><CompanyRet><IsSampleCompany>false</IsSampleCompany>`
    + `<CompanyName>Rock &amp; Castle</CompanyName>${stamps}</CompanyRet></CompanyQueryRs>`;
}

function preferences(inner: string): string {
  return `<PreferencesQueryRs requestID="2" ${INFO}><PreferencesRet>${inner}</PreferencesRet></PreferencesQueryRs>`;
}

const PREFERENCES = preferences('<AccountingPreferences><IsUsingClassTracking>true</IsUsingClassTracking>'
  + '<ClosingDate>2025-12-31</ClosingDate></AccountingPreferences>'
  + '<MultiCurrencyPreferences><IsMultiCurrencyOn>true</IsMultiCurrencyOn><HomeCurrencyRef><ListID>1-1</ListID>'
  + '<FullName>Canadian Dollar</FullName></HomeCurrencyRef></MultiCurrencyPreferences>'
  + '<MultiLocationInventoryPreferences><IsMultiLocationInventoryEnabled>true</IsMultiLocationInventoryEnabled></MultiLocationInventoryPreferences>'
  + '<PurchasesAndVendorsPreferences><IsUsingInventory>1</IsUsingInventory></PurchasesAndVendorsPreferences>'
  + '<SalesAndCustomersPreferences><IsAutoApplyingPayments>true</IsAutoApplyingPayments></SalesAndCustomersPreferences>'
  + '<SalesTaxPreferences><DefaultItemSalesTaxRef><FullName>State Tax</FullName></DefaultItemSalesTaxRef><PaySalesTax>Monthly</PaySalesTax>'
  + '<DefaultTaxableSalesTaxCodeRef><FullName>Tax</FullName></DefaultTaxableSalesTaxCodeRef>'
  + '<DefaultNonTaxableSalesTaxCodeRef><FullName>Non</FullName></DefaultNonTaxableSalesTaxCodeRef></SalesTaxPreferences>');
const COMPANY = company(stamp(OWNER_ID, 'AppLock', 'x') + stamp(OWNER_ID, 'FileID', GUID));

const IDENTITY = {
  fileId: GUID, name: 'Rock & Castle', country: 'US', product: 'QuickBooks Enterprise Solutions 24.0', supportedVersions: ['1.0', '13.0'],
  closingDate: '2025-12-31', salesTaxOn: true, multiCurrencyOn: true, homeCurrency: 'Canadian Dollar', homeCurrencyCode: 'CAD',
  preferences: {
    classTrackingOn: true, sitesOn: true, inventoryOn: true, autoApplyPayments: true, amountsIncludeTax: false,
    defaultTaxItem: 'State Tax', taxableCode: 'Tax', nonTaxableCode: 'Non',
  },
};

describe('readIdentity', () => {
  it('reads one document with three answers, in any order', () => {
    expect(good(readIdentity(answerText(HOST + COMPANY + PREFERENCES)))).toEqual(IDENTITY);
    expect(good(readIdentity(answerText(PREFERENCES + HOST + COMPANY)))).toEqual(IDENTITY);
  });

  it('reads several documents after each other', () => {
    expect(good(readIdentity(answerText(HOST) + answerText(COMPANY) + answerText(PREFERENCES)))).toEqual(IDENTITY);
    expect(good(readIdentity(`\uFEFF${answerText(HOST)}\r\n\r\n${answerText(COMPANY + PREFERENCES)}`))).toEqual(IDENTITY);
  });

  it('does not mind that all three carry the same requestID', () => {
    expect(good(readIdentity(answerText((HOST + COMPANY + PREFERENCES).replace(/requestID="\d"/g, 'requestID="0"'))))).toEqual(IDENTITY);
  });

  it('knows what is absent', () => {
    expect(good(readIdentity(answerText(HOST + company('') + preferences(''))))).toEqual({
      ...IDENTITY, fileId: '', closingDate: null, salesTaxOn: false, multiCurrencyOn: false, homeCurrency: '', homeCurrencyCode: 'USD',
      preferences: {
        classTrackingOn: false, sitesOn: false, inventoryOn: false, autoApplyPayments: false, amountsIncludeTax: false,
        defaultTaxItem: '', taxableCode: '', nonTaxableCode: '',
      },
    });
  });

  it.each([
    ['on, and its name known', 'US', '<IsMultiCurrencyOn>true</IsMultiCurrencyOn><HomeCurrencyRef><FullName>Euro</FullName></HomeCurrencyRef>', 'EUR'],
    ['on, and its name not known', 'US', '<IsMultiCurrencyOn>true</IsMultiCurrencyOn><HomeCurrencyRef><FullName>Talent</FullName></HomeCurrencyRef>', ''],
    ['on, and its name not said', 'US', '<IsMultiCurrencyOn>true</IsMultiCurrencyOn>', ''],
    ['off, in the edition for Canada', 'CA', '', 'CAD'],
    ['off, in an edition that is not known', 'XX', '', ''],
  ])('never assumes the currency of the books: multi-currency is %s', (_what, country, inner, code) => {
    const host = HOST.replace('<Country>US', `<Country>${country}`);
    const text = answerText(host + company('') + preferences(`<MultiCurrencyPreferences>${inner}</MultiCurrencyPreferences>`));
    expect(good(readIdentity(text)).homeCurrencyCode).toBe(code);
  });

  it('takes our FileID where several programs have one, and refuses to choose otherwise', () => {
    const other = stamp('{11111111-1111-1111-1111-111111111111}', 'FileID', '{22222222-2222-2222-2222-222222222222}');
    expect(good(readIdentity(answerText(HOST + company(other + stamp(OWNER_ID.toLowerCase(), 'FileID', GUID)) + PREFERENCES))).fileId)
      .toBe(GUID);
    expect(good(readIdentity(answerText(HOST + company(other) + PREFERENCES))).fileId).toBe('{22222222-2222-2222-2222-222222222222}');
    expect(codeOf(readIdentity(answerText(HOST + company(stamp(OWNER_ID, 'FileID', 'a') + stamp(OWNER_ID, 'FileID', 'b')) + PREFERENCES))))
      .toBe('recordUnreadable');
  });

  it.each([
    ['nothing', '', 'identityUnreadable'],
    ['no host', answerText(COMPANY + PREFERENCES), 'identityUnreadable'],
    ['no company', answerText(HOST + PREFERENCES), 'identityUnreadable'],
    ['no preferences', answerText(HOST + COMPANY), 'identityUnreadable'],
    ['a refused query',
      answerText(`${HOST}${COMPANY}<PreferencesQueryRs requestID="2" statusCode="3260" statusSeverity="Error" statusMessage="no"/>`),
      'status3260'],
    ['a broken closing date', answerText(HOST + COMPANY
      + preferences('<AccountingPreferences><ClosingDate>31.12.2025</ClosingDate></AccountingPreferences>')), 'recordUnreadable'],
    ['a broken flag', answerText(HOST + COMPANY
      + preferences('<MultiCurrencyPreferences><IsMultiCurrencyOn>perhaps</IsMultiCurrencyOn></MultiCurrencyPreferences>')),
      'recordUnreadable'],
    ['a broken switch', answerText(HOST + COMPANY
      + preferences('<SalesAndCustomersPreferences><IsAutoApplyingPayments>?</IsAutoApplyingPayments></SalesAndCustomersPreferences>')),
      'recordUnreadable'],
    ['half a document', answerText(HOST + COMPANY).slice(0, -20), 'xmlMalformed'],
    ['words', 'not xml', 'xmlMalformed'],
  ])('refuses %s', (_what, text, code) => {
    expect(codeOf(readIdentity(text))).toBe(code);
  });
});
