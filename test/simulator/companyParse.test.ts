/** What the company file refuses before anything runs, and how a set goes on after a refusal. */
import { describe, expect, it } from 'vitest';
import { textAt } from '../../src/quickbooks/xml/tree.ts';
import { add, harness, message, OWNER_ID, status } from './companyHarness.ts';

const UNPARSABLE = '0x80040400';

describe('the document frame', () => {
  it.each([
    ['no qbxml instruction', message('').replace(/<\?qbxml[^>]*>/, ''), '0x80040423'],
    ['a version this QuickBooks does not know', message('', '', '99.0'), '0x80040423'],
    ['something before <?xml', ` ${message('')}`, UNPARSABLE],
    ['a byte order mark', `\uFEFF${message('')}`, UNPARSABLE],
    ['not XML', message('<ItemQueryRq>'), UNPARSABLE],
    ['an ampersand that is not escaped', message('<CustomerQueryRq><FullName>A & B</FullName></CustomerQueryRq>'), UNPARSABLE],
    ['a control character', message('<CustomerQueryRq><FullName>A\u0007</FullName></CustomerQueryRq>'), UNPARSABLE],
    ['a reference to a control character', message('<CustomerQueryRq><FullName>A&#7;</FullName></CustomerQueryRq>'), UNPARSABLE],
    ['a raw character above 127', message('<CustomerQueryRq><FullName>é</FullName></CustomerQueryRq>'), UNPARSABLE],
    ['no onError', message('').replace(' onError="stopOnError"', ''), UNPARSABLE],
    ['rollbackOnError', message('', '', '13.0', 'rollbackOnError'), UNPARSABLE],
    ['an unknown attribute of the set', message('', 'messageSetID="1"'), UNPARSABLE],
    ['an unknown request', message('<StockQueryRq/>'), UNPARSABLE],
    ['an unknown element', message('<ItemQueryRq><Nonsense/></ItemQueryRq>'), UNPARSABLE],
    [
      'elements out of order',
      message('<ItemQueryRq><ActiveStatus>All</ActiveStatus><MaxReturned>1</MaxReturned></ItemQueryRq>'),
      UNPARSABLE,
    ],
    ['a missing compulsory element', message('<CustomerAddRq><CustomerAdd/></CustomerAddRq>'), UNPARSABLE],
    ['a wrong enumeration', message('<ItemQueryRq><ActiveStatus>active</ActiveStatus></ItemQueryRq>'), UNPARSABLE],
    ['a wrong amount', message(add({ lines: [{ item: 'MUG-RED', amount: '1.5' }] })), UNPARSABLE],
    ['a day that does not exist', message(add({ date: '2026-02-30' })), UNPARSABLE],
    ['an iterator where there is none', message('<AccountQueryRq iterator="Start"/>'), UNPARSABLE],
    [
      'an element younger than the version',
      message('<CustomerQueryRq><ClassFilter><FullName>x</FullName></ClassFilter></CustomerQueryRq>', '', '11.0'),
      UNPARSABLE,
    ],
    ['ShipDate after FOB in a sales receipt', message(add({ header: '<FOB>x</FOB><ShipDate>2026-01-01</ShipDate>' })), UNPARSABLE],
    ['tax included, which is not for the US', message(add({ header: '<IsTaxIncluded>true</IsTaxIncluded>' })), UNPARSABLE],
  ])('refuses %s', (_what, text, hresult) => {
    const { company, hresult: fail } = harness();
    expect(fail(text)).toBe(hresult);
    expect(company.ledger().documents).toEqual([]);
  });

  it('takes entities for characters above 127, older versions, and elements of the version', () => {
    const { hresult } = harness();
    expect(hresult(message('<CustomerQueryRq><FullName>&#233;&#8364;</FullName></CustomerQueryRq>'))).toBe('');
    expect(hresult(message('<CustomerQueryRq><FullName>x</FullName></CustomerQueryRq>', '', '5.0'))).toBe('');
    expect(hresult(message('<CustomerQueryRq><ClassFilter><FullName>x</FullName></ClassFilter></CustomerQueryRq>', '', '12.0'))).toBe('');
  });

  it('runs nothing of a set with one bad request in it', () => {
    const { company, hresult } = harness();
    expect(hresult(message(`${add()}<ItemQueryRq><Nonsense/></ItemQueryRq>`, 'newMessageSetID="A"'))).toBe(UNPARSABLE);
    expect(company.ledger().documents).toHaveLength(0);
  });

  it('keeps raw characters when told to trust the declared encoding', () => {
    const { hresult } = harness({ refuseRawCharacters: false });
    expect(hresult(message('<CustomerQueryRq><FullName>é</FullName></CustomerQueryRq>'))).toBe('');
  });
});

describe('a request that is refused alone', () => {
  it('names a text that is too long (3070) and stores nothing', () => {
    const { company, ask } = harness();
    const response = ask(add({ number: '123456789012' }));
    expect(status(response)).toBe('3070');
    expect(response.attributes['statusMessage']).toContain('"RefNumber"');
    expect(company.ledger().documents).toHaveLength(0);
    expect(status(ask(add({ number: '12345678901' })))).toBe('0');
  });

  it('counts characters, not entities', () => {
    const { ask } = harness();
    expect(status(ask(`<CustomerAddRq><CustomerAdd><Name>${'&#233;'.repeat(41)}</Name></CustomerAdd></CustomerAddRq>`))).toBe('0');
    expect(status(ask(`<CustomerAddRq><CustomerAdd><Name>${'&#232;'.repeat(42)}</Name></CustomerAdd></CustomerAddRq>`))).toBe('3070');
  });

  it('answers 1030 to what it does not carry out and 1060 to a requestID of more than 50 characters', () => {
    const { ask } = harness();
    expect(status(ask('<LeadQueryRq requestID="7"/>'))).toBe('1030');
    expect(status(ask(`<HostQueryRq requestID="${'x'.repeat(51)}"/>`))).toBe('1060');
    expect(ask('<HostQueryRq requestID="my 7"/>').attributes['requestID']).toBe('my 7');
  });

  it('stops at the first error with stopOnError, keeps what was done, and marks the rest 3231', () => {
    const { company, send } = harness();
    const { responses } = send(
      add({ number: 'A', id: '1' }) + add({ number: 'B', customer: 'Nobody', id: '2' }) + add({ number: 'C', id: '3' }),
    );
    expect(responses.map(status)).toEqual(['0', '3140', '3231']);
    expect(responses.map((one) => one.attributes['statusSeverity'])).toEqual(['Info', 'Error', 'Error']);
    expect(responses.map((one) => one.attributes['requestID'])).toEqual(['1', '2', '3']);
    expect(company.ledger().documents.map((one) => one.refNumber)).toEqual(['A']);
  });

  it('goes on with continueOnError, and an empty query stops nothing', () => {
    const { send } = harness();
    expect(send(add({ customer: 'Nobody' }) + add(), '', '13.0', 'continueOnError').responses.map(status)).toEqual(['3140', '0']);
    expect(send('<SalesOrderQueryRq/><HostQueryRq/>').responses.map(status)).toEqual(['1', '0']);
  });

  it('answers with the status only when asked for includeNone', () => {
    const { ask } = harness();
    expect(ask(add(), 'responseData="includeNone"').children).toEqual([]);
  });
});

describe('sessions', () => {
  it('knows only its own and open sessions', () => {
    const { company } = harness();
    const session = company.beginSession();
    expect(company.process('other', message('<HostQueryRq/>'))).toMatchObject({ kind: 'failed', hresult: '0x8004040D' });
    company.endSession(session);
    expect(company.process(session, message('<HostQueryRq/>'))).toMatchObject({ kind: 'failed', hresult: '0x8004040D' });
  });

  it('starts every answer the way QuickBooks does', () => {
    const { company } = harness();
    const result = company.process(company.beginSession(), message('<HostQueryRq/>'));
    expect(result.kind === 'answer' && result.xml).toMatch(/^<\?xml version="1\.0" \?>\s*<QBXML><QBXMLMsgsRs><HostQueryRs /);
  });
});

describe('who is answering', () => {
  it('shows the stamp only to its owner', () => {
    const { company, ask } = harness();
    const fileIdFor = (owner: string): string =>
      textAt(ask(`<CompanyQueryRq><OwnerID>${owner}</OwnerID></CompanyQueryRq>`), 'CompanyRet', 'DataExtRet', 'DataExtValue');
    expect(fileIdFor(OWNER_ID)).toBe(company.card().fileId);
    expect(fileIdFor('{99999999-2222-3333-4444-555555555555}')).toBe('');
    expect(textAt(ask('<CompanyQueryRq/>'), 'CompanyRet', 'DataExtRet', 'DataExtValue')).toBe('');
    company.stampFileId('');
    expect(fileIdFor(OWNER_ID)).toBe('');
  });

  it('tells country, versions, closing date and whether sales tax is on', () => {
    const { company, ask } = harness();
    expect(textAt(ask('<HostQueryRq/>'), 'HostRet', 'Country')).toBe('US');
    expect(company.hcpResponse()).toContain('<SupportedQBXMLVersion>13.0</SupportedQBXMLVersion>');
    expect(textAt(ask('<PreferencesQueryRq/>'), 'PreferencesRet', 'AccountingPreferences', 'ClosingDate')).toBe('');
    company.setClosingDate('2025-12-31');
    expect(textAt(ask('<PreferencesQueryRq/>'), 'PreferencesRet', 'AccountingPreferences', 'ClosingDate')).toBe('2025-12-31');
    expect(company.hcpResponse()).toContain('<SalesTaxPreferences>');
    expect(harness({ salesTaxOn: false }).company.hcpResponse()).not.toContain('SalesTaxPreferences');
  });
});
