/** Waits for the user or the system to ask for the end: Ctrl+C, SIGTERM, a closed console. */

const SIGNALS: readonly NodeJS.Signals[] = process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP']
  : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Resolves at the first signal. A second one ends the process on the spot, as without this. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const taken = (signal: NodeJS.Signals): void => {
      for (const name of SIGNALS) process.off(name, taken);
      resolve(signal);
    };
    for (const name of SIGNALS) process.on(name, taken);
  });
}
