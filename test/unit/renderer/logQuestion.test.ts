import { describe, expect, it } from 'vitest';
import { questionOf, withPart } from '../../../renderer/log/question.ts';

describe('what is asked of the log', () => {
  it('takes both days whole, in the time of this PC', () => {
    expect(questionOf({ from: '2026-11-20', to: '2026-11-21' })).toEqual({ from: new Date(2026, 10, 20).getTime(), to: new Date(2026, 10, 22).getTime() });
  });

  it('leaves out what is no word, no day, no store and no outcome', () => {
    expect(questionOf({ words: '  ', sku: '', outcome: 'nonsense', store: 'x', company: '0', from: 'yesterday', to: '2026-1-1' })).toEqual({});
    expect(questionOf({ words: 'mug', sku: 'MUG', order: '1036', outcome: 'failed', store: '2', company: '1' }))
      .toEqual({ words: 'mug', sku: 'MUG', order: '1036', outcome: 'failed', companyId: 1, connectionId: 2 });
  });

  it('takes a part out with an empty text', () => {
    expect(withPart({ sku: 'MUG', words: 'a' }, 'sku', '')).toEqual({ words: 'a' });
    expect(withPart({}, 'sku', 'MUG')).toEqual({ sku: 'MUG' });
  });
});
