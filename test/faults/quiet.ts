/** Everything that went wrong is over: sessions until nothing is left to do, with a person who answers what only a person can. */
import type { Play } from './play.ts';
import { approve, retryUpdates } from './person.ts';
import type { Stage } from './stage.ts';

const MOST_ROUNDS = 14;
/** After this many rounds whatever waits for a moment that lies in a wrong clock's future gets it. */
const PATIENT_ROUNDS = 6;

/** Complaints; none when it became quiet. */
export async function becomeQuiet(stage: Stage, play: Play): Promise<readonly string[]> {
  play.calm();
  let outcomes: string[] = [];
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    // Longer than any filter reaches back, so that nothing is read twice by grace of the overlap.
    stage.advance(round > PATIENT_ROUNDS ? 6 * 3_600_000 : 41 * 60_000);
    const before = trace(stage);
    outcomes = [];
    for (const at of stage.companies.keys()) await approve(stage.up(), at);
    for (const at of stage.shops.keys()) if (failedUpdates(stage)) await retryUpdates(stage.up(), at);
    // What the modified filter hides is found by the weekly sweep.
    if (play.hand.filterMisses && round === 1) await stage.sweep();
    // A row that was lost must not be found again by chance, in a listing that shows another number.
    await stage.sync(play.hand.setInShop || play.hand.databaseRestored);
    for (const at of stage.companies.keys()) {
      const report = await stage.session(at);
      await stage.idle();
      outcomes.push(report.outcome);
    }
    const good = outcomes.every((outcome) => outcome === 'finished' || outcome === 'noWork');
    if (good && trace(stage) === before && openUpdates(stage) === 0 && untold(stage) === 0) return [];
  }
  return [
    `it never became quiet: the last sessions ended ${outcomes.join(', ')}; ${String(openUpdates(stage))} updates and ${String(untold(stage))} notes to shops are open; ${stage.requests.filter((text) => text.includes('AddRq')).length} documents were sent in all`,
  ];
}

/** Whatever the bridge wrote, in QuickBooks or in a shop. */
function trace(stage: Stage): string {
  const added = stage.requests.filter((text) => /<\w+AddRq/.test(text)).length;
  const set = stage.shops.map(({ store }) => store.requests().filter((request) => request.method !== 'GET').length);
  return JSON.stringify([added, set]);
}

function count(stage: Stage, what: string): number {
  return stage.up().db.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM ${what}`).get()?.n ?? 0;
}

function failedUpdates(stage: Stage): boolean {
  return count(stage, "stock_update WHERE state = 'failed'") > 0;
}

function openUpdates(stage: Stage): number {
  return count(stage, 'stock_update');
}

function untold(stage: Stage): number {
  return count(stage, "write_back WHERE state = 'pending'");
}
