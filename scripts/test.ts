/** `npm test`: every check in order, all of them even after a failure; the last line counts the tests. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Step = { readonly script: string; readonly args: readonly string[] };
type Ran = { readonly script: string; readonly seconds: number; readonly code: number };
type Counts = { readonly passed: number; readonly failed: number; readonly skipped: readonly string[] };

/** The part of vitest's JSON report that is read here. */
type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

const root = path.resolve(import.meta.dirname, '..');
const reports = mkdtempSync(path.join(tmpdir(), 'stockbridge-test-'));
const SUITES = ['unit', 'engine'];

function reportOf(suite: string): string {
  return path.join(reports, `${suite}.json`);
}

/** Scripts of package.json, so that each check has one command and can be run alone. */
const STEPS: readonly Step[] = [
  { script: 'typecheck', args: [] },
  { script: 'lint', args: [] },
  { script: 'boundaries', args: [] },
  ...SUITES.map((suite) => ({ script: `test:${suite}`, args: ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(suite)}`] })),
];

function run(step: Step): Ran {
  console.log(`\n=== ${step.script} ===`);
  const started = performance.now();
  const args = ['run', '--silent', step.script, '--', ...step.args];
  const { status, error } = spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error !== undefined) console.error(error.message);
  return { script: step.script, seconds: (performance.now() - started) / 1000, code: status ?? 1 };
}

/** Reads a suite's report. A file that failed before its first test counts as one failed test, and so does a run that left no report. */
function count(suite: string): Counts {
  if (!existsSync(reportOf(suite))) return { passed: 0, failed: 1, skipped: [] };
  const report = JSON.parse(readFileSync(reportOf(suite), 'utf8')) as Report;
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'));
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + broken.length,
    skipped: tests.filter((test) => test.status !== 'passed' && test.status !== 'failed').map((test) => test.fullName),
  };
}

/** What some tests need beside npm's packages, and what stays unproved without it. */
function missing(): readonly string[] {
  const found = (tool: string): boolean => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
  return [
    ...(found('xmllint') ? [] : ['xmllint (Debian: libxml2-utils): requests were not validated against the qbXML schema']),
    ...(['mono', 'mcs', 'wsdl2'].every(found) ? [] : ['mono, mcs, wsdl2 (Debian: mono-devel, mono-mcs): the endpoint was not called by a .NET client']),
    ...(existsSync(path.resolve(root, '../shared')) ? [] : ['../shared (schema, service description, recorded shop answers): what compares with them did not run']),
  ];
}

function summary(ran: readonly Ran[], counts: readonly Counts[]): void {
  console.log('\n=== summary ===');
  for (const step of ran) console.log(`${step.code === 0 ? 'ok    ' : 'FAILED'} ${step.script.padEnd(12)} ${step.seconds.toFixed(1).padStart(6)} s`);
  const skipped = counts.flatMap((one) => one.skipped);
  if (skipped.length > 0) {
    console.log(`\n!!! ${skipped.length} tests were SKIPPED:`);
    for (const name of skipped) console.log(`    ${name}`);
  }
  for (const line of missing()) console.log(`!!! NOT FOUND: ${line}`);
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `This is Node ${process.versions.node}; Stockbridge runs on Node 24, which npm ci puts into node_modules. Run "npm ci", then "npm test": ` +
      'npm scripts find that Node by themselves. If they do not, npm left out optional packages (see "omit" in your npm configuration).',
  );
  process.exit(1);
}

const ran = STEPS.map(run);
const counts = SUITES.map(count);
rmSync(reports, { recursive: true, force: true });
summary(ran, counts);

const total = (pick: (one: Counts) => number): number => counts.reduce((sum, one) => sum + pick(one), 0);
process.exitCode = ran.find((step) => step.code !== 0)?.code ?? 0;
console.log(`\n${total((one) => one.passed)} passed, ${total((one) => one.failed)} failed, ${total((one) => one.skipped.length)} skipped`);
