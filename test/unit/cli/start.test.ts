import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const START = path.join(root, 'src', 'cli', 'start.js');

/** The host's own Node, beside the one that npm ci brings. */
function olderNode(): string | null {
  const found = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules')).map((folder) => path.join(folder, 'node')).filter((file) => existsSync(file));
  return found.find((file) => Number(/^v(\d+)/.exec(spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? 24) < 24) ?? null;
}

describe('the beginning of the command line', () => {
  const older = olderNode();
  it.skipIf(older === null)('tells a Node that is too old so, and how the right one is found (skipped where there is no older Node)', () => {
    const { status, stdout, stderr } = spawnSync(older ?? '', [START, 'status'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^This is Node \d+\.\d+\.\d+; Stockbridge runs on Node 24, which "npm ci" puts into node_modules\.\nRun it through npm, .+\n$/);
  });

  it('starts no compiler for its own sources from the second time on', () => {
    const atItsEnd = `data:text/javascript,process.on('exit', () => process.stderr.write(process.moduleLoadList.filter((name) => name.includes('amaro')).join()))`;
    const [, second] = [1, 2].map(() => spawnSync(process.execPath, ['--import', atItsEnd, START, '--version'], { encoding: 'utf8' }));
    expect(second).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  });
});
