import { describe, expect, it } from 'vitest';
import { updateCalls } from '../../../src/contract/calls/updates.ts';
import { firstQuestion, STATES } from '../../../renderer/pending/question.ts';

describe('what the queue asks first', () => {
  it('is all of it, oldest first, without an address that says otherwise', () => {
    expect(firstQuestion({})).toEqual({ sort: 'due', descending: false });
    expect(firstQuestion({ state: '', search: '', list: 'updates' })).toEqual({ sort: 'due', descending: false });
  });

  it('is the state and the search that a link names; no state that there is not', () => {
    expect(firstQuestion({ state: 'failed', search: 'MUG-1' })).toEqual({ states: ['failed'], search: 'MUG-1', sort: 'due', descending: false });
    expect(firstQuestion({ state: 'constructor', search: 'MUG-1' })).toEqual({ search: 'MUG-1', sort: 'due', descending: false });
  });

  it('is understood by the engine, in every state', () => {
    for (const state of STATES) {
      const read = updateCalls['updates.page'].input.safeParse({ ...firstQuestion({ state, search: 'a' }), skip: 0, limit: 100 });
      expect(read.success, state).toBe(true);
    }
  });
});
