/** The harness can fail: when a queue row is dropped as soon as its number goes out, before the shop has confirmed it, a lost update is found. */
import { expect, it, vi } from 'vitest';
import type { Context } from '../../src/engine/ports.ts';
import type * as PushBatch from '../../src/engine/work/pushBatch.ts';
import { hunt } from './smallStories.ts';

vi.mock('../../src/engine/work/pushBatch.ts', async (original) => {
  const real = await original<typeof PushBatch>();
  const buildBatch = (ctx: Context, ...more: Parameters<typeof real.buildBatch> extends [unknown, ...infer Rest] ? Rest : never): ReturnType<typeof real.buildBatch> => {
    const batch = real.buildBatch(ctx, ...more);
    for (const sent of batch.sent) ctx.db.prepare<[number]>('DELETE FROM stock_update WHERE listing_id = ?').run(sent.listingId);
    return batch;
  };
  return { ...real, buildBatch };
});

const MOST_RUNS = 200;

it('finds a shop that is never told, and tells it in a few events', async () => {
  const found = await hunt(30, MOST_RUNS, /WRONG STOCK|OVERSELL|LOST UPDATE/);
  expect(found, `no lost update in ${String(MOST_RUNS)} runs`).not.toBeNull();
  console.log(`found in run ${String(found?.runs)}:\n${found?.story ?? ''}\n${found?.complaints.join('\n') ?? ''}`);
  expect(found?.story.split('\n').filter((line) => /^ +\d+\. /.test(line)).length).toBeLessThan(12);
}, 600_000);
