/** A PC that slept, or a program that was not running: the Web Connector's silence until then is nobody's fault, and the dashboard says so. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/domain/calendar.ts';
import { watchAwake } from '../../src/engine/work/awake.ts';
import { directClient } from '../support/directClient.ts';
import { createClock, createWorld, type World } from '../support/world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

describe('since when somebody could call', () => {
  it('is the start, until the clockwork was late by minutes', () => {
    const clock = createClock();
    const started = clock.now();
    const { tick, read } = watchAwake(clock.now);
    clock.advance(HOUR);
    tick();
    for (let n = 0; n < 200; n += 1) {
      clock.advance(SECOND);
      tick();
    }
    clock.advance(2 * MINUTE);
    tick();
    expect(read()).toEqual({ since: started, cause: 'started' });
    clock.advance(9 * HOUR);
    tick();
    const woke = clock.now();
    clock.advance(SECOND);
    tick();
    expect(read()).toEqual({ since: woke, cause: 'slept' });
    // A clock that is set back is no sleep.
    clock.advance(-HOUR);
    tick();
    clock.advance(SECOND);
    tick();
    expect(read()).toEqual({ since: woke, cause: 'slept' });
  });

  it('is watched by the clockwork', async () => {
    world = await createWorld({ listings: [{ sku: 'MUG', quantity: 5 }], items: [{ sku: 'MUG', onHand: 5 }], settings: { pushStock: false } });
    const { engine, clock } = world;
    engine.start();
    await vi.waitFor(() => { expect(engine.clock.isRunning({ kind: 'housekeeping' })).toBe(false); });
    expect(engine.awake().cause).toBe('started');
    clock.advance(9 * HOUR);
    await vi.waitFor(() => { expect(engine.awake().cause).toBe('slept'); });
  });
});

describe('the dashboard after a night', () => {
  it('waits for the next call as patiently as ever, and only then says that none comes', async () => {
    world = await createWorld({ listings: [{ sku: 'MUG', quantity: 5 }], items: [{ sku: 'MUG', onHand: 5 }] });
    for (let call = 0; call < 5; call += 1) {
      world.clock.advance(5 * MINUTE);
      await world.session();
      // A call that is under way while the clock jumps would be refused by the shop.
      await world.engine.idle();
    }
    const here = world;
    const shown = async (): Promise<object> => {
      const answer = await directClient(here.engine).call('dashboard.show', {});
      if (!answer.ok) throw new Error(answer.error.what);
      const [company] = answer.value.companies;
      return { reason: answer.value.headline.reason, isOverdue: company?.isOverdue, wait: Math.round(((company?.nextPollAt ?? 0) - here.clock.now()) / MINUTE) };
    };
    expect(await shown()).toEqual({ reason: 'good', isOverdue: false, wait: 5 });
    world.clock.advance(10 * HOUR);
    expect(await shown()).toMatchObject({ reason: 'notPolling', isOverdue: true });
    await world.restart();
    expect(await shown()).toEqual({ reason: 'started', isOverdue: false, wait: 5 });
    world.clock.advance(14 * MINUTE);
    expect(await shown()).toMatchObject({ reason: 'started', isOverdue: false });
    world.clock.advance(2 * MINUTE);
    expect(await shown()).toMatchObject({ reason: 'notPolling', isOverdue: true });
    await world.session();
    expect(await shown()).toEqual({ reason: 'good', isOverdue: false, wait: 5 });
  });
});
