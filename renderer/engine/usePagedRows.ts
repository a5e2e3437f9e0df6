/** A long list that is held page by page: only the pages on screen are asked for, and any place of the list can be entered. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from '../../src/contract/client.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { CallName } from '../../src/contract/defineContract.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { useEngine } from './EngineProvider.tsx';
import { problemOf } from './useCall.ts';

/** What VirtualTable shows. */
export type RowWindow<Row> = {
  /** Undefined before the first answer. */
  readonly total: number | undefined;
  /** Undefined while its page is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** The newest state of a row that was shown before, if its page is on screen. */
  readonly find: (is: (row: Row) => boolean) => Row | undefined;
  /** The rows on screen, both included. */
  readonly want: (first: number, last: number) => void;
  readonly problem: Problem | null;
  readonly reload: () => void;
  /** By how many rows the numbering has moved since the first answer, where rows may turn out to be in front; 0 when absent. */
  readonly moved?: number;
};

export type Paged<Row> = { readonly rows: readonly Row[]; readonly total: number };

/** `key`: the call's name and the question without its place, e.g. `['updates.page', filter]`; another key is another list. */
export type RowSource<Row> = {
  readonly key: readonly [CallName<Contract>, unknown];
  readonly load: (client: Client<Contract>, skip: number, limit: number) => Promise<Paged<Row>>;
};

const PAGE = 100;
/** While somebody drags the scroll bar, pages that are gone in a moment are not asked for. Milliseconds. */
const CALM = 40;

type PageQuery<Row> = { readonly queryKey: readonly unknown[]; readonly queryFn: () => Promise<Paged<Row>> };

function pageQuery<Row>(client: Client<Contract>, source: RowSource<Row>, number: number): PageQuery<Row> {
  return { queryKey: [...source.key, number], queryFn: () => source.load(client, number * PAGE, PAGE) };
}

/** What the list asks first. */
export function firstPage<Row>(client: Client<Contract>, source: RowSource<Row>): PageQuery<Row> {
  return pageQuery(client, source, 0);
}

type Span = { readonly first: number; readonly last: number };

export function usePagedRows<Row>(source: RowSource<Row>): RowWindow<Row> {
  const { client } = useEngine();
  const question = JSON.stringify(source.key);
  const [{ first, last }, setSpan] = useState<Span>({ first: 0, last: 0 });
  const wanted = useRef<Span>({ first: 0, last: 0 });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const known = useRef<{ readonly question: string; readonly total: number | undefined }>({ question, total: undefined });

  useEffect(() => {
    setSpan({ first: 0, last: 0 });
    return () => { clearTimeout(timer.current); };
  }, [question]);

  const want = useCallback((from: number, to: number) => {
    wanted.current = { first: Math.max(0, Math.floor(from / PAGE)), last: Math.max(0, Math.floor(to / PAGE)) };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { first: newFirst, last: newLast } = wanted.current;
      setSpan((span) => (span.first === newFirst && span.last === newLast ? span : wanted.current));
    }, CALM);
  }, []);

  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const pages = useQueries({
    queries: numbers.map((number) => pageQuery(client, source, number)),
  });

  const answered = pages.filter((page) => page.data !== undefined);
  const newest = answered.reduce<(typeof answered)[number] | undefined>((best, page) => (best === undefined || page.dataUpdatedAt > best.dataUpdatedAt ? page : best), undefined);
  if (newest?.data !== undefined) known.current = { question, total: newest.data.total };
  else if (known.current.question !== question) known.current = { question, total: undefined };
  const failed = pages.find((page) => page.error !== null);

  return {
    total: known.current.total,
    rowAt: (index) => pages[Math.floor(index / PAGE) - first]?.data?.rows[index % PAGE],
    find: (is) => {
      for (const page of pages) {
        const row = page.data?.rows.find(is);
        if (row !== undefined) return row;
      }
      return undefined;
    },
    want,
    problem: failed === undefined ? null : problemOf(failed.error),
    reload: () => { for (const page of pages) void page.refetch(); },
  };
}
