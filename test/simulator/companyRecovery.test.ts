/** Error recovery, deaths and the other faults: the three ways QuickBooks may remember. */
import { describe, expect, it } from 'vitest';
import { child, textAt } from '../../src/quickbooks/xml/tree.ts';
import { add, harness, message, readAnswer, status, type Harness } from './companyHarness.ts';

const check = ({ send }: Harness, id: string): ReturnType<Harness['send']> => send('', `newMessageSetID="${id}" oldMessageSetID="${id}"`);
const setStatus = (answer: ReturnType<Harness['send']>): string => answer.set.attributes['messageSetStatusCode'] ?? '';
const count = ({ company }: Harness): number => company.ledger().documents.length;
const DIED = '0x80010105';

describe('newMessageSetID', () => {
  it('runs a set once; the same set again is answered from memory with the TxnID', () => {
    const h = harness();
    const first = h.send(add(), 'newMessageSetID="A1"');
    const txnId = textAt(first.set, 'SalesReceiptAddRs', 'SalesReceiptRet', 'TxnID');
    const again = h.send(add(), 'newMessageSetID="A1"');
    expect([setStatus(first), setStatus(again)]).toEqual(['0', '0']);
    expect(textAt(again.set, 'SalesReceiptAddRs', 'ErrorRecovery', 'TxnID')).toBe(txnId);
    expect(child(again.responses[0] ?? again.set, 'SalesReceiptRet')).toBeUndefined();
    expect(again.responses[0]?.attributes['requestID']).toBe('1');
    expect(count(h)).toBe(1);
  });

  it('says 9001 to other content under a known ID, and does nothing', () => {
    const h = harness();
    h.send(add(), 'newMessageSetID="A1"');
    const other = h.send(add({ number: 'W2' }), 'newMessageSetID="A1"');
    expect([setStatus(other), other.responses.length, count(h)]).toEqual(['9001', 0, 1]);
  });

  it('remembers a refused set too', () => {
    const h = harness();
    h.send(add({ customer: 'Nobody' }), 'newMessageSetID="A1"');
    h.company.addCustomer({ name: 'Nobody' });
    const again = h.send(add({ customer: 'Nobody' }), 'newMessageSetID="A1"');
    expect([status(again.responses[0]), count(h)]).toEqual(['3140', 0]);
  });

  it.each([
    ['', '9004'],
    ['x'.repeat(24), '9004'],
    ['x'.repeat(23), '0'],
  ])('takes IDs of 1 to 23 characters (%s)', (id, expected) => {
    const h = harness();
    const answer = h.send(add(), `newMessageSetID="${id}"`);
    expect([setStatus(answer), count(h)]).toEqual([expected, expected === '0' ? 1 : 0]);
  });

  it('says nothing of recovery when no ID was sent', () => {
    const h = harness();
    expect(h.send(add()).set.attributes).toEqual({});
    h.send(add());
    expect(count(h)).toBe(2);
  });
});

describe('oldMessageSetID', () => {
  it('checks a status without running anything', () => {
    const h = harness();
    expect(setStatus(check(h, 'A1'))).toBe('600');
    h.send(add(), 'newMessageSetID="A1"');
    const known = check(h, 'A1');
    expect([setStatus(known), textAt(known.set, 'SalesReceiptAddRs', 'ErrorRecovery', 'TxnID')]).toEqual([
      '0',
      h.company.ledger().documents[0]?.txnId,
    ]);
    const withRequests = h.send(add({ number: 'W9' }), 'newMessageSetID="A1" oldMessageSetID="A1"');
    expect([status(withRequests.responses[0]), count(h)]).toEqual(['3230', 1]);
  });

  it('forgets by old ID alone, in the steady state, and all at once', () => {
    const h = harness();
    for (const id of ['A1', 'A2', 'A3']) h.send(add({ number: id }), `newMessageSetID="${id}"`);
    expect(setStatus(h.send('', 'oldMessageSetID="A1"'))).toBe('0');
    expect(setStatus(h.send('', 'oldMessageSetID="A1"'))).toBe('600');
    expect(setStatus(h.send(add({ number: 'A4' }), 'oldMessageSetID="A2" newMessageSetID="A4"'))).toBe('0');
    expect(['A1', 'A2', 'A3', 'A4'].map((id) => setStatus(check(h, id)))).toEqual(['600', '600', '0', '0']);
    h.send('', 'oldMessageSetID="ClearAllMessageSets"');
    expect(['A3', 'A4'].map((id) => setStatus(check(h, id)))).toEqual(['600', '600']);
  });
});

describe('a QuickBooks that dies', () => {
  it.each(['remembers', 'remembersWithoutTxnId', 'forgets'] as const)(
    'before storing: nothing is there and nothing is remembered (%s)',
    (temperament) => {
      const h = harness({ temperament });
      h.company.faults.dieBeforeCommit = 1;
      expect(h.hresult(message(add(), 'newMessageSetID="A1"'))).toBe(DIED);
      expect([setStatus(check(h, 'A1')), count(h), h.onHand('MUG-RED')]).toEqual(['600', 0, 20]);
      expect(setStatus(h.send(add(), 'newMessageSetID="A1"'))).toBe('0');
      expect(count(h)).toBe(1);
    },
  );

  it.each([
    ['remembers', '0', true, 1],
    ['remembersWithoutTxnId', '0', false, 1],
    ['forgets', '600', false, 2],
  ] as const)('after storing: %s', (temperament, expected, hasTxnId, afterResend) => {
    const h = harness({ temperament });
    h.company.faults.dieAfterCommit = 1;
    expect(h.hresult(message(add(), 'newMessageSetID="A1"'))).toBe(DIED);
    const known = check(h, 'A1');
    expect([setStatus(known), textAt(known.set, 'SalesReceiptAddRs', 'ErrorRecovery', 'TxnID') !== '', count(h)]).toEqual([
      expected,
      hasTxnId,
      1,
    ]);
    h.send(add(), 'newMessageSetID="A1"');
    expect(count(h)).toBe(afterResend);
  });

  it('in the middle of a set: earlier requests stay, and recovery has no answer (9002)', () => {
    const h = harness();
    h.company.faults.dieBeforeCommit = (write) => write.refNumber === 'B';
    expect(h.hresult(message(add({ number: 'A' }) + add({ number: 'B' }), 'newMessageSetID="A1"'))).toBe(DIED);
    h.company.faults.dieBeforeCommit = null;
    expect([setStatus(check(h, 'A1')), count(h)]).toEqual(['9002', 1]);
    expect(setStatus(h.send(add({ number: 'A' }) + add({ number: 'B' }), 'newMessageSetID="A1"'))).toBe('9002');
    expect(count(h)).toBe(1);
  });

  it('takes every session with it', () => {
    const { company } = harness();
    const [one, two] = [company.beginSession(), company.beginSession()];
    company.faults.dieAfterCommit = 1;
    expect(company.process(one, message(add()))).toMatchObject({ hresult: DIED });
    for (const session of [one, two]) expect(company.process(session, message('<HostQueryRq/>'))).toMatchObject({ hresult: '0x8004040D' });
    expect(company.process(company.beginSession(), message('<HostQueryRq/>')).kind).toBe('answer');
  });

  it('strikes at the n-th write only', () => {
    const h = harness();
    h.company.faults.dieAfterCommit = 3;
    expect([1, 2, 3, 4].map((n) => h.hresult(message(add({ number: String(n) }))))).toEqual(['', '', DIED, '']);
    expect(count(h)).toBe(4);
  });
});

describe('other faults', () => {
  it('fails once with an HRESULT before anything runs', () => {
    const h = harness();
    h.company.faults.hresultOnce = { hresult: '0x80040402', message: 'Unexpected error.' };
    expect([h.hresult(message(add())), count(h), h.hresult(message(add())), count(h)]).toEqual(['0x80040402', 0, '', 1]);
  });

  it('refuses one write with any status', () => {
    const h = harness();
    h.company.faults.refuseOnce = { code: 3180, message: 'The list has been modified by another user.' };
    expect([status(h.ask(add())), status(h.ask(add())), count(h)]).toEqual(['3180', '0', 1]);
  });

  it('garbles one answer after storing', () => {
    const h = harness();
    const session = h.company.beginSession();
    h.company.faults.garbleOnce = (xml) => xml.slice(0, 100);
    const result = h.company.process(session, message(add()));
    expect(() => readAnswer(result.kind === 'answer' ? result.xml : '')).toThrow();
    expect(count(h)).toBe(1);
  });
});

describe('an older copy of the file', () => {
  it('knows what it knew then, recovery included, and gives new IDs', () => {
    const h = harness();
    h.send(add({ number: 'A' }), 'newMessageSetID="A1"');
    const snapshot = h.company.snapshot();
    h.clock.at += 3_600_000;
    h.send(add({ number: 'B' }), 'newMessageSetID="B1"');
    const lost = h.company.ledger().documents[1]?.txnId;
    h.company.restore(snapshot);
    expect(h.hresult(message('<HostQueryRq/>'))).toBe('0x8004040D');
    const session = h.company.beginSession();
    const send = (text: string): ReturnType<typeof readAnswer> => {
      const result = h.company.process(session, text);
      return readAnswer(result.kind === 'answer' ? result.xml : '');
    };
    expect(h.company.ledger().documents.map((one) => one.refNumber)).toEqual(['A']);
    expect(setStatus(send(message('', 'newMessageSetID="A1" oldMessageSetID="A1"')))).toBe('0');
    expect(setStatus(send(message('', 'newMessageSetID="B1" oldMessageSetID="B1"')))).toBe('600');
    expect(send(message(`<SalesReceiptQueryRq><TxnID>${lost ?? ''}</TxnID></SalesReceiptQueryRq>`)).responses.map(status)).toEqual(['500']);
    expect(h.onHand('MUG-RED')).toBe(19);
  });

  it('is not restored from any other text', () => {
    const { company } = harness();
    expect(() => {
      company.restore('{}');
    }).toThrow('not a simulated company file');
    expect(company.ledger().items.length).toBeGreaterThan(0);
  });
});
