/** When the desktop says something by itself, and when it keeps quiet. */
import { describe, expect, it } from 'vitest';
import type { BridgeState } from '../../../src/contract/host.ts';
import { newsOf, NOTHING_TOLD, type Memory, type News } from '../../../src/main/attention.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 21, 9);

const at = (minutes: number): number => START + minutes * MINUTE;

type Company = Partial<BridgeState['companies'][number]>;

function state(problems: readonly string[], company: Company = {}, health: BridgeState['health'] = 'good'): BridgeState {
  return {
    health,
    problems: problems.map((key) => ({ key, label: `label of ${key}`, problem: { code: 'x', what: `what of ${key}`, todo: 'do it' } })),
    companies: [{ name: 'Maple', lastPollAt: null, overdueAt: null, approved: true, ...company }],
  };
}

/** Called last at `minutes`, and worth a word when it has been silent for `patience` minutes. */
function polled(minutes: number, patience: number): Company {
  return { lastPollAt: at(minutes), overdueAt: at(minutes + patience) };
}

function see(memory: Memory, seen: BridgeState, minutes = 0, awake = 0): News {
  return newsOf(memory, seen, { now: START + minutes * MINUTE, awakeSince: START + awake * MINUTE });
}

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
  it('is told once, when the forecast of the dashboard says that its silence means something', () => {
    const seen = state([], polled(0, 40));
    const before = see(NOTHING_TOLD, seen, 40);
    expect([before.late, before.tray]).toEqual([[], 'good']);
    const late = see(before.memory, seen, 41);
    expect([late.late, late.tray]).toEqual([[{ company: 'Maple', minutes: 41 }], 'attention']);
    const later = see(late.memory, seen, 90);
    expect([later.late, later.tray]).toEqual([[], 'attention']);
  });

  it('is told anew after it has called again, as patiently as its new rhythm asks', () => {
    const late = see(NOTHING_TOLD, state([], polled(0, 15)), 16);
    const back = see(late.memory, state([], polled(20, 90)), 21);
    expect([back.late, back.tray]).toEqual([[], 'good']);
    expect(see(back.memory, state([], polled(20, 90)), 110).late).toEqual([]);
    expect(see(back.memory, state([], polled(20, 90)), 111).late).toEqual([{ company: 'Maple', minutes: 91 }]);
  });

  it('is no wonder while the PC slept or the program was not running', () => {
    const seen = state([], polled(-1_000, 15));
    expect(see(NOTHING_TOLD, seen, 15, 0)).toMatchObject({ late: [], tray: 'good' });
    expect(see(NOTHING_TOLD, seen, 610, 595)).toMatchObject({ late: [], tray: 'good' });
    expect(see(NOTHING_TOLD, seen, 16, 0)).toMatchObject({ late: [{ company: 'Maple', minutes: 16 }], tray: 'attention' });
  });

  it('that was told before the PC slept is not told again when it wakes', () => {
    const late = see(NOTHING_TOLD, state([], polled(0, 15)), 16);
    expect(see(see(late.memory, state([], polled(0, 15)), 601, 600).memory, state([], polled(0, 15)), 700, 600).late).toEqual([]);
  });

  it('does not matter before the company is approved, or before it has ever called', () => {
    expect(see(NOTHING_TOLD, state([], { ...polled(-1_000, 15), approved: false }), 900)).toMatchObject({ late: [], tray: 'good' });
    expect(see(NOTHING_TOLD, state([]), 900)).toMatchObject({ late: [], tray: 'good' });
  });

  it('does not lighten the colour of what is graver', () => {
    expect(see(NOTHING_TOLD, state([], polled(0, 15), 'stopped'), 16)).toMatchObject({ late: [{ company: 'Maple' }], tray: 'stopped' });
  });
});
