/**
 * A log of any length as one list that can be entered anywhere, although the engine tells it only page by page: one stretch of lines is held, grows at its
 * ends while the reader scrolls, and is exchanged for another after a jump. Beyond a thousand lines their number is a good guess, corrected at the ends.
 */
import type { Problem } from '../../src/domain/problem.ts';
import type { Result } from '../../src/domain/result.ts';
import { ROW_PAGE } from '../engine/rowPage.ts';

/** Where a page is: the engine's own words (log.search). */
export type Place = { readonly before: number } | { readonly after: number } | { readonly oldest: true };
export type LogPage<Line> = {
  readonly lines: readonly Line[];
  readonly next: number | null;
  readonly newer: number | null;
  readonly total: number;
  readonly hasMoreThanTotal: boolean;
};

export type RunState<Line> = {
  /** Undefined before the first answer. */
  readonly total: number | undefined;
  /** False: a guess, or a part of it. */
  readonly isExact: boolean;
  /** Place of `lines[0]` in the list; newest first. */
  readonly first: number;
  readonly lines: readonly Line[];
  /** The log has grown since; shown when asked for, because the reader is elsewhere in it. */
  readonly hasNews: boolean;
  /** By how many rows the numbering has moved. */
  readonly moved: number;
  readonly problem: Problem | null;
};

export type LogRun<Line> = {
  readonly state: () => RunState<Line>;
  readonly subscribe: (listener: () => void) => () => void;
  /** The newest page, whenever it was asked for again. `byForce`: shown even if the reader is elsewhere. */
  readonly take: (head: LogPage<Line>, byForce?: boolean) => void;
  readonly want: (first: number, last: number) => void;
  readonly retry: () => void;
};

/** Few enough that an answer is read and drawn between two frames. */
export const PAGE = ROW_PAGE;
/** Lines held at once. */
const MOST_HELD = 4_000;
/** Rows between the stretch and what is wanted that are walked through rather than jumped over. */
const NEAR = 2 * PAGE;
/** Whoever has scrolled no further than this reads the newest lines. */
const AT_TOP = 3;

type Stretch<Line> = { readonly first: number; readonly lines: readonly Line[]; readonly newer: number | null; readonly older: number | null };

/** `known`: the newest page where it is there already, so that the list is never without it; `take` it all the same. */
export function createLogRun<Line extends { readonly id: number }>(load: (place: Place) => Promise<Result<LogPage<Line>>>, known?: LogPage<Line>): LogRun<Line> {
  const listeners = new Set<() => void>();
  let head: LogPage<Line> | null = null;
  let latest: LogPage<Line> | null = null;
  let tail: LogPage<Line> | null = null;
  let stretch: Stretch<Line> = { first: 0, lines: known?.lines ?? [], newer: null, older: known?.next ?? null };
  let total = known?.total;
  let wanted = { first: 0, last: 0 };
  let moved = 0;
  let generation = 0;
  let problem: Problem | null = null;
  let isBusy = false;
  let state = snapshot();

  function snapshot(): RunState<Line> {
    return {
      total, isExact: head?.hasMoreThanTotal !== true, first: stretch.first, lines: stretch.lines, moved, problem,
      hasNews: latest !== null && head !== null && latest.lines[0]?.id !== head.lines[0]?.id,
    };
  }
  const tell = (): void => {
    state = snapshot();
    for (const listener of listeners) listener();
  };

  /** From the newest page's density, as if the lines that fit were spread evenly: exact for the whole log, about right for a search. */
  const guess = (): number => {
    const [newest, last] = [head?.lines[0]?.id ?? 0, head?.lines.at(-1)?.id ?? 0];
    const count = head?.lines.length ?? 0;
    const oldest = tail?.lines.at(-1)?.id ?? 0;
    const apart = count < 2 ? 1 : (newest - last) / (count - 1);
    return Math.max((head?.total ?? 0) + 1, Math.round((newest - oldest) / Math.max(1, apart)) + 1);
  };

  const begin = (page: LogPage<Line>): void => {
    head = page;
    generation += 1;
    stretch = { first: 0, lines: page.lines, newer: null, older: page.next };
    total = page.hasMoreThanTotal ? (tail === null ? page.total : guess()) : page.total;
    if (page.hasMoreThanTotal && tail === null) void findTail();
  };

  /** The oldest lines, so that the list's length is known and its end is there at once. */
  const findTail = async (): Promise<void> => {
    const answer = await load({ oldest: true });
    if (answer.ok && head?.hasMoreThanTotal === true) {
      tail = answer.value;
      total = Math.max(guess(), stretch.first + stretch.lines.length);
    }
    tell();
    step();
  };

  const ask = async (place: Place, use: (page: LogPage<Line>) => void): Promise<void> => {
    const asked = generation;
    isBusy = true;
    const answer = await load(place);
    isBusy = false;
    // The list was begun anew meanwhile: an answer to the former one has no place in it.
    if (asked === generation) {
      if (answer.ok) use(answer.value);
      problem = answer.ok ? null : answer.error;
    }
    tell();
    if (problem === null) step();
  };

  /** Asks for what is wanted and not there, one page at a time. */
  const step = (): void => {
    if (isBusy || total === undefined || head === null) return;
    const { first, last } = { first: Math.max(0, wanted.first), last: Math.min(total - 1, wanted.last) };
    const end = stretch.first + stretch.lines.length;
    if (last < first || (first >= stretch.first && last < end)) return;
    const gap = first >= end ? first - end : stretch.first - last;
    if (gap > NEAR && head.hasMoreThanTotal) jump(first, last);
    else if (last >= end && first >= stretch.first) walkDown();
    else if (first < stretch.first) walkUp();
  };

  const walkDown = (): void => {
    const { older } = stretch;
    if (older === null) {
      total = stretch.first + stretch.lines.length;
      tell();
      return;
    }
    void ask({ before: older }, (page) => {
      stretch = cut({ ...stretch, lines: [...stretch.lines, ...page.lines], older: page.lines.length === 0 ? null : page.next }, 'front');
      const end = stretch.first + stretch.lines.length;
      if (stretch.older === null) total = end;
      else if (end >= (total ?? 0)) total = end + PAGE;
    });
  };

  const walkUp = (): void => {
    const { newer } = stretch;
    if (newer === null) {
      move(-stretch.first);
      tell();
      return;
    }
    void ask({ after: newer }, (page) => {
      stretch = cut({ ...stretch, first: stretch.first - page.lines.length, lines: [...page.lines, ...stretch.lines], newer: page.lines.length === 0 ? null : page.newer }, 'back');
      // More lines than were guessed, or fewer: the numbers move, what is on screen stays.
      if (stretch.newer === null) move(-stretch.first);
      else if (stretch.first <= 0) move(PAGE - stretch.first);
    });
  };

  const move = (by: number): void => {
    if (by === 0) return;
    stretch = { ...stretch, first: stretch.first + by };
    wanted = { first: Math.max(0, wanted.first + by), last: Math.max(0, wanted.last + by) };
    total = Math.max((total ?? 0) + by, stretch.first + stretch.lines.length);
    moved += by;
  };

  const toTop = (): void => {
    if (head !== null) stretch = { first: 0, lines: head.lines, newer: null, older: head.next };
    tell();
    step();
  };

  const jump = (first: number, last: number): void => {
    const known = total ?? 0;
    if (first < PAGE) {
      toTop();
      return;
    }
    if (tail !== null && last >= known - tail.lines.length) {
      stretch = { first: known - tail.lines.length, lines: tail.lines, newer: tail.newer, older: null };
      tell();
      step();
      return;
    }
    const [newest, oldest] = [head?.lines[0]?.id ?? 1, tail?.lines.at(-1)?.id ?? 1];
    const start = Math.max(0, first - Math.floor(PAGE / 2));
    const id = Math.round(newest - (start * (newest - oldest)) / Math.max(1, known - 1));
    void ask({ before: id + 1 }, (page) => {
      const top = page.lines[0];
      stretch = { first: start, lines: page.lines, newer: top === undefined ? null : top.id, older: page.next };
      if (page.next === null) total = start + page.lines.length;
    });
  };

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    take(page, byForce = false) {
      latest = page;
      if (head === null || byForce || (stretch.first === 0 && wanted.first <= AT_TOP)) begin(page);
      tell();
      step();
    },
    want(first, last) {
      // The top is the newest line, even where the numbers are a guess.
      const isLeapToTop = first === 0 && stretch.first > 0 && wanted.first > NEAR;
      wanted = { first, last };
      if (isLeapToTop && !isBusy) toTop();
      else step();
    },
    retry() {
      problem = null;
      step();
    },
  };
}

/** Far away from the reader's end, lines are let go. */
function cut<Line extends { readonly id: number }>(stretch: Stretch<Line>, side: 'front' | 'back'): Stretch<Line> {
  const extra = stretch.lines.length - MOST_HELD;
  if (extra <= 0) return stretch;
  if (side === 'back') {
    const lines = stretch.lines.slice(0, MOST_HELD);
    return { ...stretch, lines, older: lines.at(-1)?.id ?? null };
  }
  const lines = stretch.lines.slice(extra);
  return { ...stretch, first: stretch.first + extra, lines, newer: lines[0]?.id ?? null };
}
