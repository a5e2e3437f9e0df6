/** Writes the tables of docs/performance.md from bench/results: what stands between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->` is replaced. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isKept, summary, type Measure } from './measure.ts';

/** bench/results/NAME.json */
export type Result = {
  readonly name: string;
  readonly at: string;
  readonly commit: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly system: string; readonly node: string };
  /** Load average over one minute. */
  readonly load: { readonly before: number; readonly after: number };
  readonly measures: readonly Measure[];
};

/** The names of the tables that were written; one without results or without a place in the page is left as it is. */
export function writeReport(root: string, names: readonly string[]): readonly string[] {
  const page = path.join(root, 'docs', 'performance.md');
  let text = readFileSync(page, 'utf8');
  const written = names.filter((name) => {
    const file = path.join(root, 'bench', 'results', `${name}.json`);
    const [start, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (!existsSync(file) || from < 0 || to < from) return false;
    text = `${text.slice(0, from + start.length)}\n${table(JSON.parse(readFileSync(file, 'utf8')) as Result)}\n${text.slice(to)}`;
    return true;
  });
  writeFileSync(page, text);
  return written;
}

function table({ at, machine, load, measures }: Result): string {
  const rows = measures.map((measure) => {
    const { median, least, greatest } = summary(measure.runs);
    return `| ${measure.what} | ${number(median)} ${measure.unit} | ${number(least)} to ${number(greatest)} | ${boundOf(measure)} |`;
  });
  const runs = Math.min(...measures.map((measure) => measure.runs.length));
  return [
    '| What | Median | Spread | Bound |', '|---|---|---|---|', ...rows, '',
    `Measured ${at.slice(0, 10)} in at least ${String(runs)} ${runs === 1 ? 'run' : 'runs'} each, on ${String(machine.cores)} cores of ${machine.cpu}, Node ${machine.node.replace(/^v/, '')}; load of the machine ${load.before.toFixed(1)} before and ${load.after.toFixed(1)} after.`,
  ].join('\n');
}

function boundOf(measure: Measure): string {
  const { most, least, unit } = measure;
  const words = [least === undefined ? '' : `at least ${number(least)} ${unit}`, most === undefined ? '' : `at most ${number(most)} ${unit}`].filter((part) => part !== '');
  return `${words.join(', ')}${isKept(measure) ? '' : ' (missed)'}`;
}

/** Three digits where there are no more before the point: ratios are read to the hundredth. */
export function number(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 }).format(value);
}
