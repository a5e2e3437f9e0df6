/** A fixed set of the random stories (npm run faults plays any number of them): everything adds up, and every request was valid. */
import { afterAll, describe, expect, it } from 'vitest';
import { noSchema, schemaComplaints } from '../support/schemaCheck.ts';
import { makeStory } from './makeStory.ts';
import { openTheatre } from './runStory.ts';
import { shrink } from './shrink.ts';
import { tell } from './story.ts';

const FIRST = 1;
const RUNS = 30;
const theatre = openTheatre();
afterAll(() => { theatre.close(); });

describe('stories of faults', () => {
  it.each(Array.from({ length: RUNS / 10 }, (_, tens) => FIRST + tens * 10))('ten from seed %i', async (from) => {
    for (let seed = from; seed < from + 10; seed += 1) {
      const story = makeStory(seed);
      const complaints = await theatre.run(story);
      if (complaints.length === 0) continue;
      const short = await shrink(story, complaints, theatre.run, 100);
      expect.fail(`${tell(short.story)}\n${short.complaints.join('\n')}`);
    }
  });

  it('the same seed tells the same story and ends the same way', async () => {
    const story = makeStory(7);
    expect(tell(makeStory(7))).toBe(tell(story));
    const before = theatre.counts.requests;
    await theatre.run(story);
    const once = theatre.counts.requests - before;
    await theatre.run(story);
    expect(theatre.counts.requests - before).toBe(2 * once);
  });

  it.skipIf(noSchema)('every request was valid', () => {
    expect(theatre.sample.size).toBeGreaterThan(100);
    expect(schemaComplaints([...theatre.sample])).toEqual([]);
  });
});
