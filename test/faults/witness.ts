/** Writes down which faults really struck in a run: one that is planned and never met proves nothing. */
export type Witness = {
  saw(what: string): void;
  /** Each once, however often it struck in the run. */
  readonly all: () => readonly string[];
};

export function createWitness(): Witness {
  const seen = new Set<string>();
  return { saw: (what) => { seen.add(what); }, all: () => [...seen] };
}

/** Runs by fault, the most frequent first. */
export function tally(runs: ReadonlyMap<string, number>): readonly string[] {
  return [...runs].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([what, count]) => `${String(count).padStart(7)}  ${what}`);
}
