import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClient, type Transport } from '../../../src/contract/client.ts';
import { contract } from '../../../src/contract/contract.ts';

type Listener = Parameters<Transport['listen']>[0];

function clientOf(answer: () => Promise<unknown>): { client: ReturnType<typeof createClient<typeof contract>>; tell: Listener; heard: () => number } {
  const listeners = new Set<Listener>();
  const client = createClient(contract, {
    call: answer,
    listen: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  });
  return { client, tell: (name, data) => { for (const listener of listeners) listener(name, data); }, heard: () => listeners.size };
}

describe('the client', () => {
  it('gives the value of a good answer, typed', async () => {
    const { client } = clientOf(async () => ({ ok: true, value: { pending: 3 } }));
    const answer = await client.call('updates.send', { connectionId: 1 });
    expect(answer).toEqual({ ok: true, value: { pending: 3 } });
    if (answer.ok) expect(answer.value.pending + 1).toBe(4);
  });

  it('passes a Problem on', async () => {
    const { client } = clientOf(async () => ({ ok: false, error: { code: 'notFound', what: 'There is none.', todo: 'Reload.' } }));
    expect(await client.call('jobs.show', { jobId: 1 })).toEqual({ ok: false, error: { code: 'notFound', what: 'There is none.', todo: 'Reload.' } });
  });

  it('says so when nothing came back', async () => {
    const { client } = clientOf(() => Promise.reject(new Error('ECONNREFUSED 127.0.0.1:47800')));
    const answer = await client.call('status.show', {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'notConnected' } });
    expect(JSON.stringify(answer)).not.toContain('ECONNREFUSED');
  });

  it('takes no answer in another form than agreed, whatever it is', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.record({ ok: fc.constant(true), value: fc.jsonValue() })), async (raw) => {
      const { client } = clientOf(async () => raw);
      expect(await client.call('jobs.retry', { jobId: 1 })).toMatchObject({ ok: false, error: { code: 'badAnswer' } });
    }));
  });

  it('hears the events it asked for, in the agreed form, until it stops listening', () => {
    const { client, tell, heard } = clientOf(async () => null);
    const seen: unknown[] = [];
    const stop = client.on('batchDone', (data) => { seen.push(data); });
    tell('batchDone', { connectionId: 1, confirmed: 2, remaining: 3 });
    tell('jobsChanged', {});
    tell('batchDone', { connectionId: 'x' });
    stop();
    tell('batchDone', { connectionId: 1, confirmed: 2, remaining: 1 });
    expect(seen).toEqual([{ connectionId: 1, confirmed: 2, remaining: 3 }]);
    expect(heard()).toBe(0);
  });
});
