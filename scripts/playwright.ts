/** Runs one of Playwright's projects, or, where what it needs cannot be had, says so and reports all its tests as skipped. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');

/** Nobody's screen: the program then gets one of its own from xvfb-run. */
function needsScreen(): boolean {
  return process.platform === 'linux' && (process.env['DISPLAY'] ?? '') === '' && (process.env['WAYLAND_DISPLAY'] ?? '') === '';
}

/** There is no screen, and nothing to make one with. */
export function lacksScreen(): boolean {
  return needsScreen() && spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).error !== undefined;
}

function start(command: readonly string[], environment: Readonly<Record<string, string>>): number {
  const { status, error } = spawnSync(command[0] ?? '', command.slice(1), { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
  if (error !== undefined) console.error(error.message);
  return status ?? 1;
}

/** Gives the exit code. */
export function runProject(project: 'browser' | 'desktop', args: readonly string[], environment: Readonly<Record<string, string>> = {}): number {
  const screen = project === 'desktop' && needsScreen() ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'] : [];
  return start([...screen, process.execPath, cli, 'test', `--project=${project}`, ...args], environment);
}

/** A list of the tests is a report in which none of them has run. */
export function reportSkipped(project: 'browser' | 'desktop', why: string, args: readonly string[]): number {
  console.error(`\n!!! NOT RUN: the ${project} tests. ${why}\n`);
  return start([process.execPath, cli, 'test', `--project=${project}`, '--list', ...args], {});
}
