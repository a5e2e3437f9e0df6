/** Lets the Web Connector go first: background work waits between two transactions while a SOAP call is being read or answered. */

import { nextTurn } from '../nextTurn.ts';

export type Courtesy = {
  /** A call has begun to arrive; the function it returns says that its answer is out, and may be called more than once. */
  readonly begin: () => () => void;
  /** Resolves at a later turn of the event loop, when no call is under way, or after PATIENCE. */
  readonly breathe: () => Promise<void>;
};

/** Milliseconds that one call counts, and that one breath lasts: a call that crawls in, a wrong password that has to wait, or a stream of calls must not stop the shops. */
const PATIENCE = 250;

/**
 * A call takes several turns of the event loop (headers, body, answer), and without this a slice of background work would get in before each.
 * Real time, not the engine's: it decides when something is done, never what.
 */
export function createCourtesy(patience = PATIENCE): Courtesy {
  let calls = 0;
  const waiting = new Set<() => void>();
  return {
    begin() {
      let isOver = false;
      calls += 1;
      const end = (): void => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        calls -= 1;
        if (calls === 0) for (const goOn of [...waiting]) goOn();
      };
      const timer = setTimeout(end, patience);
      timer.unref();
      return end;
    },
    async breathe() {
      await nextTurn();
      if (calls === 0) return;
      await new Promise<void>((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer);
          waiting.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, patience);
        waiting.add(goOn);
      });
    },
  };
}
