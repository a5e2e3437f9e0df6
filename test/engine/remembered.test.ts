/** What a session keeps between its calls is what the database holds: after writes by whomever, after what was undone, and beside other connections. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayMove, TRANSITIONS, type JobState } from '../../src/domain/job.ts';
import type { JobId } from '../../src/domain/ids.ts';
import { findCompany } from '../../src/engine/db/companies.ts';
import { findJob, hasJobIn, idsInState, moveJob, plannable } from '../../src/engine/db/jobs.ts';
import { databasePath, type Db } from '../../src/engine/db/open.ts';
import { findOrder, keepSentBody, orderNumber, sentBody } from '../../src/engine/db/orders.ts';
import { atomically, forgetAll } from '../../src/engine/db/remembered.ts';
import { createWorld, type World } from '../support/world.ts';

const STATES = Object.keys(TRANSITIONS) as readonly JobState[];

let world: World;
let db: Db;

beforeEach(async () => {
  world = await createWorld({ listings: [{ sku: 'MUG', quantity: 50 }], orders: Array.from({ length: 5 }, () => ({ lines: [{ sku: 'MUG', quantity: 1 }] })) });
  ({ db } = world.engine);
  await world.engine.pull(world.connectionId);
});

afterEach(async () => { await world.close(); });

function fail(): never {
  throw new Error('no such place');
}

const name = (): string => findCompany(db, world.companyId).name;
const rename = (to: string): void => { db.prepare('UPDATE company SET name = ?').run(to); };

describe('a row that is asked for again', () => {
  it('is not read again as long as nothing was written', () => {
    const first = atomically(db, () => findCompany(db, world.companyId));
    expect(atomically(db, () => findCompany(db, world.companyId))).toBe(first);
    atomically(db, () => { forgetAll(db); });
    expect(atomically(db, () => findCompany(db, world.companyId))).not.toBe(first);
  });

  it('is read anew after a write in between, by any statement, and within the same transaction', () => {
    expect(atomically(db, name)).not.toBe('One');
    rename('One');
    expect(atomically(db, name)).toBe('One');
    expect(atomically(db, () => {
      const before = name();
      rename('Two');
      return [before, name()];
    })).toEqual(['One', 'Two']);
    expect(atomically(db, name)).toBe('Two');
  });

  it('is not what was undone: the whole transaction, a part of it, or somebody else\'s', () => {
    rename('Kept');
    expect(() => atomically(db, () => {
      rename('Undone');
      expect(name()).toBe('Undone');
      throw new Error('on purpose');
    })).toThrow('on purpose');
    expect(atomically(db, name)).toBe('Kept');
    atomically(db, () => {
      expect(() => atomically(db, () => {
        rename('Undone');
        expect(name()).toBe('Undone');
        throw new Error('on purpose');
      })).toThrow('on purpose');
      expect(name()).toBe('Kept');
    });
    db.exec('BEGIN');
    rename('Undone');
    expect(name()).toBe('Undone');
    db.exec('ROLLBACK');
    expect(atomically(db, name)).toBe('Kept');
  });

  it('is read anew when another connection has written', () => {
    expect(atomically(db, name)).not.toBe('From outside');
    const other = new Database(databasePath(world.folder));
    other.prepare('UPDATE company SET name = ?').run('From outside');
    other.close();
    expect(atomically(db, name)).toBe('From outside');
  });

  it('is always read outside of such a transaction', () => {
    atomically(db, name);
    const first = findCompany(db, world.companyId);
    expect(findCompany(db, world.companyId)).not.toBe(first);
  });
});

describe('jobs that move', () => {
  const facts = (ids: readonly JobId[]): unknown => ({
    rows: ids.map((id) => findJob(db, id)),
    states: STATES.map((state) => [state, hasJobIn(db, world.companyId, state), idsInState(db, world.companyId, ids, state), idsInState(db, world.companyId, ids.slice(1, 3), state)]),
  });

  it('are known as the table has them, whatever moves they make', () => {
    const ids = plannable(db, world.companyId, 100).map((job) => job.id);
    expect(ids).toHaveLength(5);
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    let moves = 0;
    for (let round = 0; round < 400; round += 1) {
      const kept = atomically(db, () => {
        facts(ids);
        const job = findJob(db, ids[random(ids.length)] ?? fail());
        const to = STATES[random(STATES.length)] ?? fail();
        if (to === job.state || mayMove(job.state, to)) {
          moves += 1;
          moveJob(db, job, to, world.clock.now(), round % 3 === 0 ? {} : {
            problem: round % 2 === 0 ? null : { code: 'test', what: 'What.', todo: 'Todo.' }, attempts: round, everSent: true, requestText: `text ${String(round)}`,
            customFields: round % 4 === 1 ? [{ name: 'A', value: 'b' }] : null, rereadDue: round % 2 === 1, touches: [],
          });
        }
        return facts(ids);
      });
      expect(kept).toEqual(facts(ids));
    }
    expect(moves).toBeGreaterThan(40);
  });
});

describe('what was sent of an order', () => {
  it('is what the shop said then, also when it says something else afterwards', async () => {
    const [job] = plannable(db, world.companyId, 1);
    const orderId = job?.orderId ?? 0;
    const order = atomically(db, () => findOrder(db, orderId).order);
    expect(sentBody(db, orderId)).toBeNull();
    atomically(db, () => { keepSentBody(db, orderId); });
    expect(sentBody(db, orderId)).toEqual(order);
    expect(atomically(db, () => orderNumber(db, orderId))).toBe(order.number);
    world.store.editOrder(Number(order.id), { note: 'Please ring twice.' });
    world.clock.advance(60_000);
    await world.engine.pull(world.connectionId);
    expect(findOrder(db, orderId).order.note).toBe('Please ring twice.');
    expect(sentBody(db, orderId)).toEqual(order);
  });
});
