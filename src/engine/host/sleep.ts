/** Waiting that can be cut short. */

/** Node's timers hold 31 bits of milliseconds and fire at once above that. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves after the time or as soon as the signal fires, leaving neither timer nor listener behind. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(milliseconds, LONGEST_TIMER));
    signal.addEventListener('abort', end, { once: true });
  });
}
