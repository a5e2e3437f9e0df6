/** A long list that is held page by page: only the pages on screen are asked for, and any place of the list can be entered. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from '../../src/contract/client.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { CallName } from '../../src/contract/defineContract.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { useEngine } from './EngineProvider.tsx';
import { ROW_PAGE as PAGE } from './rowPage.ts';
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
  /** Another one is another list, which begins at its top. Absent: always the same. */
  readonly list?: string;
  /** By how many rows the numbering has moved since the first answer, where rows may turn out to be in front; 0 when absent. */
  readonly moved?: number;
};

export type Paged<Row> = { readonly rows: readonly Row[]; readonly total: number };

/** `key`: the call's name and the question without its place, e.g. `['updates.page', filter]`; another key is another list. */
export type RowSource<Row> = {
  readonly key: readonly [CallName<Contract>, unknown];
  readonly load: (client: Client<Contract>, skip: number, limit: number) => Promise<Paged<Row>>;
};

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
type Shown<Row> = { readonly list: string; readonly total: number; readonly rowAt: (index: number) => Row | undefined };

const TOP: Span = { first: 0, last: 0 };

/**
 * One question is on its way at a time: of those that come while it is answered (somebody types) only the newest is asked. What was shown before stays until
 * there is an answer, so that the list is not taken away under the reader's eyes with every letter.
 */
export function usePagedRows<Row>(source: RowSource<Row>): RowWindow<Row> {
  const { client } = useEngine();
  const newest = JSON.stringify(source.key);
  const [asked, setAsked] = useState({ source, list: newest });
  const [{ first, last }, setSpan] = useState(TOP);
  const wanted = useRef(TOP);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const shown = useRef<Shown<Row> | null>(null);

  useEffect(() => () => { clearTimeout(timer.current); }, [asked.list]);

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
    queries: numbers.map((number) => pageQuery(client, asked.source, number)),
  });
  const failed = pages.find((page) => page.error !== null);
  const answered = pages.filter((page) => page.data !== undefined);
  if (newest !== asked.list && (failed !== undefined || answered.length > 0)) {
    setAsked({ source, list: newest });
    setSpan(TOP);
  }

  const latest = answered.reduce<(typeof answered)[number] | undefined>((best, page) => (best === undefined || page.dataUpdatedAt > best.dataUpdatedAt ? page : best), undefined);
  const rowAt = (index: number): Row | undefined => pages[Math.floor(index / PAGE) - first]?.data?.rows[index % PAGE];
  if (latest?.data !== undefined) shown.current = { list: asked.list, total: latest.data.total, rowAt };
  // Pages further down are on their way: the rows between are empty, not those of before.
  else if (shown.current?.list === asked.list) shown.current = { ...shown.current, rowAt };
  else if (failed !== undefined) shown.current = null;

  return {
    total: shown.current?.total,
    rowAt: shown.current?.rowAt ?? rowAt,
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
    list: shown.current?.list ?? asked.list,
  };
}
