/** `npm run fuzz -- [--target T] --seed N --runs N [--from N]`: plays the targets one after the other; each gets `runs` inputs. A finding is shortened and kept in .cache/fuzz. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { ALL_TARGETS } from './allTargets.ts';
import { inputOf, type Finding, type Report, type Target } from './harness.ts';

const { values } = parseArgs({ options: {
  target: { type: 'string', multiple: true }, seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '2000' },
  from: { type: 'string', default: '0' },
} });
const KEPT = path.resolve(import.meta.dirname, '../../.cache/fuzz');
/** Seconds without a new input after which one is said to hang. The machine may be busy with other things. */
const HANGS_AFTER = 120;
const MOST_MEGABYTES = 1_024;

async function inputAt(target: Target, seed: number, index: number): Promise<string> {
  const bench = await target.open();
  try {
    return inputOf(bench, seed, index);
  } finally {
    await bench.close();
  }
}

function playApart(target: Target, seed: number, runs: number, from: number): Promise<Report> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const began = performance.now();
  progress[0] = from;
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { target: target.name, seed, runs, from, progress }, resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
    let last = { index: -1, at: performance.now() };
    const giveUp = async (what: string): Promise<void> => {
      clearInterval(watch);
      const index = Atomics.load(progress, 0);
      await worker.terminate();
      const finding: Finding = { target: target.name, seed, index, what, input: await inputAt(target, seed, index) };
      resolve({ target: target.name, seed, inputs: index - from, seconds: (performance.now() - began) / 1_000, slowest: { milliseconds: 0, index }, growth: 0, findings: [finding] });
    };
    const watch = setInterval(() => {
      const index = Atomics.load(progress, 0);
      if (index !== last.index) last = { index, at: performance.now() };
      else if (performance.now() - last.at > HANGS_AFTER * 1_000) void giveUp(`no input was finished for ${String(HANGS_AFTER)} s`);
    }, 1_000);
    worker.once('message', (report: Report) => {
      clearInterval(watch);
      resolve(report);
    });
    worker.once('error', (cause) => void giveUp(`the process would have died: ${cause instanceof Error ? (cause.stack ?? cause.message).slice(0, 600) : String(cause)}`));
  });
}

function keep(finding: Finding): string {
  mkdirSync(KEPT, { recursive: true });
  const file = path.join(KEPT, `${finding.target}-${String(finding.seed)}-${String(finding.index)}.txt`);
  writeFileSync(file, finding.input);
  return path.relative(process.cwd(), file);
}

function table(reports: readonly Report[]): string {
  const rows = reports.map((one) => [
    one.target, String(one.seed), String(one.inputs), one.seconds.toFixed(1),
    `${one.slowest.milliseconds.toFixed(0)} ms (${String(one.slowest.index)})`, `${one.growth.toFixed(0)} MB`, String(one.findings.length),
  ]);
  const total = [
    'total', '', String(reports.reduce((sum, one) => sum + one.inputs, 0)), reports.reduce((sum, one) => sum + one.seconds, 0).toFixed(1),
    '', '', String(reports.reduce((sum, one) => sum + one.findings.length, 0)),
  ];
  return [['target', 'seed', 'inputs', 'seconds', 'slowest (input)', 'peak growth', 'findings'], ...rows, total]
    .map((cells) => cells.map((cell, index) => (index === 0 ? cell.padEnd(14) : cell.padStart(index === 4 ? 22 : 12))).join(''))
    .join('\n');
}

const wanted = values.target ?? ALL_TARGETS.map((one) => one.name);
const unknown = wanted.find((name) => !ALL_TARGETS.some((one) => one.name === name));
if (unknown !== undefined) {
  console.error(`There is no target "${unknown}". Use one of: ${ALL_TARGETS.map((one) => one.name).join(', ')}.`);
  process.exit(2);
}
const reports: Report[] = [];
for (const target of ALL_TARGETS.filter((one) => wanted.includes(one.name))) {
  const report = await playApart(target, Number(values.seed), Number(values.runs), Number(values.from));
  reports.push(report);
  console.log(`${target.name}: ${String(report.inputs)} inputs in ${report.seconds.toFixed(1)} s, ${String(report.findings.length)} findings`);
  for (const finding of report.findings) {
    console.log(
      `\nFOUND ${finding.target}, seed ${String(finding.seed)}, input ${String(finding.index)} (npm run fuzz -- --target ${finding.target} --seed ${String(finding.seed)} --from ${String(finding.index)} --runs 1)\n  ${finding.what}\n  ${JSON.stringify(finding.input.slice(0, 600))}\n  kept as ${keep(finding)}\n`,
    );
  }
}
console.log(`\n${table(reports)}`);
process.exitCode = reports.some((one) => one.findings.length > 0) ? 1 : 0;
