/** `npm start`: the desktop program from the sources, built anew. Arguments go to the program, e.g. `npm start -- --user-data-dir=DIR`. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { electronRuntime } from './electronRuntime.ts';

const root = path.resolve(import.meta.dirname, '..');
const runtime = await electronRuntime();
const built = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);
// Node-API 10 came with Electron 36; on an older runtime SQLite runs in the Node that runs this.
const engine = runtime.napi < 10 ? { STOCKBRIDGE_ENGINE_NODE: process.execPath } : {};
// Chromium refuses its sandbox to root, which nobody but a build machine is.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
// The fallback is for machines without a screen or a graphics card.
const graphics = runtime.source === 'fallback' ? ['--disable-gpu'] : [];
const { status } = spawnSync(runtime.executable, [...sandbox, ...graphics, 'dist', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: { ...engine, ...process.env } });
process.exitCode = status ?? 1;
