/** `npm run typecheck`: one TypeScript project per ring, two at a time, with the time each took. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

type Outcome = { readonly seconds: number; readonly code: number; readonly output: string };

const root = path.resolve(import.meta.dirname, '..');
// TypeScript 7 checks these projects in a fifth of the time; typescript-eslint still needs the library of version 6, which stays beside it.
const compiler = path.join(root, 'node_modules', 'typescript-native', 'bin', 'tsc');
const AT_ONCE = 2;

function hasTypeScript(folder: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => /\.tsx?$/.test(name));
}

/** The rings, the window and the tests; `.` is the root's own: scripts, benchmarks and configuration. A ring without TypeScript is left out. */
function projects(): readonly string[] {
  const folders = [...readdirSync(path.join(root, 'src')).map((name) => `src/${name}`), 'renderer', 'test', 'test/e2e', 'test/unit/renderer'];
  return [...folders.filter((name) => existsSync(path.join(root, name)) && hasTypeScript(path.join(root, name))), '.'];
}

function check(name: string): Promise<Outcome> {
  const started = performance.now();
  const pretty = process.stdout.isTTY ? 'true' : 'false';
  // The path of the file, not of the folder: a ring that has no tsconfig.json must fail, not be checked by another's.
  const child = spawn(process.execPath, [compiler, '-p', path.join(name, 'tsconfig.json'), '--pretty', pretty], { cwd: root });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    const end = (code: number, more = ''): void => resolve({ seconds: (performance.now() - started) / 1000, code, output: output + more });
    child.on('error', (error) => end(1, `${error.message}\n`));
    child.on('close', (code) => end(code ?? 1));
  });
}

const all = projects();
const queue = [...all];
let failed = 0;

async function worker(): Promise<void> {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const { seconds, code, output } = await check(name);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds.toFixed(1)} s`);
    if (code !== 0) {
      console.log(output.trimEnd());
      failed += 1;
    }
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, worker));
console.log(failed === 0 ? `No type errors in ${all.length} projects.` : `Type errors in ${failed} of ${all.length} projects.`);
process.exitCode = failed === 0 ? 0 : 1;
