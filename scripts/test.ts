/**
 * `npm test`: every check, all of them even after a failure; the last line counts the tests. The window's tests run beside the others, since both wait half of
 * their time; what they say comes at their end, in one piece.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { scratchFolder } from './scratchFolder.ts';
import { countReport, type Counts } from './testReports.ts';

/** A script of package.json, so that each check has one command and can be run alone. */
type Step = { readonly script: string; readonly args?: readonly string[]; readonly environment?: Readonly<Record<string, string>> };
type Ran = { readonly script: string; readonly seconds: number; readonly code: number };
type Suite = { readonly name: string; readonly tool: 'vitest' | 'playwright' };

const root = path.resolve(import.meta.dirname, '..');
const reports = scratchFolder();
const scratch = path.join(reports, 'scratch');
mkdirSync(scratch);
process.once('exit', () => { rmSync(reports, { recursive: true, force: true }); });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { process.exit(1); });
const VITEST: readonly Suite[] = [{ name: 'unit', tool: 'vitest' }, { name: 'engine', tool: 'vitest' }, { name: 'faults', tool: 'vitest' }];
const WINDOW: readonly Suite[] = [{ name: 'browser', tool: 'playwright' }, { name: 'desktop', tool: 'playwright' }];

function reportOf({ name }: Suite): string {
  return path.join(reports, `${name}.json`);
}

function stepOf(suite: Suite): Step {
  const script = `test:${suite.name}`;
  if (suite.tool === 'vitest') return { script, args: ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(suite)}`] };
  return { script, args: ['--no-build', '--reporter=list,json'], environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf(suite) } };
}

/** `isLive`: its output is shown as it comes, else at its end. */
async function run({ script, args = [], environment = {} }: Step, isLive: boolean): Promise<Ran> {
  console.log(isLive ? `\n=== ${script} ===` : `\n=== ${script} has begun beside the others ===`);
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root, env: { ...process.env, TMPDIR: scratch, ...environment }, shell: process.platform === 'win32', stdio: isLive ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      said += `${error.message}\n`;
      resolve(1);
    });
    child.on('close', (status) => { resolve(status ?? 1); });
  });
  if (said !== '') console.log(`\n=== ${script}, from its beginning to its end ===\n${said.trimEnd()}\n=== end of ${script} ===`);
  return { script, seconds: (performance.now() - started) / 1000, code };
}

async function runAll(steps: readonly Step[], isLive: boolean): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (const step of steps) ran.push(await run(step, isLive));
  return ran;
}

/** What some tests need beside npm's packages, and what stays unproved without it. */
function missing(counts: readonly Counts[]): readonly string[] {
  const found = (tool: string): boolean => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
  const notRun = (suite: string): boolean => counts.some((one) => one.suite === suite && one.passed + one.failed === 0);
  return [
    ...(found('xmllint') ? [] : ['xmllint (Debian: libxml2-utils): requests were not validated against the qbXML schema']),
    ...(['mono', 'mcs', 'wsdl2'].every(found) ? [] : ['mono, mcs, wsdl2 (Debian: mono-devel, mono-mcs): the endpoint was not called by a .NET client']),
    ...(existsSync(path.resolve(root, '../shared')) ? [] : ['../shared (schema, service description, recorded shop answers): what compares with them did not run']),
    ...(notRun('browser') ? ['a Chromium that starts (Debian: chromium): no page was looked at in a browser'] : []),
    ...(notRun('desktop') ? ['an Electron that starts (docs/packaging.md): the desktop program was not started'] : []),
  ];
}

function summary(ran: readonly Ran[], counts: readonly Counts[]): void {
  console.log('\n=== summary ===');
  for (const step of ran) console.log(`${step.code === 0 ? 'ok    ' : 'FAILED'} ${step.script.padEnd(12)} ${step.seconds.toFixed(1).padStart(6)} s`);
  const skipped = counts.flatMap((one) => one.skipped.map((name) => `${one.suite}: ${name}`));
  if (skipped.length > 0) {
    console.log(`\n!!! ${skipped.length} tests were SKIPPED:`);
    for (const name of skipped) console.log(`    ${name}`);
  }
  for (const line of missing(counts)) console.log(`!!! NOT FOUND: ${line}`);
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `This is Node ${process.versions.node}; Stockbridge runs on Node 24, which npm ci puts into node_modules. Run "npm ci", then "npm test": ` +
      'npm scripts find that Node by themselves. If they do not, npm left out optional packages (see "omit" in your npm configuration).',
  );
  process.exit(1);
}

// Once, and before anybody looks into dist.
const built = await run({ script: 'build' }, true);
const lanes = await Promise.all([
  runAll([{ script: 'typecheck' }, { script: 'lint' }, { script: 'boundaries' }, ...VITEST.map(stepOf)], true),
  runAll(WINDOW.map(stepOf), false),
]);
const ran = [built, ...lanes.flat()];
const counts = [...VITEST, ...WINDOW].map((suite) => countReport(suite.name, suite.tool, reportOf(suite)));
summary(ran, counts);

const total = (pick: (one: Counts) => number): number => counts.reduce((sum, one) => sum + pick(one), 0);
process.exitCode = ran.find((step) => step.code !== 0)?.code ?? 0;
console.log(`\n${total((one) => one.passed)} passed, ${total((one) => one.failed)} failed, ${total((one) => one.skipped.length)} skipped`);
