/** The frame of requests, and reading an answer's frame without ever guessing. */
import { describe, expect, it } from 'vitest';
import { answerFor, errorRecovery, readMessageSet, writeMessageSet } from '../../../../src/quickbooks/qbxml/envelope.ts';
import { hostQuery } from '../../../../src/quickbooks/qbxml/company.ts';
import { answerOf, answerText, codeOf, good, GUID, OK } from '../samples.ts';

describe('writeMessageSet', () => {
  it('declares 13.0 and stops on errors unless told otherwise', () => {
    expect(writeMessageSet({ requests: [hostQuery('1')] })).toBe('<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?>'
      + '<QBXML><QBXMLMsgsRq onError="stopOnError"><HostQueryRq requestID="1"/></QBXMLMsgsRq></QBXML>');
  });

  it('writes a status check: both IDs alike, no requests', () => {
    const text = writeMessageSet({ version: '12.0', onError: 'continueOnError', newMessageSetId: 'X1', oldMessageSetId: 'X1',
      requests: [] });
    expect(text).toBe('<?xml version="1.0" encoding="utf-8"?><?qbxml version="12.0"?>'
      + '<QBXML><QBXMLMsgsRq onError="continueOnError" newMessageSetID="X1" oldMessageSetID="X1"/></QBXML>');
  });

  it('refuses IDs that QuickBooks would refuse', () => {
    expect(() => writeMessageSet({ newMessageSetId: 'x'.repeat(24), requests: [] })).toThrow(RangeError);
    expect(() => writeMessageSet({ oldMessageSetId: '', requests: [] })).toThrow(RangeError);
    expect(writeMessageSet({ newMessageSetId: 'x'.repeat(23), requests: [] })).toContain(`newMessageSetID="${'x'.repeat(23)}"`);
  });
});

describe('readMessageSet', () => {
  it('reads every attribute', () => {
    const set = good(readMessageSet(answerText('<ItemInventoryQueryRs requestID="9" statusCode="0" statusSeverity="Info" '
      + 'statusMessage="Status OK" retCount="2" '
      + 'iteratorRemainingCount="40" iteratorID="{AB}"><ItemInventoryRet/></ItemInventoryQueryRs><HostQueryRs statusCode="500" '
      + 'statusSeverity="Warn"/>', ' messageSetStatusCode="0"')));
    expect(set.messageSetStatusCode).toBe(0);
    expect(set.answers).toHaveLength(2);
    expect(set.answers[0]).toMatchObject({
      name: 'ItemInventoryQueryRs', requestId: '9', statusCode: 0, severity: 'Info', message: 'Status OK', retCount: 2, iteratorId: '{AB}',
      iteratorRemaining: 40,
    });
    expect(set.answers[0]?.element.children.map((one) => one.name)).toEqual(['ItemInventoryRet']);
    expect(set.answers[1]).toMatchObject({ requestId: null, message: '', retCount: null, iteratorId: null, iteratorRemaining: null,
      severity: 'Warn' });
  });

  it('reads a set without answers and without recovery attributes', () => {
    expect(good(readMessageSet('<QBXML><QBXMLMsgsRs/></QBXML>'))).toEqual({ messageSetStatusCode: null, answers: [] });
    expect(good(readMessageSet(answerText('', ' messageSetStatusCode="600"'))).messageSetStatusCode).toBe(600);
  });

  it.each([
    ['no status code', answerText('<HostQueryRs statusSeverity="Info"/>')],
    ['a status code in words', answerText('<HostQueryRs statusCode="fine" statusSeverity="Info"/>')],
    ['an empty status code', answerText('<HostQueryRs statusCode="" statusSeverity="Info"/>')],
    ['no severity', answerText('<HostQueryRs statusCode="0"/>')],
    ['an unknown severity', answerText('<HostQueryRs statusCode="0" statusSeverity="Fatal"/>')],
    ['a retCount in words', answerText('<HostQueryRs statusCode="0" statusSeverity="Info" retCount="many"/>')],
    ['an iterator count in words', answerText('<HostQueryRs statusCode="0" statusSeverity="Info" iteratorRemainingCount="x"/>')],
    ['a message set status in words', answerText('', ' messageSetStatusCode="x"')],
    ['something that is no answer', answerText('<HostQueryRq requestID="1"/>')],
    ['a request', '<QBXML><QBXMLMsgsRq onError="stopOnError"/></QBXML>'],
    ['two sets', '<QBXML><QBXMLMsgsRs/><QBXMLMsgsRs/></QBXML>'],
    ['another root', '<html><body>502</body></html>'],
  ])('refuses %s', (_what, text) => {
    expect(codeOf(readMessageSet(text))).toBe('answerUnreadable');
  });

  it('hands on what the reader refuses', () => {
    expect(codeOf(readMessageSet(''))).toBe('xmlMalformed');
    expect(codeOf(readMessageSet('<!DOCTYPE a><QBXML/>'))).toBe('xmlDoctype');
    expect(codeOf(readMessageSet(answerText(`<HostQueryRs ${OK}>`)))).toBe('xmlMalformed');
  });
});

describe('answerFor', () => {
  it('goes by requestID, never by position, and never chooses between two', () => {
    const set = good(readMessageSet(answerText('<ARs requestID="2" statusCode="0" statusSeverity="Info"/><BRs requestID="1" '
      + 'statusCode="1" statusSeverity="Info"/>'
      + '<CRs requestID="3" statusCode="0" statusSeverity="Info"/><DRs requestID="3" statusCode="0" statusSeverity="Info"/>')));
    expect(answerFor(set, '1')?.name).toBe('BRs');
    expect(answerFor(set, '2')?.name).toBe('ARs');
    expect(answerFor(set, '3')).toBeNull();
    expect(answerFor(set, '4')).toBeNull();
  });
});

describe('errorRecovery', () => {
  it('hands over what QuickBooks remembers', () => {
    const block = `<ErrorRecovery><TxnID>1F-1</TxnID><TxnNumber>8</TxnNumber><EditSequence>1</EditSequence>`
      + `<ExternalGUID>${GUID}</ExternalGUID></ErrorRecovery>`;
    expect(errorRecovery(answerOf(`<SalesReceiptAddRs ${OK}>${block}</SalesReceiptAddRs>`)))
      .toEqual({ txnId: '1F-1', listId: null, externalGuid: GUID });
    expect(errorRecovery(answerOf(`<CustomerAddRs ${OK}><ErrorRecovery><ListID>8-1</ListID></ErrorRecovery></CustomerAddRs>`)))
      .toEqual({ txnId: null, listId: '8-1', externalGuid: null });
    expect(errorRecovery(answerOf(`<SalesReceiptAddRs ${OK}><ErrorRecovery/></SalesReceiptAddRs>`)))
      .toEqual({ txnId: null, listId: null, externalGuid: null });
    expect(errorRecovery(answerOf(`<SalesReceiptAddRs ${OK}/>`))).toBeNull();
  });
});
