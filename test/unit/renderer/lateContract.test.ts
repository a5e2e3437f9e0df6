/** The window's contract, fetched in parts, is the whole contract. */
import { describe, expect, it } from 'vitest';
import { contract } from '../../../src/contract/contract.ts';
import { createLateClient } from '../../../src/contract/client.ts';
import { lateContract } from '../../../renderer/engine/lateContract.ts';

describe('the contract in parts', () => {
  it('has every call with the very schemas of the whole, and every event', async () => {
    const names = Object.keys(contract.calls) as (keyof typeof contract.calls)[];
    expect(names.length).toBeGreaterThan(40);
    for (const name of names) expect((await lateContract.callShape(name))?.output, name).toBe(contract.calls[name].output);
    expect(lateContract.events).toBe(contract.events);
  });

  it('has no call that there is not, whatever it is called like', async () => {
    for (const name of ['status.nothing', 'toString', 'constructor', '__proto__', 'hasOwnProperty', '']) expect(await lateContract.callShape(name), name).toBeUndefined();
  });

  it('checks what comes back, and says so where the schema cannot be had', async () => {
    const transport = { call: () => Promise.resolve({ ok: true, value: { backups: [{ name: 'x' }], keptDays: 3 } }), listen: () => () => undefined };
    expect(await createLateClient(lateContract, transport).call('backups.list', {})).toMatchObject({ ok: false, error: { code: 'badAnswer' } });
    const gone = { events: lateContract.events, callShape: () => Promise.reject(new Error('the file is gone')) };
    expect(await createLateClient<typeof contract>(gone, transport).call('backups.list', {})).toMatchObject({ ok: false, error: { code: 'badAnswer' } });
  });
});
