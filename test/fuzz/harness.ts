/** Plays a target: makes inputs by seed and number, has each judged, measures time and memory, shortens what fails. */
import type { z } from 'zod';
import { dice, type Dice } from '../faults/random.ts';

/** A target that has been opened. Every input is a text, so that each can be shown, kept in a file and shortened. */
export type Bench = {
  /** The same dice give the same input, whatever was played before. */
  readonly make: (dice: Dice) => string;
  /** Null: all is well; else what is wrong, in words. A throw is a complaint too. */
  readonly check: (input: string) => string | null | Promise<string | null>;
  /** What must hold after every so many inputs and at the end: the other side still answers, its tables are as they were. */
  readonly audit?: () => string | null | Promise<string | null>;
  readonly close: () => void | Promise<void>;
};

export type Target = {
  readonly name: string;
  /** Inputs under way at the same time; 1 where an input must not meet another. */
  readonly atOnce: number;
  readonly open: () => Bench | Promise<Bench>;
};

export type Finding = { readonly target: string; readonly seed: number; readonly index: number; readonly what: string; readonly input: string };

export type Report = {
  readonly target: string;
  readonly seed: number;
  readonly inputs: number;
  readonly seconds: number;
  /** Milliseconds the slowest input took, waiting for the processor included, and its number. */
  readonly slowest: { readonly milliseconds: number; readonly index: number };
  /** Megabytes: how much larger the process was at its largest than at its beginning. */
  readonly growth: number;
  readonly findings: readonly Finding[];
};

export type PlayOptions = {
  readonly seed: number;
  readonly runs: number;
  /** The number of the first input. */
  readonly from?: number;
  /** Findings after which it ends. */
  readonly mostFindings?: number;
  /** Told the number of each input before it is played, for who watches from outside. */
  readonly onIndex?: (index: number) => void;
};

const AUDIT_EVERY = 1_000;
const MEASURE_EVERY = 500;
const MEGABYTE = 1_048_576;
/** Milliseconds of processor time that one input may take: far above all that is right, far below what a person waits. */
const TOO_LONG = 4_000;
/** Tries for shortening one input. */
const MOST_TRIES = 400;
/** Milliseconds for all of them. */
const LONGEST_SHORTENING = 15_000;

/** The input with that number, made of nothing but the seed. */
export function inputOf(bench: Bench, seed: number, index: number): string {
  return bench.make(dice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)));
}

/** An input that was written down as JSON; null: it was shortened into none at all. */
export function readInput<T>(shape: z.ZodType<T>, input: string): T | null {
  try {
    return shape.parse(JSON.parse(input));
  } catch {
    return null;
  }
}

/** A complaint about one input; whatever is thrown is one. */
export async function complaintOf(bench: Bench, input: string): Promise<string | null> {
  try {
    return (await bench.check(input)) ?? pollution();
  } catch (cause) {
    return `threw ${cause instanceof Error ? `${cause.name}: ${cause.message.slice(0, 200)} ${cause.stack?.split('\n')[1]?.trim() ?? ''}` : String(cause)}`;
  }
}

const CLEAN = Object.getOwnPropertyNames(Object.prototype).join();

/** Has anything been put where every object sees it? */
function pollution(): string | null {
  if (Object.getOwnPropertyNames(Object.prototype).join() === CLEAN) return null;
  const more = Object.getOwnPropertyNames(Object.prototype).filter((name) => !CLEAN.split(',').includes(name));
  for (const name of more) Reflect.deleteProperty(Object.prototype, name);
  return `put ${more.join(', ')} on Object.prototype`;
}

export async function play(target: Target, options: PlayOptions): Promise<Report> {
  const { seed, runs, from = 0, mostFindings = 5, onIndex } = options;
  const bench = await target.open();
  const began = performance.now();
  const base = process.memoryUsage.rss();
  let peak = base;
  let slowest = { milliseconds: 0, index: from };
  let inputs = 0;
  let next = from;
  const findings: Finding[] = [];
  const find = (index: number, what: string, input: string): void => {
    // One fault, found a hundred times over, is shown once.
    if (findings.length < mostFindings && !findings.some((one) => one.what.slice(0, 60) === what.slice(0, 60))) findings.push({ target: target.name, seed, index, what, input });
  };

  const worker = async (): Promise<void> => {
    while (next < from + runs && findings.length < mostFindings) {
      const index = next;
      next += 1;
      onIndex?.(index);
      const input = inputOf(bench, seed, index);
      const cpu = process.cpuUsage();
      const at = performance.now();
      const complaint = await complaintOf(bench, input);
      const milliseconds = performance.now() - at;
      inputs += 1;
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, index };
      if (complaint !== null) find(index, complaint, await shorter(bench, input, complaint));
      else if (milliseconds > TOO_LONG && target.atOnce === 1 && spent(cpu) > TOO_LONG) find(index, `took ${String(Math.round(spent(cpu)))} ms of processor time`, input);
      if (inputs % MEASURE_EVERY === 0) peak = Math.max(peak, process.memoryUsage.rss());
      if (inputs % AUDIT_EVERY === 0) await audit(index);
    }
  };
  const audit = async (index: number): Promise<void> => {
    const complaint = bench.audit === undefined ? null : await bench.audit();
    if (complaint !== null) find(index, `after input ${String(index)}: ${complaint}`, '');
  };

  try {
    await Promise.all(Array.from({ length: target.atOnce }, worker));
    await audit(next - 1);
  } finally {
    await bench.close();
  }
  peak = Math.max(peak, process.memoryUsage.rss());
  return { target: target.name, seed, inputs, seconds: (performance.now() - began) / 1_000, slowest, growth: (peak - base) / MEGABYTE, findings };
}

function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

/** A shorter input with the same complaint: pieces are left out as long as that goes on, halves first. */
export async function shorter(bench: Bench, input: string, complaint: string): Promise<string> {
  const kind = complaint.slice(0, 25);
  let best = input;
  const until = performance.now() + LONGEST_SHORTENING;
  let tries = 0;
  for (let size = Math.ceil(best.length / 2); size >= 1 && tries < MOST_TRIES; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length && tries < MOST_TRIES && performance.now() < until;) {
      const candidate = best.slice(0, at) + best.slice(at + size);
      tries += 1;
      if ((await complaintOf(bench, candidate))?.startsWith(kind) === true) best = candidate;
      else at += size;
    }
  }
  return best;
}
