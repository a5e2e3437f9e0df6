import { describe, expect, it } from 'vitest';
import { MOST_ATTEMPTS, settleWrite } from '../../../src/decide/settleWrite.ts';
import type { TxnID } from '../../../src/domain/ids.ts';
import { problem } from '../../../src/domain/problem.ts';

const why = problem('x', 'What happened.', 'What to do.', { detail: 'QuickBooks said so.' });

describe('what the answer to a write proves', () => {
  it('success: done', () => {
    expect(settleWrite({ kind: 'stored', txnId: 'T' as TxnID, listId: null, warning: '' }, 0)).toEqual({ to: 'done', txnId: 'T', listId: null, warning: '' });
  });
  it('0x80040400: nothing was stored, a person looks', () => {
    expect(settleWrite({ kind: 'hresult', nothingRan: true, problem: why }, 0)).toEqual({ to: 'needsAttention', problem: why, statusCode: null });
  });
  it('every other hresult, and whatever is unclear: in doubt, however often it was tried', () => {
    for (const attempts of [0, 9, 50]) {
      expect(settleWrite({ kind: 'hresult', nothingRan: false, problem: why }, attempts)).toEqual({ to: 'inDoubt', why: why.what });
      expect(settleWrite({ kind: 'unclear', why: 'empty' }, attempts)).toEqual({ to: 'inDoubt', why: 'empty' });
    }
  });
  it.each(['fix', 'user', 'bug'] as const)('an error of class %s: a person looks, at once', (kind) => {
    expect(settleWrite({ kind: 'error', class: kind, statusCode: 3140, problem: why }, 0)).toEqual({ to: 'needsAttention', problem: why, statusCode: 3140 });
  });
  it('an error that passes: again, up to the tenth time, then a person looks and reads QuickBooks\' own words', () => {
    for (let attempts = 0; attempts < MOST_ATTEMPTS - 1; attempts += 1) {
      expect(settleWrite({ kind: 'error', class: 'retry', statusCode: 3175, problem: why }, attempts)).toEqual({ to: 'ready', problem: why });
    }
    const last = settleWrite({ kind: 'error', class: 'retry', statusCode: 3175, problem: why }, MOST_ATTEMPTS - 1);
    expect(last).toMatchObject({ to: 'needsAttention', statusCode: 3175, problem: { code: 'putOffTooOften', detail: 'QuickBooks said so.' } });
    expect(MOST_ATTEMPTS).toBe(10);
  });
});
