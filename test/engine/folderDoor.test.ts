/** The door of a data folder: its port is kept, and where it cannot be opened or kept nothing is left running. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../scripts/scratchFolder.ts';
import { createNodeHost } from '../../src/cli/nodeHost.ts';
import type { Result } from '../../src/domain/result.ts';
import { openBridge, type Bridge } from '../../src/engine/host/bridge.ts';
import { http } from '../support/soapServer.ts';

let folder: string;
let other: string;
const running: Bridge[] = [];

beforeEach(() => {
  folder = scratchFolder();
  other = scratchFolder();
});
afterEach(async () => {
  for (const bridge of running.splice(0)) await bridge.stop();
  for (const one of [folder, other]) rmSync(one, { recursive: true, force: true });
});

async function open(port: number | null, at = folder): Promise<Result<Bridge>> {
  const opened = await openBridge({ folder: at, version: '0.0.0-test', host: createNodeHost({ folder: at, logFile: null }), port });
  if (opened.ok) running.push(opened.value);
  return opened;
}

async function opened(port: number | null): Promise<Bridge> {
  const result = await open(port);
  if (!result.ok) throw new Error(result.error.what);
  return result.value;
}

async function close(bridge: Bridge): Promise<void> {
  running.splice(running.indexOf(bridge), 1);
  await bridge.stop();
}

function kept(): string {
  return readFileSync(path.join(folder, 'port'), 'utf8').trim();
}

async function answers(port: number): Promise<boolean> {
  return http({ port, method: 'GET', path: '/qbwc?wsdl' }).then(({ status }) => status === 200, () => false);
}

describe('the door of a data folder', () => {
  it('answers on the port that it keeps, also after the next start', async () => {
    const first = await opened(0);
    expect(kept()).toBe(String(first.port));
    expect(await answers(first.port)).toBe(true);
    await close(first);
    expect(await answers(first.port)).toBe(false);
    const second = await opened(null);
    expect(second.port).toBe(first.port);
    expect(await answers(second.port)).toBe(true);
  });

  it('that finds its port taken says so, keeps the old one, and lets go of the folder', async () => {
    const holder = await open(0, other);
    if (!holder.ok) throw new Error(holder.error.what);
    const refused = await open(holder.value.port);
    expect(refused.ok ? null : refused.error.code).toBe('portInUse');
    expect(() => kept()).toThrow('ENOENT');
    expect(await answers((await opened(0)).port)).toBe(true);
  });

  it('that cannot write its port closes again and lets go of the folder', async () => {
    const former = await opened(0);
    await close(former);
    const { port } = former;
    writeFileSync(path.join(folder, 'port'), '1\n');
    mkdirSync(path.join(folder, 'port.new'));
    const refused = await open(port);
    expect(refused.ok ? null : refused.error).toMatchObject({ code: 'portNotKept', todo: expect.stringContaining('free space') as string });
    expect(await answers(port)).toBe(false);
    expect(kept()).toBe('1');
    rmSync(path.join(folder, 'port.new'), { recursive: true });
    expect((await opened(port)).port).toBe(port);
    expect(kept()).toBe(String(port));
  });
});
