/** When the desktop says something by itself, and when it keeps quiet. */
import { describe, expect, it } from 'vitest';
import type { BridgeState } from '../../../src/contract/host.ts';
import { newsOf, NOTHING_TOLD, type Memory, type News } from '../../../src/main/attention.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 21, 9);

function state(problems: readonly string[], lastPollAt: number | null = null, approved = true): BridgeState {
  return {
    health: 'good',
    problems: problems.map((key) => ({ key, label: `label of ${key}`, problem: { code: 'x', what: `what of ${key}`, todo: 'do it' } })),
    companies: [{ name: 'Maple', lastPollAt, approved }],
  };
}

function see(memory: Memory, seen: BridgeState, minutes = 0, awake = 0): News {
  return newsOf(memory, seen, { now: START + minutes * MINUTE, awakeSince: START + awake * MINUTE });
}

const at = (minutes: number): number => START + minutes * MINUTE;

describe('problems', () => {
  it('are told when they appear, not while they last', () => {
    const first = see(NOTHING_TOLD, state(['a']));
    expect(first.problems).toEqual([{ label: 'label of a', what: 'what of a' }]);
    const second = see(first.memory, state(['a', 'b']));
    expect(second.problems.map(({ label }) => label)).toEqual(['label of b']);
    expect(see(second.memory, state(['b', 'a'])).problems).toEqual([]);
  });

  it('are told again when they come back', () => {
    const gone = see(see(NOTHING_TOLD, state(['a'])).memory, state([]));
    expect(gone.problems).toEqual([]);
    expect(see(gone.memory, state(['a'])).problems).toHaveLength(1);
  });
});

describe('a silent Web Connector', () => {
  it('is told once, after three of its own intervals', () => {
    const one = see(NOTHING_TOLD, state([], at(0)), 1);
    const two = see(one.memory, state([], at(10)), 11);
    expect(see(two.memory, state([], at(10)), 39).late).toEqual([]);
    const late = see(two.memory, state([], at(10)), 41);
    expect(late.late).toEqual([{ company: 'Maple', minutes: 31 }]);
    expect(see(late.memory, state([], at(10)), 90).late).toEqual([]);
  });

  it('is told anew after it has called again', () => {
    const late = see(see(NOTHING_TOLD, state([], at(0)), 1).memory, state([], at(0)), 121);
    expect(late.late).toHaveLength(1);
    const back = see(late.memory, state([], at(130)), 131);
    expect(back.late).toEqual([]);
    expect(see(back.memory, state([], at(130)), 130 + 391).late).toHaveLength(1);
  });

  it('has at least a quarter of an hour, however fast it was', () => {
    const fast = see(see(NOTHING_TOLD, state([], at(0)), 0).memory, state([], at(1)), 1);
    expect(see(fast.memory, state([], at(1)), 15).late).toEqual([]);
    expect(see(fast.memory, state([], at(1)), 17).late).toHaveLength(1);
  });

  it('is no wonder while the PC slept or the program was not running', () => {
    const known = see(NOTHING_TOLD, state([], at(-1_000)), 0, 0);
    expect(known.late).toEqual([]);
    expect(see(known.memory, state([], at(-1_000)), 119, 0).late).toEqual([]);
    expect(see(known.memory, state([], at(-1_000)), 600, 595).late).toEqual([]);
    expect(see(known.memory, state([], at(-1_000)), 121, 0).late).toEqual([{ company: 'Maple', minutes: 121 }]);
  });

  it('does not matter before the company is approved, or before it has ever called', () => {
    expect(see(NOTHING_TOLD, state([], at(-1_000), false), 900).late).toEqual([]);
    expect(see(NOTHING_TOLD, state([], null), 900).late).toEqual([]);
  });
});
