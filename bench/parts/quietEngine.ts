/** The one engine of a child process: provisioned with one company and one shop, on no port, and nothing runs in it but what is asked. */
import { mkdirSync } from 'node:fs';
import { createNodeHost } from '../../src/cli/nodeHost.ts';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import type { CompanyId, ConnectionId } from '../../src/domain/ids.ts';
import { createEngine, type Engine } from '../../src/engine/createEngine.ts';
import { setUp } from '../../src/engine/host/setUp.ts';
import { FILE_ID, PASSWORD, USER } from './who.ts';

export const COMPANY = 1 as CompanyId;
export const SHOP = 1 as ConnectionId;

let engine: Engine | null = null;

/** `folder`: where it is made; need not exist. */
export async function openEngine(folder: string): Promise<Engine> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const host = createNodeHost({ folder, logFile: null });
  const file = readProvisioning(JSON.stringify({
    companies: [{
      name: 'Maple Street Goods', username: USER, password: PASSWORD, approved: true, fileId: FILE_ID, settings: { timeZone: 'America/New_York' },
      stores: [{ name: 'Shop', kind: 'woocommerce', url: 'http://127.0.0.1:9', consumerKey: 'ck_bench', consumerSecret: 'cs_bench', settings: { startDate: '2026-01-01' } }],
    }],
  }));
  if (!file.ok) throw new Error(file.error.what);
  const done = await setUp(folder, host, file.value);
  if (!done.ok) throw new Error(done.error.what);
  const made = createEngine({ folder, version: '0.0.0-bench', host });
  if (!made.ok) throw new Error(made.error.what);
  engine = made.value;
  return engine;
}

export function engineOf(): Engine {
  if (engine === null) throw new Error('no engine is open');
  return engine;
}

export async function stopEngine(): Promise<void> {
  await engine?.stop();
}
