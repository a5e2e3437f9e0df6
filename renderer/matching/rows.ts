/** What the matching tab lists, as the engine is asked for it, and what the address asks first. */
import type { Input, Output } from '../../src/contract/contract.ts';
import { ask } from '../engine/useCall.ts';
import type { RowSource } from '../engine/usePagedRows.ts';
import type { BadgeTone } from '../parts/StatusBadge.tsx';
import type { Route } from '../routeOf.ts';
import { MATCHING, type Grade, type MatchTab } from './words.ts';

export type Row = Output<'matching.list'>['rows'][number];
export type Question = Omit<Input<'matching.list'>, 'skip' | 'limit'>;
export type Listing = NonNullable<Row['listing']>;
export type Item = NonNullable<Row['item']>;

export const TABS = Object.keys(MATCHING.tabs) as MatchTab[];
export const GRADES = Object.keys(MATCHING.grades) as Grade[];
export const TONES: Readonly<Record<Grade, BadgeTone>> = { sure: 'good', likely: 'attention', possible: 'quiet' };

/** The tab the address names; without one, what waits for a person most. */
export function tabOf(query: Route['query']): MatchTab {
  return TABS.find((one) => one === query['tab']) ?? 'suggestions';
}

export function matchSource(question: Question): RowSource<Row> {
  return {
    key: ['matching.list', question],
    load: (client, skip, limit) => ask(client, 'matching.list', { ...question, skip, limit }),
  };
}

export function nameOfListing({ sku, name }: Listing): string {
  return sku === '' ? name : sku;
}

/** What the row is about, in one or two words. */
export function titleOf(row: Row, tab: MatchTab): string {
  if (tab === 'duplicates') return row.members[0]?.label ?? '';
  if (row.listing !== null) return nameOfListing(row.listing);
  return row.item?.fullName ?? '';
}
