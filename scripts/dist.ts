/**
 * `npm run dist`: builds the packages of electron-builder.yml for the system it runs on. Arguments go to electron-builder, e.g.
 * `npm run dist -- -c.publish.provider=generic -c.publish.url=ADDRESS`. Around the fallback runtime only an unpacked program for checks is made: that one is not to be shipped.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { electronRuntime } from './electronRuntime.ts';
import { packUnpacked } from './packaging.ts';

const root = path.resolve(import.meta.dirname, '..');

function run(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const runtime = await electronRuntime();
run('scripts/build.ts');
if (runtime.source === 'fallback') {
  const executable = packUnpacked(runtime, path.join(root, 'dist-packages'));
  console.error(`${path.relative(root, executable)}: for checks only, around Electron ${runtime.version}. Build what ships where the official runtime can be downloaded.`);
} else {
  run(path.join('node_modules', 'electron-builder', 'cli.js'), '--publish', 'never', ...process.argv.slice(2));
}
