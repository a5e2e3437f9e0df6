import { describe, expect, it } from 'vitest';
import { MOST_RESENDS, recover, type DoubtfulJob, type Evidence } from '../../../src/decide/recover.ts';
import type { DeletedRecord, DocumentRecord, TransactionRecord } from '../../../src/domain/document.ts';
import type { TxnID } from '../../../src/domain/ids.ts';
import { cents } from '../../../src/domain/money.ts';
import { problem } from '../../../src/domain/problem.ts';

const KEY = 'SB-ABCDEFGHIJKL';
const GUID = '{AD455752-EA7E-8A34-ACD1-A88A5D4CDDE1}';
const JOB: DoubtfulJob = { refNumber: 'W1036', memoKey: KEY, externalGuid: GUID, label: '1036', resends: 0 };
const NOTHING: Evidence = { statusCheck: { kind: 'unknown' }, byNumber: [], recent: [], deleted: [] };

function transaction(more: Partial<TransactionRecord>): TransactionRecord {
  return { type: 'SalesReceipt', txnId: 'T1' as TxnID, refNumber: 'W1036', txnDate: '2026-11-21', entityName: 'Walk-in', amount: cents(900), memo: '', ...more };
}
function document(more: Partial<DocumentRecord>): DocumentRecord {
  return {
    kind: 'salesReceipt', txnId: 'T1' as TxnID, editSequence: '1', txnNumber: '1', refNumber: 'W1036', txnDate: '2026-11-21', customerName: 'Walk-in', memo: '', externalGuid: '',
    isPending: false, salesTaxTotal: null, totalAmount: null, itemListIds: [], ...more,
  };
}
const deletion = (more: Partial<DeletedRecord>): DeletedRecord => ({ type: 'SalesReceipt', txnId: 'T1' as TxnID, refNumber: 'W1036', deletedAt: '2026-11-21T10:00:00', ...more });
const memo = `${KEY} Order 1036`;

describe('found: done', () => {
  it('by number and key', () => {
    expect(recover(JOB, { ...NOTHING, byNumber: [transaction({ memo })] })).toMatchObject({ to: 'done', txnId: 'T1' });
  });
  it('by key among several with the number', () => {
    const byNumber = [transaction({ txnId: 'T0' as TxnID, type: 'Check' }), transaction({ memo })];
    expect(recover(JOB, { ...NOTHING, byNumber })).toMatchObject({ to: 'done', txnId: 'T1' });
  });
  it('by key with another number, and says so', () => {
    expect(recover(JOB, { ...NOTHING, recent: [document({ memo, refNumber: 'HAND' })] })).toMatchObject({
      to: 'done', txnId: 'T1',
      evidence: expect.stringMatching(/HAND.*key.*changed from W1036/) as string,
    });
  });
  it('by GUID with another number and memo, whatever its case', () => {
    expect(recover(JOB, { ...NOTHING, recent: [document({ externalGuid: GUID.toLowerCase(), refNumber: 'HAND' })] })).toMatchObject({ to: 'done', txnId: 'T1' });
  });
  it('by the TxnID QuickBooks remembers, with everything else changed', () => {
    expect(recover(JOB, { ...NOTHING, statusCheck: { kind: 'stored', txnId: 'T1' as TxnID }, recent: [document({ refNumber: 'HAND' })] })).toMatchObject({ to: 'done', txnId: 'T1' });
  });
  it('although another one with that number was deleted', () => {
    expect(recover(JOB, { ...NOTHING, recent: [document({ memo, refNumber: 'HAND' })], deleted: [deletion({ txnId: 'T9' as TxnID })] })).toMatchObject({ to: 'done', txnId: 'T1' });
  });
  it('although QuickBooks claims to have refused it', () => {
    const statusCheck = { kind: 'refused', class: 'fix', problem: problem('x', 'x', 'x') } as const;
    expect(recover(JOB, { ...NOTHING, statusCheck, byNumber: [transaction({ memo })] })).toMatchObject({ to: 'done' });
  });
});

describe('not ours: a person decides', () => {
  it('an empty GUID is nobody\'s', () => {
    expect(recover({ ...JOB, externalGuid: '' }, { ...NOTHING, recent: [document({ externalGuid: '', refNumber: 'X' })] })).toMatchObject({ to: 'resend' });
  });
  it('by number only: both records are named', () => {
    expect(recover(JOB, { ...NOTHING, byNumber: [transaction({ type: 'Invoice' })] })).toMatchObject({
      to: 'needsAttention', outcomeKnown: false,
      problem: { code: 'numberTaken', what: expect.stringMatching(/Number W1036 is taken in QuickBooks by another invoice \(2026-11-21, Walk-in, 9\.00\)/) as string },
    });
  });
  it('deleted, known by the TxnID QuickBooks remembers or by its number', () => {
    expect(recover(JOB, { ...NOTHING, deleted: [deletion({})] })).toMatchObject({ to: 'needsAttention', problem: { code: 'deletedInQuickBooks' }, outcomeKnown: true });
    expect(recover(JOB, { ...NOTHING, statusCheck: { kind: 'stored', txnId: 'T1' as TxnID }, deleted: [deletion({ refNumber: 'HAND' })] })).toMatchObject({ problem: { code: 'deletedInQuickBooks' } });
    expect(recover({ ...JOB, refNumber: '' }, { ...NOTHING, deleted: [deletion({ refNumber: '', txnId: 'T9' as TxnID })] })).toMatchObject({ to: 'resend' });
  });
  it('remembered as stored, found nowhere', () => {
    for (const txnId of [null, 'T5' as TxnID]) {
      expect(recover(JOB, { ...NOTHING, statusCheck: { kind: 'stored', txnId } })).toMatchObject({ to: 'needsAttention', problem: { code: 'storedButMissing' } });
    }
  });
  it('absent after five re-sendings', () => {
    expect(recover({ ...JOB, resends: MOST_RESENDS }, NOTHING)).toMatchObject({ to: 'needsAttention', problem: { code: 'doubtNotSettled' }, outcomeKnown: false });
  });
});

describe('absent in all', () => {
  it.each([{ kind: 'unknown' }, { kind: 'known' }] as const)('and the status check says $kind: the identical bytes once more', (statusCheck) => {
    expect(recover(JOB, { ...NOTHING, statusCheck })).toMatchObject({ to: 'resend' });
  });
  it('and QuickBooks remembers that it refused: that is believed', () => {
    const why = problem('status3175', 'In use.', 'Wait.');
    expect(recover(JOB, { ...NOTHING, statusCheck: { kind: 'refused', class: 'retry', problem: why } })).toMatchObject({ to: 'refused', class: 'retry', problem: why });
  });
});
