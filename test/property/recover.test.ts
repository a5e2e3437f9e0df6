import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_RESENDS, recover, type DoubtfulJob, type Evidence, type StatusCheck } from '../../src/decide/recover.ts';
import type { DeletedRecord, DocumentRecord, TransactionRecord } from '../../src/domain/document.ts';
import type { TxnID } from '../../src/domain/ids.ts';
import { problem } from '../../src/domain/problem.ts';

const KEY = 'SB-ABCDEFGHIJKL';
const GUID = '{AD455752-EA7E-8A34-ACD1-A88A5D4CDDE1}';
const txnId = fc.constantFrom('T1', 'T2', 'T3', 'T4').map((id) => id as TxnID);
const refNumber = fc.constantFrom('W1036', 'W1037', '', 'HAND');
const memo = fc.constantFrom('', `${KEY} Order 1036`, 'SB-MNOPQRSTUVWX Order 1037', 'typed by hand');

const transaction: fc.Arbitrary<TransactionRecord> = fc.record({
  type: fc.constantFrom('SalesReceipt', 'Invoice', 'Check'), txnId, refNumber: fc.constant('W1036'), txnDate: fc.constant('2026-11-21'), entityName: fc.constant('X'), amount: fc.constant(null), memo,
});
const document: fc.Arbitrary<DocumentRecord> = fc.record({
  kind: fc.constant('salesReceipt' as const), txnId, editSequence: fc.constant('1'), txnNumber: fc.constant('1'), refNumber, txnDate: fc.constant('2026-11-21'), customerName: fc.constant('X'), memo,
  externalGuid: fc.constantFrom('', GUID, GUID.toLowerCase(), '{00000000-EA7E-8A34-ACD1-A88A5D4CDDE1}'),
  isPending: fc.constant(false), salesTaxTotal: fc.constant(null), totalAmount: fc.constant(null),
  itemListIds: fc.constant([]),
});
const deleted: fc.Arbitrary<DeletedRecord> = fc.record({ type: fc.constant('SalesReceipt'), txnId, refNumber, deletedAt: fc.constant('2026-11-21T10:00:00') });
const statusCheck: fc.Arbitrary<StatusCheck> = fc.oneof(
  fc.constant({ kind: 'unknown' } as const), fc.constant({ kind: 'known' } as const), fc.option(txnId, { nil: null }).map((id) => ({ kind: 'stored', txnId: id }) as const),
  fc.constantFrom('retry', 'fix', 'user', 'bug').map((kind) => ({ kind: 'refused', class: kind, problem: problem('x', 'x', 'x') }) as const),
);
const evidence: fc.Arbitrary<Evidence> = fc.record({
  statusCheck,
  byNumber: fc.array(transaction, { maxLength: 3 }),
  recent: fc.array(document, { maxLength: 3 }),
  deleted: fc.array(deleted, { maxLength: 2 }),
});
const job: fc.Arbitrary<DoubtfulJob> = fc.nat(8).map((resends) => ({ refNumber: 'W1036', memoKey: KEY, externalGuid: GUID, label: '1036', resends }));

const isOurs = (record: { readonly memo: string; readonly externalGuid?: string }): boolean => record.memo.includes(KEY) || record.externalGuid?.toUpperCase() === GUID;

describe('settling what is in doubt, whatever QuickBooks shows', () => {
  it('never sends again what is there, and never calls somebody else\'s document ours', () => {
    fc.assert(fc.property(job, evidence, (doubtful, shown) => {
      const verdict = recover(doubtful, shown);
      const records = [...shown.byNumber, ...shown.recent];
      const ours = records.filter(isOurs);
      const remembered = shown.statusCheck.kind === 'stored' ? shown.statusCheck.txnId : null;
      if (ours.length > 0) expect(verdict.to).toBe('done');
      if (verdict.to === 'done') {
        expect([...ours.map((record) => record.txnId), ...(remembered === null ? [] : [remembered])]).toContain(verdict.txnId);
        expect(records.map((record) => record.txnId)).toContain(verdict.txnId);
      }
      if (verdict.to === 'resend') {
        expect(shown.byNumber).toEqual([]);
        expect(ours).toEqual([]);
        expect(shown.deleted.some((record) => record.refNumber === 'W1036')).toBe(false);
        expect(['unknown', 'known']).toContain(shown.statusCheck.kind);
        expect(doubtful.resends).toBeLessThan(MOST_RESENDS);
      }
      if (verdict.to === 'refused') expect(shown.statusCheck.kind).toBe('refused');
      expect(verdict.evidence).not.toBe('');
    }), { numRuns: 3_000 });
  });
});
