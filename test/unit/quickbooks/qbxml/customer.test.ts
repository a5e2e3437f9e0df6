/** Customers in qbXML. */
import { describe, expect, it } from 'vitest';
import { customerAdd, customerQuery, readCustomers } from '../../../../src/quickbooks/qbxml/customer.ts';
import { writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { answerOf, codeOf, CUSTOMER, good, GUID, OK } from '../samples.ts';

describe('customerQuery', () => {
  it('asks by names for the fields we read, and never for everybody', () => {
    expect(writeXml(customerQuery('q1', ['A & B', 'C:D'])))
      .toBe('<CustomerQueryRq requestID="q1"><FullName>A &amp; B</FullName><FullName>C:D</FullName>'
      + ['ListID', 'Name', 'FullName', 'IsActive', 'Email', 'AccountNumber', 'ExternalGUID'].map((name) =>
      `<IncludeRetElement>${name}</IncludeRetElement>`).join('') + '</CustomerQueryRq>');
    expect(() => customerQuery('q1', [])).toThrow(RangeError);
  });
});

describe('customerAdd', () => {
  it('leaves empty fields out', () => {
    expect(writeXml(customerAdd('c1', { ...CUSTOMER, billAddress: null, firstName: '', lastName: '', phone: '', email: '',
      accountNumber: '', notes: '', externalGuid: '' })))
      .toBe('<CustomerAddRq requestID="c1"><CustomerAdd><Name>Zo&#235; O&apos;Hara</Name></CustomerAdd></CustomerAddRq>');
  });

  it('leaves out an address without any text', () => {
    const empty = { addr1: '', addr2: '', addr3: '', city: '', state: '', postalCode: '', country: '', note: '' };
    expect(writeXml(customerAdd('c1', { ...CUSTOMER, billAddress: empty }))).not.toContain('Address');
  });
});

describe('readCustomers', () => {
  it('reads queries and Adds', () => {
    const found = '<CustomerRet><ListID>80-1</ListID><Name>Job</Name><FullName>ACME:Job</FullName><IsActive>false</IsActive>'
      + `<Email>a@b.c</Email><AccountNumber> 77 </AccountNumber><ExternalGUID>${GUID}</ExternalGUID></CustomerRet>`;
    const bare = '<CustomerRet><ListID>81-1</ListID><Name>B</Name></CustomerRet>';
    expect(good(readCustomers(answerOf(`<CustomerQueryRs ${OK} retCount="2">${found}${bare}</CustomerQueryRs>`)))).toEqual([
      { listId: '80-1', name: 'Job', fullName: 'ACME:Job', isActive: false, accountNumber: ' 77 ', email: 'a@b.c', externalGuid: GUID },
      { listId: '81-1', name: 'B', fullName: 'B', isActive: true, accountNumber: '', email: '', externalGuid: '' },
    ]);
    const recovery = '<ErrorRecovery><ListID>80-1</ListID></ErrorRecovery>';
    expect(good(readCustomers(answerOf(`<CustomerAddRs ${OK}>${found}${recovery}</CustomerAddRs>`)))).toHaveLength(1);
  });

  it('is empty only when QuickBooks says that nothing was found', () => {
    expect(good(readCustomers(answerOf('<CustomerQueryRs requestID="1" statusCode="500" statusSeverity="Warn" statusMessage="none"/>'))))
      .toEqual([]);
    expect(codeOf(readCustomers(answerOf('<CustomerQueryRs requestID="1" statusCode="1010" statusSeverity="Error"/>')))).toBe('status1010');
    expect(codeOf(readCustomers(answerOf(`<ItemQueryRs ${OK}/>`)))).toBe('unexpectedAnswer');
  });

  it.each(['<Name>A</Name>', '<ListID>1</ListID>', '<ListID>1</ListID><Name>A</Name><IsActive>maybe</IsActive>',
    '<ListID> </ListID><Name>A</Name>'])('refuses a record with %s', (inner) => {
    expect(codeOf(readCustomers(answerOf(`<CustomerQueryRs ${OK}><CustomerRet>${inner}</CustomerRet></CustomerQueryRs>`))))
      .toBe('recordUnreadable');
  });
});
