/** Decides what deserves a notification and a colour: what starts to need a person, and a Web Connector that has fallen silent. Pure. */
import type { BridgeState } from '../contract/host.ts';
import type { TrayState } from './words.ts';

const MINUTE = 60_000;

export type Memory = {
  /** Problems told already, by key. */
  readonly told: ReadonlySet<string>;
  /** Silences told already: by company the call after which it fell silent, milliseconds since 1970. */
  readonly silences: ReadonlyMap<string, number>;
};

export const NOTHING_TOLD: Memory = { told: new Set(), silences: new Map() };

export type News = {
  readonly memory: Memory;
  readonly problems: readonly { readonly label: string; readonly what: string }[];
  /** `minutes` since the last call, or since this PC woke up. */
  readonly late: readonly { readonly company: string; readonly minutes: number }[];
  /** What the icon beside the clock shows. */
  readonly tray: TrayState;
};

export type Moment = {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Before it nobody could call: the program was not running, or the PC slept. */
  readonly awakeSince: number;
};

type Company = BridgeState['companies'][number];
type Silence = { readonly company: string; readonly lastPollAt: number; readonly minutes: number };

/** As patient as the dashboard's forecast, counted from the last call or from when it could call again. */
function silenceOf({ name, lastPollAt, overdueAt, approved }: Company, { now, awakeSince }: Moment): readonly Silence[] {
  if (!approved || lastPollAt === null || overdueAt === null) return [];
  const since = Math.max(lastPollAt, awakeSince);
  return now > since + (overdueAt - lastPollAt) ? [{ company: name, lastPollAt, minutes: Math.floor((now - since) / MINUTE) }] : [];
}

/** A silent Web Connector lowers what was good; graver things keep their own colour. */
function trayOf({ health }: BridgeState, isSilent: boolean): TrayState {
  return isSilent && health !== 'stopped' ? 'attention' : health;
}

/** A problem that went away and comes back is told again, and so is a Web Connector that has called and falls silent anew. */
export function newsOf(memory: Memory, state: BridgeState, moment: Moment): News {
  const silences = state.companies.flatMap((company) => silenceOf(company, moment));
  return {
    memory: {
      told: new Set(state.problems.map(({ key }) => key)),
      silences: new Map([...memory.silences, ...silences.map(({ company, lastPollAt }) => [company, lastPollAt] as const)]),
    },
    problems: state.problems.filter(({ key }) => !memory.told.has(key)).map(({ label, problem }) => ({ label, what: problem.what })),
    late: silences.filter(({ company, lastPollAt }) => memory.silences.get(company) !== lastPollAt).map(({ company, minutes }) => ({ company, minutes })),
    tray: trayOf(state, silences.length > 0),
  };
}
