/**
 * `npm run bench`: every benchmark of the table below, or those named (`npm run bench -- window`), each into bench/results/NAME.json.
 * `--check`: ends with 1 where a bound is not kept. `--runs N`: repetitions, 5 by default. `--report`: measures nothing and writes the tables of
 * docs/performance.md from the results that are there. `--list`: says what there is.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { answersBench } from './answers.ts';
import { drainBench } from './drain.ts';
import { loadedBench } from './loaded.ts';
import { matchingBench } from './matching.ts';
import { isKept, summary, type Bench, type Measure } from './measure.ts';
import { planningBench } from './planning.ts';
import { number, writeReport, type Result } from './report.ts';
import { scaleBench } from './scale.ts';
import { sessionBench } from './session.ts';
import { soakBench } from './soak.ts';
import { windowBench } from './window.ts';

/** One line each; bounds stand with the measures they belong to. */
const BENCHES: readonly Bench[] = [sessionBench, answersBench, drainBench, planningBench, matchingBench, scaleBench, loadedBench, windowBench, soakBench];

const root = path.resolve(import.meta.dirname, '..');
const results = path.join(root, 'bench', 'results');

function line(measure: Measure): string {
  const { median, least, greatest } = summary(measure.runs);
  const bounds = [...(measure.least === undefined ? [] : [`at least ${number(measure.least)}`]), ...(measure.most === undefined ? [] : [`at most ${number(measure.most)}`])];
  const bound = bounds.length === 0 ? '' : `  ${bounds.join(', ')}  ${isKept(measure) ? 'kept' : 'NOT KEPT'}`;
  return `  ${measure.what.padEnd(88)} ${number(median).padStart(8)} ${measure.unit}  (${number(least)} to ${number(greatest)})${bound}`;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

function machine(): Result['machine'] {
  return { cpu: os.cpus()[0]?.model ?? 'unknown', cores: os.cpus().length, system: `${os.type()} ${os.release()}`, node: process.version };
}

const { values: asked, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, report: { type: 'boolean', default: false }, list: { type: 'boolean', default: false }, runs: { type: 'string', default: '5' } },
});
const unknown = names.filter((name) => BENCHES.every((bench) => bench.name !== name));
const runs = Number(asked.runs);

if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(unknown.length > 0 ? `There is no benchmark ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}.` : '--runs wants a whole number from 1.');
  process.exitCode = 2;
} else if (asked.list) {
  for (const { name, about, onlyByName } of BENCHES) console.log(`${name.padEnd(12)} ${about}${onlyByName === true ? ' (only when named)' : ''}`);
} else if (asked.report) {
  console.log(`Written: ${writeReport(root, BENCHES.map(({ name }) => name)).join(', ')}.`);
} else {
  let missed = 0;
  for (const bench of BENCHES.filter(({ name, onlyByName }) => (names.length === 0 ? onlyByName !== true : names.includes(name)))) {
    console.log(`${bench.name}: ${bench.about}`);
    const loadBefore = os.loadavg()[0] ?? 0;
    const measures = await bench.run({ root, runs, say: (words) => { console.error(`  ${words}`); } }).catch((cause: unknown) => {
      console.error(`  NOT MEASURED: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
      return null;
    });
    if (measures === null) {
      missed += 1;
      continue;
    }
    const result: Result = { name: bench.name, at: new Date().toISOString(), commit: commit(), machine: machine(), load: { before: loadBefore, after: os.loadavg()[0] ?? 0 }, measures };
    mkdirSync(results, { recursive: true });
    writeFileSync(path.join(results, `${bench.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
    for (const measure of measures) console.log(line(measure));
    console.log(`  load of the machine: ${loadBefore.toFixed(1)} before, ${result.load.after.toFixed(1)} after, ${String(os.cpus().length)} cores`);
    missed += measures.filter((measure) => !isKept(measure)).length;
  }
  if (missed > 0) console.log(`${String(missed)} bound${missed === 1 ? ' is' : 's are'} not kept, or could not be measured.`);
  if (asked.check && missed > 0) process.exitCode = 1;
}
