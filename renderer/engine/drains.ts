/** How fast each shop's queue drains, measured from the engine's events; kept here so that changing the tab does not forget it. */
import type { Client } from '../../src/contract/client.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';

/** A run of batches without a long pause. Times are milliseconds since 1970. */
export type Drain = {
  readonly startedAt: number;
  readonly lastAt: number;
  /** Confirmed since the run began, or since this window was opened. */
  readonly done: number;
  readonly remaining: number;
  /** The newest batches, for the rate. */
  readonly batches: readonly { readonly at: number; readonly confirmed: number }[];
};

export type Pace = { readonly done: number; readonly remaining: number; readonly percent: number; readonly perMinute: number | null; readonly secondsLeft: number | null };

/** Longer than the longest pause between chunks that a person would still call one run. */
const ONE_RUN = 90_000;
/** The rate is that of the last while, so that it follows a shop that becomes slower. */
const WINDOW = 120_000;

export function addBatch(drain: Drain | undefined, at: number, confirmed: number, remaining: number): Drain {
  const goesOn = drain !== undefined && at - drain.lastAt <= ONE_RUN && drain.remaining > 0;
  const batches = [...(goesOn ? drain.batches : []), { at, confirmed }].filter((batch) => at - batch.at <= WINDOW);
  return { startedAt: goesOn ? drain.startedAt : at, lastAt: at, done: (goesOn ? drain.done : 0) + confirmed, remaining, batches };
}

/** Null when the run has ended, or is silent for too long. The first batch of the window began before it was told, so it gives no rate by itself. */
export function paceOf(drain: Drain | undefined, now: number): Pace | null {
  if (drain === undefined || now - drain.lastAt > ONE_RUN || drain.remaining === 0) return null;
  const { done, remaining, batches } = drain;
  const [first] = batches;
  const minutes = first === undefined ? 0 : (drain.lastAt - first.at) / 60_000;
  const confirmed = batches.slice(1).reduce((sum, batch) => sum + batch.confirmed, 0);
  const perMinute = minutes <= 0 || confirmed === 0 ? null : confirmed / minutes;
  return {
    done, remaining, percent: Math.floor((100 * done) / (done + remaining)), perMinute,
    secondsLeft: perMinute === null ? null : Math.max(0, Math.round((remaining / perMinute) * 60 - (now - drain.lastAt) / 1_000)),
  };
}

export type Drains = {
  readonly follow: (client: Client<Contract>) => () => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** A new map after every change. */
  readonly read: () => ReadonlyMap<ConnectionId, Drain>;
};

export function createDrains(): Drains {
  const listeners = new Set<() => void>();
  let drains: ReadonlyMap<ConnectionId, Drain> = new Map();
  const hear = (connectionId: ConnectionId, confirmed: number, remaining: number): void => {
    drains = new Map(drains).set(connectionId, addBatch(drains.get(connectionId), Date.now(), confirmed, remaining));
    for (const listener of listeners) listener();
  };
  return {
    follow(client) {
      // A chunk's end repeats the sum of its batches; only what remains is news then.
      const stops = [
        client.on('batchDone', ({ connectionId, confirmed, remaining }) => { hear(connectionId, confirmed, remaining); }),
        client.on('chunkDone', ({ connectionId, remaining }) => { hear(connectionId, 0, remaining); }),
      ];
      return () => { for (const stop of stops) stop(); };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    read: () => drains,
  };
}
