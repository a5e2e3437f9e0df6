/** A world with the window's calls on it, opened by each test as it needs it. A fault inside a handler fails the test. */
import { afterEach, expect } from 'vitest';
import { directClient, type DirectClient } from './directClient.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export type AskedWorld = {
  /** That of the test that runs. */
  readonly world: World;
  readonly client: DirectClient;
  /** `more`: in place of what is usual. */
  readonly begin: (more?: Partial<WorldOptions>) => Promise<void>;
  /** The engine ends and is opened again; it is asked from now on. */
  readonly restart: () => Promise<void>;
  /** A session three minutes later, and what it leaves to be done. */
  readonly session: () => Promise<void>;
};

/** `usual`: the world of most tests of a file. */
export function askWorld(usual: WorldOptions): AskedWorld {
  let world: World;
  let client: DirectClient;
  afterEach(async () => {
    expect(client.faults).toEqual([]);
    await world.close();
  });
  return {
    get world() { return world; },
    get client() { return client; },
    begin: async (more = {}) => {
      world = await createWorld({ ...usual, ...more });
      client = directClient(world.engine);
    },
    restart: async () => {
      await world.restart();
      client = directClient(world.engine);
    },
    session: async () => {
      world.clock.advance(180_000);
      await world.session();
      await world.engine.idle();
    },
  };
}
