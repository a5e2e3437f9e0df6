/** Stories on a small file system that is really full again and again: SQLite's log, its shared memory, the lock file, nothing fits. */
import { afterAll, expect, it } from 'vitest';
import { mountSmallDisk } from './disk.ts';
import { makeStory } from './makeStory.ts';
import { dice } from './random.ts';
import { openTheatre } from './runStory.ts';
import { shrink } from './shrink.ts';
import { tell, type Story, type StoryEvent } from './story.ts';

const FIRST = Number(process.env['STOCKBRIDGE_DISK_SEED'] ?? 1);
const RUNS = Number(process.env['STOCKBRIDGE_DISK_RUNS'] ?? 6);
const disk = mountSmallDisk();
afterAll(() => { disk?.unmount(); });

/** The story of the seed, with no room at half of what is done in it. */
function cramped(seed: number): Story {
  const random = dice(seed + 77);
  const story = makeStory(seed);
  const events = story.events.flatMap((event): readonly StoryEvent[] => (
    (event.do === 'session' || event.do === 'sync' || event.do === 'restart') && random.chance(0.5)
      ? [{ do: 'diskFull', pages: random.pick([0, 0, 1, 3, 8, 20, 60]) }, event, { do: 'diskFreed' }]
      : [event]));
  return { ...story, events };
}

it.skipIf(disk === null)('everything adds up once there is room again', async () => {
  const theatre = openTheatre(disk?.folder);
  try {
    for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
      const story = cramped(seed);
      const complaints = await theatre.run(story);
      if (complaints.length === 0) continue;
      const short = await shrink(story, complaints, theatre.run, 60);
      expect.fail(`${tell(short.story)}\n${short.complaints.join('\n')}`);
    }
    expect(theatre.struck.get('the disk was full') ?? 0).toBeGreaterThan(0);
    console.log(`the disk was full in ${String(theatre.struck.get('the disk was full'))} of ${String(theatre.counts.runs)} runs from seed ${String(FIRST)}`);
  } finally {
    theatre.close();
  }
}, 60_000 + RUNS * 20_000);
