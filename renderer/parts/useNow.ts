/** The time of day for what is shown relative to it, moved on at a calm pace, by one clock for all that share the pace. */
import { useSyncExternalStore } from 'react';

type Clock = { readonly subscribe: (listener: () => void) => () => void; readonly read: () => number };

const clocks = new Map<number, Clock>();

function clockOf(every: number): Clock {
  const known = clocks.get(every);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  const clock: Clock = {
    read: () => now,
    subscribe(listener) {
      // Nobody looked for a while: what begins to look must not begin with an old time.
      if (listeners.size === 0) now = Date.now();
      listeners.add(listener);
      timer ??= setInterval(tick, every);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
  clocks.set(every, clock);
  return clock;
}

/** Milliseconds since 1970, renewed every `every` milliseconds. */
export function useNow(every = 10_000): number {
  const { subscribe, read } = clockOf(every);
  return useSyncExternalStore(subscribe, read);
}
