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
  /** What it must be at least; absent where there is no promise. */
  readonly least?: number;
  /** worst: every single run has to keep the bound; else the median has to. */
  readonly judged?: 'worst';
};

export type Bench = {
  readonly name: string;
  /** One sentence for `npm run bench -- --list`. */
  readonly about: string;
  /** True: too long to be part of `npm run bench`; runs when it is named. */
  readonly onlyByName?: boolean;
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

/** True where there is no bound. A value that is no number keeps none. */
export function isKept({ runs, most, least, judged }: Measure): boolean {
  const { median, least: lowest, greatest } = summary(runs);
  const [high, low] = judged === 'worst' ? [greatest, lowest] : [median, median];
  return (most === undefined || high <= most) && (least === undefined || low >= least);
}

/** The value that so many of a hundred are not above: `percentile(times, 99)`. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((part / 100) * sorted.length) - 1)] ?? NaN;
}

/** Collects values run by run and gives each measure at the end, in the order they were first noted. */
export function createNotes(): { note: (measure: Omit<Measure, 'runs'>, value: number) => void; measures: () => readonly Measure[] } {
  const taken = new Map<string, { readonly measure: Omit<Measure, 'runs'>; readonly runs: number[] }>();
  return {
    note(measure, value) {
      const known = taken.get(measure.key) ?? { measure, runs: [] };
      // Four digits are more than any of these figures is good for.
      known.runs.push(Number(value.toPrecision(4)));
      taken.set(measure.key, known);
    },
    measures: () => [...taken.values()].map(({ measure, runs }) => ({ ...measure, runs })),
  };
}
