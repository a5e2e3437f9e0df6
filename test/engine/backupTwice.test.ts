/** Two who ask for a backup at the same moment: found by npm run fuzz, target windowApi, seed 1015. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { createWorld } from '../support/world.ts';

it('the window and the task at once get one backup, not one failure', async () => {
  const world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20 }] });
  try {
    const handlers = createHandlers(world.engine);
    const answers = await Promise.all([handlers['backups.make']({}), handlers['backups.make']({}), handlers['backups.make']({})]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true]);
    expect(readdirSync(join(world.folder, 'backups'))).toHaveLength(1);
    // And the next one is another.
    expect((await handlers['backups.make']({})).ok).toBe(true);
    expect(readdirSync(join(world.folder, 'backups'))).toHaveLength(2);
  } finally {
    await world.close();
  }
});
