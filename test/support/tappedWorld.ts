/** A world whose calls to the shops can be held and hooked, opened by each test as it needs it. */
import { afterEach, beforeEach } from 'vitest';
import { tapShops, type ShopTap } from './stockWorld.ts';
import type { World } from './world.ts';

export type TappedWorld = {
  /** That of the test that runs; assigned by it. */
  world: World;
  readonly tap: ShopTap;
  /** Somebody counts that many of each in QuickBooks. */
  readonly count: (skus: readonly string[], quantity: number) => void;
};

export function tapWorld(): TappedWorld {
  let world: World;
  let tap: ShopTap;
  beforeEach(() => { tap = tapShops(); });
  afterEach(async () => {
    tap.restore();
    await world.close();
  });
  return {
    get world() { return world; },
    set world(opened) { world = opened; },
    get tap() { return tap; },
    count: (skus, quantity) => { for (const sku of skus) world.company.setQuantity(sku, quantity); },
  };
}
