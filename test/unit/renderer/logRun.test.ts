import { describe, expect, it } from 'vitest';
import { createLogRun, PAGE, type LogPage, type LogRun, type Place } from '../../../renderer/log/logRun.ts';
import { problem } from '../../../src/domain/problem.ts';
import { err, ok, type Result } from '../../../src/domain/result.ts';

type Line = { readonly id: number };

/** A log as the engine tells it (log.search): newest first, counted to 1,000. */
function engine(ids: readonly number[]): {
  readonly head: () => LogPage<Line>;
  readonly load: (place: Place) => Promise<Result<LogPage<Line>>>;
  readonly asked: Place[];
  readonly ids: number[];
  fail: boolean;
} {
  const all = [...ids].sort((a, b) => b - a);
  const asked: Place[] = [];
  const page = (lines: readonly number[]): LogPage<Line> => {
    const [first, last] = [lines[0] ?? 0, lines.at(-1) ?? 0];
    return {
      lines: lines.map((id) => ({ id })), newer: lines.length > 0 && all.some((id) => id > first) ? first : null, next: lines.length > 0 && all.some((id) => id < last) ? last : null,
      total: Math.min(1_000, all.length), hasMoreThanTotal: all.length > 1_000,
    };
  };
  const told = {
    ids: all, asked, fail: false, head: () => page(all.slice(0, PAGE)),
    async load(place: Place) {
      asked.push(place);
      if (told.fail) return err(problem('notConnected', 'Gone.', 'Wait.'));
      if ('oldest' in place) return ok(page(all.slice(-PAGE)));
      if ('before' in place) return ok(page(all.filter((id) => id < place.before).slice(0, PAGE)));
      return ok(page(all.filter((id) => id > place.after).slice(-PAGE)));
    },
  };
  return told;
}

const settle = async (): Promise<void> => { for (let turn = 0; turn < 400; turn += 1) await Promise.resolve(); };
const shown = (run: LogRun<Line>, first: number, last: number): readonly (number | undefined)[] => {
  const { lines, first: from } = run.state();
  return Array.from({ length: last - first + 1 }, (_, index) => lines[first + index - from]?.id);
};
const count = (length: number, from = 1): number[] => Array.from({ length }, (_, index) => index + from);

async function begun(ids: readonly number[]): Promise<{ readonly run: LogRun<Line>; readonly log: ReturnType<typeof engine> }> {
  const log = engine(ids);
  const run = createLogRun<Line>(log.load);
  run.take(log.head());
  await settle();
  return { run, log };
}

describe('the log as one list', () => {
  it('knows a short log exactly and walks to its end', async () => {
    const { run } = await begun(count(730));
    expect(run.state()).toMatchObject({ total: 730, isExact: true });
    run.want(700, 729);
    await settle();
    expect(shown(run, 700, 729)).toEqual(count(30).reverse());
    expect(run.state().total).toBe(730);
  });

  it('jumps to the last line of a long one with the page it has already', async () => {
    const { run, log } = await begun(count(50_000));
    expect(run.state()).toMatchObject({ total: 50_000, isExact: false });
    const before = log.asked.length;
    run.want(49_980, 49_999);
    expect(shown(run, 49_980, 49_999)).toEqual(count(20).reverse());
    expect(log.asked).toHaveLength(before);
    await settle();
    run.want(0, 20);
    expect(shown(run, 0, 1)).toEqual([50_000, 49_999]);
  });

  it('enters the middle where a log without gaps has it', async () => {
    const { run } = await begun(count(50_000));
    run.want(20_000, 20_020);
    await settle();
    expect(shown(run, 20_000, 20_020)).toEqual(count(21, 29_980).reverse());
  });

  it('shows every line once and in order while somebody scrolls all the way down and up again, with gaps and a wrong guess', async () => {
    // Dense at first, sparse later: the guess from the newest page is far too high.
    const ids = [...count(1_500, 40_000), ...count(1_500).map((id) => id * 20)];
    const { run, log } = await begun(ids);
    const seen: number[] = [];
    for (let at = 0; at < (run.state().total ?? 0); at += 25) {
      run.want(at, at + 40);
      await settle();
      for (const id of shown(run, at, Math.min(at + 24, (run.state().total ?? 0) - 1))) seen.push(id ?? -1);
    }
    expect(seen).toEqual(log.ids);
    expect(run.state().total).toBe(ids.length);
  });

  it('moves the numbers when there are more lines above than were guessed, and keeps what is on screen', async () => {
    // Sparse at first, dense later: far more lines than the newest page promises.
    const ids = [...count(400, 500).map((id) => id * 100), ...count(9_000)];
    const { run, log } = await begun(ids);
    const total = run.state().total ?? 0;
    expect(total).toBeLessThan(ids.length);
    run.want(total - 20, total - 1);
    await settle();
    let top = run.state().total ?? 0;
    let onScreen = 0;
    for (let turn = 0; turn < 600 && run.state().lines[0]?.id !== log.ids[0]; turn += 1) {
      const { first, moved } = run.state();
      top = Math.max(0, Math.min(top, first + 5) - 20);
      run.want(top, top + 30);
      await settle();
      // The table follows `moved`, so that the reader goes on from where he was.
      top += run.state().moved - moved;
      onScreen = Math.max(onScreen, run.state().lines.length);
    }
    expect(run.state().first).toBe(0);
    expect(run.state().moved).toBeGreaterThan(0);
    expect(shown(run, 0, 2)).toEqual(log.ids.slice(0, 3));
    expect(onScreen).toBeLessThanOrEqual(4_000 + PAGE);
  });

  it('shows new lines at once to whoever is at the top, and only says so elsewhere', async () => {
    const { run, log } = await begun(count(600));
    log.ids.unshift(601);
    run.take(log.head());
    expect(shown(run, 0, 0)).toEqual([601]);
    run.want(100, 120);
    await settle();
    log.ids.unshift(602);
    run.take(log.head());
    expect(run.state().hasNews).toBe(true);
    expect(shown(run, 100, 100)).toEqual([501]);
    run.take(log.head(), true);
    expect(run.state().hasNews).toBe(false);
    expect(shown(run, 0, 0)).toEqual([602]);
  });

  it('says why a page did not come, and asks again', async () => {
    const { run, log } = await begun(count(600));
    log.fail = true;
    run.want(250, 270);
    await settle();
    expect(run.state().problem).toMatchObject({ code: 'notConnected' });
    log.fail = false;
    run.retry();
    await settle();
    expect(run.state().problem).toBeNull();
    expect(shown(run, 250, 250)).toEqual([350]);
  });
});
