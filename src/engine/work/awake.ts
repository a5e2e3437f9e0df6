/** Since when somebody could call this bridge: nobody can before it runs, nor while the PC sleeps, and neither is the Web Connector's fault. */
import { MINUTE, type Instant } from '../../domain/calendar.ts';

export type Awake = {
  readonly since: Instant;
  /** started: this program was. slept: the PC did, or the whole program was suspended. */
  readonly cause: 'started' | 'slept';
};

export type AwakeWatch = {
  /** To be called regularly, every few seconds. */
  readonly tick: () => void;
  readonly read: () => Awake;
};

/** The clockwork ticks every second; it is never that late by itself. A shorter sleep changes nothing that anybody waits for. */
const SLEPT = 2 * MINUTE;

export function watchAwake(now: () => Instant): AwakeWatch {
  let awake: Awake = { since: now(), cause: 'started' };
  let last: Instant | null = null;
  return {
    tick: () => {
      const at = now();
      if (last !== null && at > last + SLEPT) awake = { since: at, cause: 'slept' };
      last = at;
    },
    read: () => awake,
  };
}
