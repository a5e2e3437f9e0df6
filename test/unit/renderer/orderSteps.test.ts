import { describe, expect, it } from 'vitest';
import { inShort, stepsOf, type Job } from '../../../renderer/orders/orderSteps.ts';
import { problem } from '../../../src/domain/problem.ts';

const job = (more: Partial<Job>): Job => ({ kind: 'salesReceipt', refNumber: 'W1036', everSent: false, actions: [], problem: null, ...more } as Job);
const states = (more: Partial<Job>): readonly string[] => stepsOf(job(more)).map(({ state }) => state);

describe('the way of an order', () => {
  it.each([
    [{ state: 'waiting' }, ['done', 'now', 'ahead', 'ahead']],
    [{ state: 'ready' }, ['done', 'done', 'now', 'ahead']],
    [{ state: 'sent', everSent: true }, ['done', 'done', 'done', 'now']],
    [{ state: 'inDoubt', everSent: true }, ['done', 'done', 'done', 'doubt']],
    [{ state: 'done', everSent: true }, ['done', 'done', 'done', 'done']],
    [{ state: 'cancelled' }, ['done', 'skipped', 'skipped', 'skipped']],
  ] as const)('%o', (more, expected) => { expect(states(more)).toEqual(expected); });

  it('shows the trouble where it is: at planning, at a refusal, or at what QuickBooks may have', () => {
    expect(states({ state: 'needsAttention' })).toEqual(['done', 'attention', 'ahead', 'ahead']);
    expect(states({ state: 'needsAttention', everSent: true, actions: ['retry', 'cancel'] })).toEqual(['done', 'done', 'attention', 'ahead']);
    expect(states({ state: 'needsAttention', everSent: true, actions: ['retry', 'settle'] })).toEqual(['done', 'done', 'done', 'attention']);
    expect(states({ state: 'done', everSent: true, problem: problem('totalDiffers', 'It differs.', 'Look.') })).toEqual(['done', 'done', 'done', 'attention']);
  });

  it('names the document it became, or says whose word it was', () => {
    expect(inShort(job({ state: 'done', everSent: true }))).toBe('In QuickBooks as receipt W1036');
    expect(inShort(job({ state: 'done' }))).toBe('In QuickBooks, entered by hand');
  });
});
