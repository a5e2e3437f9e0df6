/** The person at the bridge's window: what can be done there is done through the same calls, none of which may fail with a fault. */
import type { Engine } from '../../src/engine/createEngine.ts';
import type { CompanyId, ConnectionId, JobId } from '../../src/domain/ids.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import type { Hand } from './hand.ts';

async function atTheWindow(engine: Engine, work: (client: DirectClient) => Promise<void>): Promise<void> {
  const client = directClient(engine);
  await work(client);
  const [fault] = client.faults;
  if (fault !== undefined) throw fault instanceof Error ? fault : new Error(JSON.stringify(fault));
}

function idAt<T>(engine: Engine, table: 'company' | 'connection', at: number): T | null {
  return engine.db.prepare<[], { id: T }>(`SELECT id FROM ${table} ORDER BY id`).all()[at]?.id ?? null;
}

/** "Yes, this is my company", where that is asked. */
export function approve(engine: Engine, company: number): Promise<void> {
  return atTheWindow(engine, async (client) => {
    const companyId = idAt<CompanyId>(engine, 'company', company);
    const listed = await client.call('companies.list', {});
    const found = listed.ok ? listed.value.companies.find((one) => one.id === companyId) : undefined;
    if (found?.mayApprove !== true || found.candidate === null || found.problem === null || companyId === null) return;
    const { code } = found.problem;
    if (code !== 'confirmCompany' && code !== 'companyFileMoved' && code !== 'companyFileOlder') return;
    const approved = await client.call('companies.approve', { companyId, seen: { problem: code, name: found.candidate.name, path: found.candidate.path } });
    if (!approved.ok) throw new Error(approved.error.what);
  });
}

type Attention = { readonly id: JobId };
const attention = (engine: Engine, at: number): JobId | null => {
  const rows = engine.db.prepare<[], Attention>("SELECT id FROM job WHERE state = 'needsAttention' ORDER BY id DESC").all();
  return rows.length === 0 ? null : (rows[at % rows.length]?.id ?? null);
};

export function retryJob(engine: Engine, at: number): Promise<void> {
  return atTheWindow(engine, async (client) => {
    const jobId = attention(engine, at);
    if (jobId !== null) await client.call('jobs.retry', { jobId });
  });
}

/** Where the window offers it. */
export function cancelJob(engine: Engine, at: number, hand: Hand): Promise<void> {
  return atTheWindow(engine, async (client) => {
    const jobId = attention(engine, at);
    if (jobId === null) return;
    const done = await client.call('jobs.cancel', { jobId });
    if (done.ok) hand.cancelledJobs.add(jobId);
  });
}

export function retryUpdates(engine: Engine, shop: number): Promise<void> {
  return atTheWindow(engine, async (client) => {
    const connectionId = idAt<ConnectionId>(engine, 'connection', shop);
    if (connectionId !== null) await client.call('updates.retry', { connectionId });
    await engine.idle();
  });
}
