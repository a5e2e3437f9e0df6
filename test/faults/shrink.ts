/** Makes a failing story short: events are left out, many at first, then one by one, while it still fails in the same way. */
import type { Story, StoryEvent } from './story.ts';

/** What kind of failure a list of complaints is; the shortened story must fail in the same way. */
export function kindOf(complaints: readonly string[]): string {
  const [first = ''] = complaints;
  return /\b(DOUBLED|LOST UPDATE|LOST|STUCK|SILENT|OVERSELL|WRONG STOCK|UNTRUE|FAULT)\b/.exec(first)?.[1] ?? first.replace(/\d+/g, '#').slice(0, 40);
}

export async function shrink(
  story: Story, complaints: readonly string[], run: (story: Story) => Promise<readonly string[]>, mostRuns = 400,
): Promise<{ readonly story: Story; readonly complaints: readonly string[] }> {
  const kind = kindOf(complaints);
  let best = { story, complaints };
  let runs = 0;
  const tryWith = async (events: readonly StoryEvent[]): Promise<boolean> => {
    runs += 1;
    const shorter = { ...best.story, events };
    const found = await run(shorter);
    if (found.length === 0 || kindOf(found) !== kind) return false;
    best = { story: shorter, complaints: found };
    return true;
  };
  for (let size = Math.ceil(best.story.events.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let progress = true; progress && runs < mostRuns;) {
      progress = false;
      for (let at = best.story.events.length - size; at > -size && runs < mostRuns; at -= size) {
        const from = Math.max(0, at);
        if (await tryWith(best.story.events.filter((_, index) => index < from || index >= from + size))) progress = true;
      }
      if (size > 1) break;
    }
  }
  return best;
}
