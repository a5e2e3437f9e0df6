/** Custom fields: written only where they differ, so that writing them again changes nothing. */
import { describe, expect, it } from 'vitest';
import type { TxnID } from '../../../../src/domain/ids.ts';
import { customFieldWrites, type CustomFields } from '../../../../src/quickbooks/qbxml/dataExt.ts';
import { readDocuments } from '../../../../src/quickbooks/qbxml/document.ts';
import { textAt } from '../../../../src/quickbooks/xml/tree.ts';
import { writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { answerOf, good, OK } from '../samples.ts';

const TARGET = { kind: 'invoice', txnId: '1F-1' as TxnID } as const;
const WANTED = [{ name: 'Gate', value: '7' }, { name: 'Source', value: 'Web & Co' }];

/** What QuickBooks would then hold. */
function applied(present: CustomFields | null): CustomFields {
  const fields: Record<string, string> = { ...present };
  for (const one of customFieldWrites('f', TARGET, WANTED, present)) {
    const [inner] = one.children;
    if (inner === undefined) throw new Error('empty request');
    const name = textAt(inner, 'DataExtName');
    const held = Object.keys(fields).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
    // As strict as QuickBooks: an Add onto a value is refused (3180), a Mod needs one.
    if ((fields[held] ?? '') !== '' !== (one.name === 'DataExtModRq')) throw new Error(`3180 for ${one.name} of ${name}`);
    fields[held] = textAt(inner, 'DataExtValue');
  }
  return fields;
}

describe('customFieldWrites', () => {
  it('adds what is missing and changes what differs', () => {
    expect(customFieldWrites('f', TARGET, WANTED, { Gate: '6' }).map(writeXml)).toEqual([
      '<DataExtModRq requestID="f-1"><DataExtMod><OwnerID>0</OwnerID><DataExtName>Gate</DataExtName><TxnDataExtType>Invoice</TxnDataExtType>'
        + '<TxnID>1F-1</TxnID><DataExtValue>7</DataExtValue></DataExtMod></DataExtModRq>',
      '<DataExtAddRq requestID="f-2"><DataExtAdd><OwnerID>0</OwnerID><DataExtName>Source</DataExtName><TxnDataExtType>Invoice</TxnDataExtType>'
        + '<TxnID>1F-1</TxnID><DataExtValue>Web &amp; Co</DataExtValue></DataExtAdd></DataExtAddRq>',
    ]);
  });

  it.each([null, {}, { Gate: '6' }, { gate: '7', SOURCE: '' }, { Gate: '7', Source: 'Web & Co' }, { Other: 'x' }])('comes to rest from %j', (present) => {
    expect(customFieldWrites('f', TARGET, WANTED, applied(present))).toEqual([]);
  });

  it('leaves out empty wishes, and asks for nothing when all is there', () => {
    expect(customFieldWrites('f', TARGET, [{ name: 'Gate', value: '' }, { name: '', value: 'x' }], null)).toEqual([]);
    expect(customFieldWrites('f', TARGET, WANTED, { gate: '7', Source: 'Web & Co' })).toEqual([]);
  });
});

describe('the custom fields of a document', () => {
  it('are read where there are any', () => {
    const field = (owner: string, name: string): string =>
      `<DataExtRet>${owner}<DataExtName>${name}</DataExtName><DataExtType>STR255TYPE</DataExtType><DataExtValue>7</DataExtValue></DataExtRet>`;
    const read = (inner: string): unknown => good(readDocuments(answerOf(`<InvoiceQueryRs ${OK}><InvoiceRet><TxnID>1</TxnID>${inner}</InvoiceRet></InvoiceQueryRs>`)))[0];
    expect(read(field('<OwnerID>0</OwnerID>', 'Gate') + field('', 'Door') + field('<OwnerID>{1}</OwnerID>', 'Secret')))
      .toMatchObject({ customFields: { Gate: '7', Door: '7' } });
    expect('customFields' in (read('') as object)).toBe(false);
  });
});
