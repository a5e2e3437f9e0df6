/** The harness can fail: with a `recover` that always says "send again", a doubled order is found. The product has no such switch; the module is replaced here. */
import { expect, it, vi } from 'vitest';
import type * as Recover from '../../src/decide/recover.ts';
import { hunt } from './smallStories.ts';

vi.mock('../../src/decide/recover.ts', async (original) => ({
  ...(await original<typeof Recover>()),
  recover: () => ({ to: 'resend', evidence: 'nobody looked' }),
}));

const MOST_RUNS = 200;

it('finds a doubled order, and tells it in a few events', async () => {
  const found = await hunt(1, MOST_RUNS, /DOUBLED: it is in the books/);
  expect(found, `no doubled order in ${String(MOST_RUNS)} runs`).not.toBeNull();
  console.log(`found in run ${String(found?.runs)}:\n${found?.story ?? ''}\n${found?.complaints.join('\n') ?? ''}`);
  expect(found?.story.split('\n').filter((line) => /^ +\d+\. /.test(line)).length).toBeLessThan(12);
}, 600_000);
