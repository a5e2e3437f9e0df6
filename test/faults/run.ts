/** `npm run faults -- --seed N --runs N`: random stories; a failing one is shortened and told. `--kills N`: real kills instead; `--json FILE`: the counts. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { noSchema, schemaComplaints } from '../support/schemaCheck.ts';
import { makeStory } from './makeStory.ts';
import { openTheatre } from './runStory.ts';
import { shrink } from './shrink.ts';
import { tell } from './story.ts';
import { tally } from './witness.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '200' }, kills: { type: 'string' }, json: { type: 'string' },
    failures: { type: 'string', default: '1' }, shrink: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

function kill(count: string): never {
  const root = path.resolve(import.meta.dirname, '../..');
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const ran = spawnSync(process.execPath, [vitest, 'run', 'test/faults/kills.test.ts'], {
    cwd: root, stdio: 'inherit', env: { ...process.env, STOCKBRIDGE_KILLS: count, STOCKBRIDGE_KILL_SEED: values.seed },
  });
  process.exit(ran.status ?? 1);
}

async function main(): Promise<number> {
  const first = Number(values.seed);
  const end = first + Number(values.runs) - 1;
  const theatre = openTheatre();
  const began = performance.now();
  let failures = 0;
  const over = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { over.abort(); }); // the run under way is played to its end
  let last = first - 1;
  for (let seed = first; seed <= end && failures < Number(values.failures) && !over.signal.aborted; seed += 1) {
    last = seed;
    const story = makeStory(seed);
    const complaints = await theatre.run(story);
    if (complaints.length > 0) {
      failures += 1;
      const shown = values.shrink ? await shrink(story, complaints, theatre.run) : { story, complaints };
      console.log(`\nFAILED: ${tell(shown.story)}\n\n${shown.complaints.map((text) => `  - ${text}`).join('\n')}\n`);
    }
    if ((seed - first + 1) % 100 === 0) console.log(`${String(seed - first + 1)} runs, ${rate(theatre.counts.runs, began)}`);
  }
  const invalid = noSchema ? [] : schemaComplaints([...theatre.sample]);
  for (const text of invalid.slice(0, 3)) console.log(text);
  theatre.close();
  console.log(`\nRuns in which it struck:\n${tally(theatre.struck).join('\n')}\n`);
  if (values.json !== undefined) {
    const { counts, struck } = theatre;
    writeFileSync(values.json, JSON.stringify({ first, last, failures, invalid: invalid.length, ...counts, struck: Object.fromEntries(struck) }));
  }
  console.log(`seeds ${String(first)}–${String(last)}: ${String(failures)} failed; ${String(theatre.counts.runs)} runs, ${rate(theatre.counts.runs, began)}; `
    + `${String(theatre.counts.requests)} qbXML requests, ${noSchema ? 'not checked against the schema' : `${String(theatre.sample.size)} of them checked against the schema, ${String(invalid.length)} invalid`}.`);
  return failures + invalid.length === 0 ? 0 : 1;
}

function rate(runs: number, began: number): string {
  return `${((runs * 1_000) / (performance.now() - began)).toFixed(1)} a second`;
}

if (values.kills !== undefined) kill(values.kills);
process.exitCode = await main();
