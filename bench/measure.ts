/** What a benchmark is, what it hands back, and the arithmetic on repeated runs. */

export type Measure = {
  /** Short and stable: the name in JSON. */
  readonly key: string;
  /** What was measured, in words for the table. */
  readonly what: string;
  readonly unit: string;
  /** One value a run, in the order they were taken. */
  readonly runs: readonly number[];
  /** What the value may be at most; absent where there is no promise. */
  readonly most?: number;
  /** worst: every single run has to keep the bound; else the median has to. */
  readonly judged?: 'worst';
};

export type Bench = {
  readonly name: string;
  /** One sentence for `npm run bench -- --list`. */
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<readonly Measure[]>;
};

export type BenchOptions = {
  readonly root: string;
  /** Repetitions of everything that is repeated. */
  readonly runs: number;
  /** Progress in words. */
  readonly say: (words: string) => void;
};

export type Summary = { readonly median: number; readonly least: number; readonly greatest: number };

export function summary(runs: readonly number[]): Summary {
  const sorted = runs.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return { median: median ?? NaN, least: sorted[0] ?? NaN, greatest: sorted.at(-1) ?? NaN };
}

/** True where there is no bound. */
export function isKept({ runs, most, judged }: Measure): boolean {
  const { median, greatest } = summary(runs);
  return most === undefined || (judged === 'worst' ? greatest : median) <= most;
}
