/** Decides what deserves a notification: what starts to need a person, and a Web Connector that has fallen silent. Pure. */
import type { BridgeState } from '../contract/host.ts';

const MINUTE = 60_000;
/** Until its rhythm is known. */
const UNKNOWN_RHYTHM = 120 * MINUTE;
const LEAST_PATIENCE = 15 * MINUTE;
/** Polls that may be missing before it is worth a word: a backup, a modal dialog in QuickBooks. */
const MISSED_POLLS = 3;

export type Rhythm = { readonly lastPollAt: number | null; readonly interval: number | null; readonly told: boolean };

export type Memory = {
  /** Problems told already, by key. */
  readonly told: ReadonlySet<string>;
  readonly rhythms: ReadonlyMap<string, Rhythm>;
};

export const NOTHING_TOLD: Memory = { told: new Set(), rhythms: new Map() };

export type News = {
  readonly memory: Memory;
  readonly problems: readonly { readonly label: string; readonly what: string }[];
  /** `minutes` since the last call, or since this PC woke up. */
  readonly late: readonly { readonly company: string; readonly minutes: number }[];
};

function rhythmAfter(before: Rhythm | undefined, lastPollAt: number | null): Rhythm {
  if (before === undefined || lastPollAt === null) return { lastPollAt, interval: before?.interval ?? null, told: false };
  if (before.lastPollAt === null || lastPollAt <= before.lastPollAt) return { ...before, lastPollAt };
  return { lastPollAt, interval: lastPollAt - before.lastPollAt, told: false };
}

/**
 * `now`, `awakeSince`: milliseconds since 1970. Before `awakeSince` nobody could poll: the program was not running, or the PC slept. A problem that went away
 * and comes back is told again.
 */
export function newsOf(memory: Memory, state: BridgeState, { now, awakeSince }: { readonly now: number; readonly awakeSince: number }): News {
  const fresh = state.problems.filter(({ key }) => !memory.told.has(key));
  const rhythms = new Map<string, Rhythm>();
  const late: { company: string; minutes: number }[] = [];
  for (const { name, lastPollAt, approved } of state.companies) {
    const rhythm = rhythmAfter(memory.rhythms.get(name), lastPollAt);
    const patience = rhythm.interval === null ? UNKNOWN_RHYTHM : Math.max(LEAST_PATIENCE, MISSED_POLLS * rhythm.interval);
    const silent = now - Math.max(lastPollAt ?? 0, awakeSince);
    const isLate = approved && lastPollAt !== null && silent > patience;
    if (isLate && !rhythm.told) late.push({ company: name, minutes: Math.floor(silent / MINUTE) });
    rhythms.set(name, { ...rhythm, told: rhythm.told || isLate });
  }
  return {
    memory: { told: new Set(state.problems.map(({ key }) => key)), rhythms },
    problems: fresh.map(({ label, problem }) => ({ label, what: problem.what })),
    late,
  };
}
