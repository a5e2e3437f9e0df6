/** The sync log as rows of a table: the newest page is asked for again after every event, the rest only as far as the reader goes. */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { useCall } from '../engine/useCall.ts';
import type { RowWindow } from '../engine/usePagedRows.ts';
import { createLogRun, PAGE } from './logRun.ts';
import type { LogQuestion } from './question.ts';

export type LogLine = Output<'log.search'>['lines'][number];

export type LogRows = RowWindow<LogLine> & {
  readonly isExact: boolean;
  readonly hasNews: boolean;
  readonly showNews: () => void;
  /** Another one is another list: it begins at its top. */
  readonly listKey: string;
};

/** While somebody drags the scroll bar, lines that are gone in a moment are not asked for. Milliseconds. */
const CALM = 30;

/** `question`: the same object as long as it asks the same. */
export function useLogRows(question: LogQuestion): LogRows {
  const { client } = useEngine();
  const head = useCall('log.search', { ...question, limit: PAGE });
  const run = useMemo(() => createLogRun<LogLine>((place) => client.call('log.search', { ...question, ...place, limit: PAGE })), [client, question]);
  const state = useSyncExternalStore(run.subscribe, run.state);
  const [shown, setShown] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const wanted = useRef({ first: 0, last: 0 });

  const { data, problem, reload } = head;
  useEffect(() => { if (data !== undefined) run.take(data); }, [run, data]);
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

  const { first, lines } = state;
  return {
    total: state.total,
    isExact: state.isExact,
    rowAt: (index) => lines[index - first],
    find: (is) => lines.find(is),
    want,
    moved: state.moved,
    problem: state.problem ?? problem,
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
    listKey: `${JSON.stringify(question)} ${String(shown)}`,
  };
}
