/** Which documents of a session are in a state: in the order of its plan, and none of another company or outside the plan. */
import { expect, it } from 'vitest';
import type { JobId } from '../../src/domain/ids.ts';
import { findJob, hasJobIn, idsInState, moveJob, plannable } from '../../src/engine/db/jobs.ts';
import { createWorld } from '../support/world.ts';

it('tells the plan\'s own documents, in the plan\'s order', async () => {
  const world = await createWorld({ listings: [{ sku: 'MUG', quantity: 50 }], orders: Array.from({ length: 6 }, () => ({ lines: [{ sku: 'MUG', quantity: 1 }] })) });
  try {
    await world.engine.pull(world.connectionId);
    const { db } = world.engine;
    const ids = plannable(db, world.companyId, 100).map((job) => job.id);
    expect(ids).toHaveLength(6);
    const [first, second, third, fourth, fifth] = ids as [JobId, JobId, JobId, JobId, JobId];
    expect(idsInState(db, world.companyId, [fourth, second, fifth], 'waiting')).toEqual([fourth, second, fifth]);
    expect(idsInState(db, world.companyId, [fourth, second, fifth], 'ready')).toEqual([]);
    expect(hasJobIn(db, world.companyId, 'ready')).toBe(false);
    for (const id of [first, fourth, third]) moveJob(db, findJob(db, id), 'ready', world.clock.now());
    expect(idsInState(db, world.companyId, [fifth, fourth, first], 'ready')).toEqual([fourth, first]);
    expect(idsInState(db, world.companyId, [fifth, fourth, first], 'waiting')).toEqual([fifth]);
    expect(idsInState(db, world.companyId, [], 'ready')).toEqual([]);
    expect(hasJobIn(db, world.companyId, 'ready')).toBe(true);
  } finally {
    await world.close();
  }
});
