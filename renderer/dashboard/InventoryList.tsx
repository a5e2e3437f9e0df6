/** Every SKU of the stores with what QuickBooks has, what the store confirmed, and the outcome of the last synchronisation. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { BoxMultipleRegular, SearchRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { ask } from '../engine/useCall.ts';
import { usePagedRows, type RowSource } from '../engine/usePagedRows.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { formatQuantity } from '../parts/format.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusBadge, type BadgeTone } from '../parts/StatusBadge.tsx';
import type { Column, Sorting } from '../parts/tableParts.tsx';
import { FilterField, SearchField, Toolbar } from '../parts/Toolbar.tsx';
import { storeWidth } from '../parts/stores.ts';
import { useIsNarrow } from '../parts/useIsNarrow.ts';
import { VirtualTable } from '../parts/VirtualTable.tsx';
import { go } from '../route.ts';
import { useHasTab } from '../parts/tabs.tsx';
import { WORDS } from '../words.ts';
import { DASHBOARD, STANDINGS } from './words.ts';

type Row = Output<'inventory.page'>['rows'][number];
type Standing = Row['standing'];
type Connections = Output<'status.show'>['companies'][number]['connections'];

const TONES: Readonly<Record<Standing, BadgeTone>> = { inStep: 'good', due: 'busy', held: 'held', failed: 'bad', skipped: 'attention', never: 'quiet' };
const STANDING_CHOICES = [{ value: '', text: DASHBOARD.anyOutcome }, ...Object.entries(STANDINGS).map(([value, text]) => ({ value, text }))] as const;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  table: { display: 'flex', height: '440px' },
});

function columnsFor(connections: Connections, isNarrow: boolean): readonly Column<Row>[] {
  const { columns } = DASHBOARD;
  const storeOf = (row: Row): string => connections.find(({ id }) => id === row.connectionId)?.name ?? '';
  return [
    { key: 'sku', title: columns.sku, width: '135px', sort: 'sku', cell: (row) => row.sku },
    { key: 'name', title: columns.name, cell: (row) => row.name },
    ...(connections.length > 1 ? [{ key: 'store', title: columns.store, width: storeWidth(connections, 130), cell: storeOf, tip: storeOf }] : []),
    { key: 'onHand', title: columns.onHand, width: '120px', align: 'end', cell: (row) => formatQuantity(row.onHand) },
    { key: 'confirmed', title: columns.confirmed, width: '95px', align: 'end', cell: (row) => formatQuantity(row.confirmedQuantity ?? row.storeQuantity) },
    { key: 'standing', title: columns.standing, width: '120px', cell: (row) => <StatusBadge tone={TONES[row.standing]}>{STANDINGS[row.standing]}</StatusBadge> },
    ...(isNarrow ? [] : [{ key: 'at', title: columns.at, width: '128px', cell: (row: Row) => (row.last === null ? '' : <RelativeTime at={row.last.at} />) }]),
    { key: 'text', title: columns.text, ...(isNarrow ? { width: '120px' } : {}), cell: detailsOf },
  ];
}

/** Where both numbers are the same there is nothing to explain. */
function detailsOf({ problem, reason, standing, onHand, confirmedQuantity, last }: Row): string {
  if (problem !== null) return problem.what;
  if (reason !== null) return reason;
  return standing === 'inStep' && onHand !== null && onHand === confirmedQuantity ? '' : last?.text ?? '';
}

export function InventoryList({ connections }: { readonly connections: Connections }): ReactNode {
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const [store, setStore] = useState('');
  const [standing, setStanding] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ by: 'sku', descending: false });
  const [selected, setSelected] = useState<Row | null>(null);
  const hasLog = useHasTab('log');

  const connectionId = connections.find(({ id }) => String(id) === store)?.id;
  const wanted = (Object.keys(STANDINGS) as Standing[]).find((one) => one === standing);
  const question = useMemo(() => ({
    ...(connectionId === undefined ? {} : { connectionId }), ...(wanted === undefined ? {} : { standing: wanted }), ...(search === '' ? {} : { search }), descending: sorting.descending,
  }), [connectionId, wanted, search, sorting.descending]);
  const source = useMemo((): RowSource<Row> => ({ key: ['inventory.page', question], load: (client, skip, limit) => ask(client, 'inventory.page', { ...question, skip, limit }) }), [question]);
  const rows = usePagedRows(source);
  const isNarrow = useIsNarrow();
  const columns = useMemo(() => columnsFor(connections, isNarrow), [connections, isNarrow]);
  const open = useCallback((row: Row) => { if (hasLog) go('log', { sku: row.sku }); }, [hasLog]);
  const isFiltered = search !== '' || connectionId !== undefined || wanted !== undefined;

  return (
    <section className={styles.root} aria-labelledby="inventory">
      <h2 id="inventory" className={styles.heading}>{DASHBOARD.inventory}</h2>
      <Toolbar>
        <SearchField label={DASHBOARD.search} placeholder={DASHBOARD.searchHint} value={search} onSearch={setSearch} />
        {connections.length > 1 && <FilterField label={DASHBOARD.store} value={store} onChange={setStore}
          choices={[{ value: '', text: WORDS.allStores }, ...connections.map(({ id, name }) => ({ value: String(id), text: name }))]} />}
        <FilterField label={DASHBOARD.outcome} value={standing} choices={STANDING_CHOICES} onChange={setStanding} />
      </Toolbar>
      <div className={styles.table}>
        <VirtualTable label={DASHBOARD.inventoryLabel} columns={columns} rows={rows} rowKey={(row) => row.listingId} selectedKey={selected?.listingId ?? null} onSelect={setSelected}
          onOpen={open} sorting={sorting} onSort={setSorting}
          empty={isFiltered ? <EmptyState icon={SearchRegular} {...DASHBOARD.noneFound} /> : <EmptyState icon={BoxMultipleRegular} {...DASHBOARD.noListings} />} />
      </div>
    </section>
  );
}
