/** The columns of each list of the matching tab; beside the panel there is room for less. */
import { formatCount, formatQuantity } from '../parts/format.ts';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { storeWidth } from '../parts/stores.ts';
import type { Column } from '../parts/tableParts.tsx';
import { nameOf, type Connections } from '../pending/connections.ts';
import { TONES, type Row } from './rows.ts';
import { MATCHING, type MatchTab } from './words.ts';

const { columns: TITLES } = MATCHING;

const sku: Column<Row> = { key: 'sku', title: TITLES.sku, width: '170px', cell: ({ listing }) => (listing === null ? '' : listing.sku === '' ? MATCHING.noSku : listing.sku) };
const name: Column<Row> = { key: 'name', title: TITLES.name, cell: ({ listing }) => listing?.name ?? '' };
const item: Column<Row> = { key: 'item', title: TITLES.item, cell: (row) => row.item?.fullName ?? '' };
const why: Column<Row> = { key: 'why', title: TITLES.why, width: '40%', cell: (row) => row.text };
const grade: Column<Row> = {
  key: 'grade', title: TITLES.grade, width: '110px',
  cell: (row) => (row.grade === null ? '' : <StatusBadge tone={TONES[row.grade]}>{MATCHING.grades[row.grade]}</StatusBadge>),
  tip: (row) => (row.grade === null ? '' : MATCHING.gradeMeaning[row.grade]),
};

export function columnsFor(tab: MatchTab, connections: Connections, isNarrow: boolean): readonly Column<Row>[] {
  const store: readonly Column<Row>[] = connections.length > 1 && !isNarrow
    ? [{ key: 'store', title: TITLES.store, width: storeWidth(connections, 130), cell: ({ listing }) => (listing === null ? '' : nameOf(connections, listing.connectionId)) }] : [];
  switch (tab) {
    case 'listings': return [sku, name, ...store, ...(isNarrow ? [] : [why])];
    case 'items': return [
      item, ...(isNarrow ? [] : [
        { key: 'partNumber', title: TITLES.partNumber, width: '160px', cell: (row: Row) => row.item?.partNumber ?? '' },
        { key: 'barCode', title: TITLES.barCode, width: '140px', cell: (row: Row) => row.item?.barCode ?? '' },
      ]),
      { key: 'onHand', title: TITLES.onHand, width: '110px', align: 'end', cell: (row) => formatQuantity(row.item?.onHand ?? null) },
    ];
    case 'suggestions': return [sku, item, grade, ...store, ...(isNarrow ? [] : [{ ...why, title: TITLES.reason }])];
    case 'duplicates': return [
      { key: 'what', title: TITLES.what, cell: (row) => row.text },
      ...store,
      { key: 'times', title: TITLES.times, width: '80px', align: 'end', cell: (row) => formatCount(row.members.length) },
    ];
    default: return [
      sku, ...(isNarrow ? [] : [name]), item, ...store,
      ...(isNarrow ? [] : [
        { key: 'source', title: TITLES.source, width: '120px', cell: (row: Row) => (row.source === null ? '' : MATCHING.sources[row.source]) },
        {
          key: 'note', title: TITLES.note, width: '130px',
          cell: (row: Row) => (row.alsoFeeds.length > 0 ? <StatusBadge tone="attention">{MATCHING.shared}</StatusBadge> : row.text),
          tip: (row: Row) => [...(row.alsoFeeds.length > 0 ? [MATCHING.alsoFeeds(row.alsoFeeds)] : []), row.text].join(' '),
        },
      ]),
    ];
  }
}
