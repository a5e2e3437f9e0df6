/** Stories for a few minutes of tests: the same dice, cut to what a module's fault needs to show. */
import { makeStory } from './makeStory.ts';
import { openTheatre } from './runStory.ts';
import { shrink } from './shrink.ts';
import { tell, type Story } from './story.ts';

export type Found = { readonly runs: number; readonly story: string; readonly complaints: readonly string[] };

/** Tries to make the story short. */
const MOST_TRIES = 30;

/** Runs seeds until one complains in that way; the story is shortened. Null: none did. */
export async function hunt(first: number, most: number, sort: RegExp): Promise<Found | null> {
  const theatre = openTheatre();
  try {
    for (let runs = 1; runs <= most; runs += 1) {
      const story = makeStory(first + runs - 1);
      const complaints = (await theatre.run(story)).filter((text) => sort.test(text));
      if (complaints.length === 0) continue;
      const only = async (one: Story): Promise<readonly string[]> => (await theatre.run(one)).filter((text) => sort.test(text));
      const short = await shrink(story, complaints, only, MOST_TRIES);
      return { runs, story: tell(short.story), complaints: short.complaints };
    }
    return null;
  } finally {
    theatre.close();
  }
}
