/** The sync log as rows of a table: the newest page is asked for again after every event, the rest only as far as the reader goes. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { useCall } from '../engine/useCall.ts';
import type { RowWindow } from '../engine/usePagedRows.ts';
import { createLogRun, PAGE, type RunState } from './logRun.ts';
import type { LogQuestion } from './question.ts';

export type LogLine = Output<'log.search'>['lines'][number];

export type LogRows = RowWindow<LogLine> & {
  readonly isExact: boolean;
  readonly hasNews: boolean;
  readonly showNews: () => void;
};

/** While somebody drags the scroll bar, lines that are gone in a moment are not asked for. Milliseconds. */
const CALM = 30;

/**
 * `newest`: the same object as long as it asks the same. One question is on its way at a time: of those that come while it is answered (somebody types) only
 * the newest is asked, and what was shown before stays until there is an answer.
 */
export function useLogRows(newest: LogQuestion): LogRows {
  const { client } = useEngine();
  const [question, setQuestion] = useState(newest);
  const head = useCall('log.search', { ...question, limit: PAGE });
  if (question !== newest && (head.data !== undefined || head.problem !== null)) setQuestion(newest);
  const { data, problem, reload } = head;
  const known = useRef(data);
  known.current = data;
  const run = useMemo(() => createLogRun<LogLine>((place) => client.call('log.search', { ...question, ...place, limit: PAGE }), known.current), [client, question]);
  const own = useSyncExternalStore(run.subscribe, run.state);
  const [shown, setShown] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const wanted = useRef({ first: 0, last: 0 });

  // Before anything is painted: a list that is there already must not be empty for a moment.
  useLayoutEffect(() => { if (data !== undefined) run.take(data); }, [run, data]);
  useEffect(() => () => {
    clearTimeout(timer.current);
    timer.current = undefined;
  }, [run]);

  const want = useCallback((first: number, last: number) => {
    wanted.current = { first, last };
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      run.want(wanted.current.first, wanted.current.last);
    }, CALM);
  }, [run]);

  const list = `${JSON.stringify(question)} ${String(shown)}`;
  const former = useRef<{ readonly state: RunState<LogLine>; readonly list: string } | null>(null);
  if (own.total !== undefined) former.current = { state: own, list };
  else if (problem !== null) former.current = null;
  const { state, list: shownList } = former.current ?? { state: own, list };
  const { first, lines } = state;
  return {
    total: state.total,
    isExact: state.isExact,
    rowAt: (index) => lines[index - first],
    find: (is) => lines.find(is),
    want,
    moved: state.moved,
    problem: own.problem ?? problem,
    reload: () => {
      reload();
      run.retry();
    },
    hasNews: state.hasNews,
    showNews: () => {
      wanted.current = { first: 0, last: 0 };
      if (data !== undefined) run.take(data, true);
      setShown((times) => times + 1);
    },
    list: shownList,
  };
}
