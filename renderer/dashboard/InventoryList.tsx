/** Every SKU of the stores with what QuickBooks has, what the store confirmed, and the outcome of the last synchronisation. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { BoxMultipleRegular, SearchRegular } from '@fluentui/react-icons';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { ask } from '../engine/useCall.ts';
import { usePagedRows, type RowSource } from '../engine/usePagedRows.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { formatQuantity } from '../parts/format.ts';
import { ListWithPanel } from '../parts/ListWithPanel.tsx';
import { Loading } from '../parts/Loading.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusBadge, type BadgeTone } from '../parts/StatusBadge.tsx';
import type { Column, Sorting } from '../parts/tableParts.tsx';
import { FilterField, SearchField, Toolbar } from '../parts/Toolbar.tsx';
import { storeWidth } from '../parts/stores.ts';
import { useIsNarrow } from '../parts/useIsNarrow.ts';
import { VirtualTable } from '../parts/VirtualTable.tsx';
import { useRoute } from '../route.ts';
import { SKU_WORDS } from '../stock/words.ts';
import { WORDS } from '../words.ts';
import { DASHBOARD, STANDINGS } from './words.ts';

type Row = Output<'inventory.page'>['rows'][number];
type Standing = Row['standing'];
type Connections = Output<'status.show'>['companies'][number]['connections'];

const TONES: Readonly<Record<Standing, BadgeTone>> = { inStep: 'good', due: 'busy', held: 'held', failed: 'bad', skipped: 'attention', never: 'quiet' };
const STANDING_CHOICES = [{ value: '', text: DASHBOARD.anyOutcome }, ...Object.entries(STANDINGS).map(([value, text]) => ({ value, text }))] as const;

/** A file of its own: nobody checks a SKU before the page is there. */
const SkuCheck = lazy(async () => ({ default: (await import('../stock/SkuCheck.tsx')).SkuCheck }));
/** So many at once the engine checks. */
const MOST_CHECKED = 50;
/** What stands in the panel; `entered`: how often the keyboard was sent into it. */
type Checked = { readonly skus: readonly string[]; readonly entered: number };

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  table: { display: 'flex', height: '440px' },
  tall: { height: '560px' },
  check: { alignSelf: 'flex-end' },
});

/** `isLittle`: beside a wide panel, the numbers alone. */
function columnsFor(connections: Connections, isNarrow: boolean, isLittle: boolean): readonly Column<Row>[] {
  const { columns } = DASHBOARD;
  const storeOf = (row: Row): string => connections.find(({ id }) => id === row.connectionId)?.name ?? '';
  const all: readonly Column<Row>[] = [
    { key: 'sku', title: columns.sku, width: '135px', sort: 'sku', cell: (row) => row.sku },
    { key: 'name', title: columns.name, cell: (row) => row.name },
    ...(connections.length > 1 ? [{ key: 'store', title: columns.store, width: storeWidth(connections, 130), cell: storeOf, tip: storeOf }] : []),
    { key: 'onHand', title: columns.onHand, width: '120px', align: 'end', cell: (row) => formatQuantity(row.onHand) },
    { key: 'confirmed', title: columns.confirmed, width: '95px', align: 'end', cell: (row) => formatQuantity(row.confirmedQuantity ?? row.storeQuantity) },
    { key: 'standing', title: columns.standing, width: '134px', cell: (row) => <StatusBadge tone={TONES[row.standing]}>{STANDINGS[row.standing]}</StatusBadge> },
    ...(isNarrow ? [] : [{ key: 'at', title: columns.at, width: '128px', cell: (row: Row) => (row.last === null ? '' : <RelativeTime at={row.last.at} />) }]),
    { key: 'text', title: columns.text, ...(isNarrow ? { width: '120px' } : {}), cell: detailsOf },
  ];
  return isLittle ? all.filter(({ key }) => key !== 'standing' && key !== 'text' && key !== 'name') : all;
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
  const [checked, setChecked] = useState<Checked | null>(null);
  const { query } = useRoute();
  const { client } = useEngine();

  const connectionId = connections.find(({ id }) => String(id) === store)?.id;
  const wanted = (Object.keys(STANDINGS) as Standing[]).find((one) => one === standing);
  const question = useMemo(() => ({
    ...(connectionId === undefined ? {} : { connectionId }), ...(wanted === undefined ? {} : { standing: wanted }),
    ...(search === '' ? {} : { search }), descending: sorting.descending,
  }), [connectionId, wanted, search, sorting.descending]);
  const source = useMemo((): RowSource<Row> => ({
    key: ['inventory.page', question],
    load: (client, skip, limit) => ask(client, 'inventory.page', { ...question, skip, limit }),
  }), [question]);
  const rows = usePagedRows(source);
  const isNarrow = useIsNarrow();
  const isBeside = checked !== null;
  const isLittle = isBeside && checked.skus.length > 1;
  const columns = useMemo(() => columnsFor(connections, isNarrow || isBeside, isLittle), [connections, isNarrow, isBeside, isLittle]);
  const check = useCallback((skus: readonly string[], isEntered: boolean) => {
    setChecked((before) => (skus.length === 0 ? null : { skus, entered: isEntered ? (before?.entered ?? 0) + 1 : 0 }));
  }, []);
  const select = useCallback((row: Row | null) => {
    setSelected(row);
    check(row === null || row.sku === '' ? [] : [row.sku], false);
  }, [check]);
  const open = useCallback((row: Row) => {
    setSelected(row);
    check(row.sku === '' ? [] : [row.sku], true);
  }, [check]);
  const close = useCallback(() => { select(null); }, [select]);
  // A link from elsewhere names a SKU, on whatever page of the list it is.
  const linked = query['sku'] ?? '';
  useEffect(() => { if (linked !== '') check([linked], true); }, [linked, check]);
  const shown = rows.total ?? 0;
  const checkShown = async (): Promise<void> => {
    const found = await ask(client, 'inventory.page', { ...question, skip: 0, limit: MOST_CHECKED }).catch(() => null);
    setSelected(null);
    check([...new Set((found?.rows ?? []).map(({ sku }) => sku).filter((sku) => sku !== ''))], true);
  };
  const isFiltered = search !== '' || connectionId !== undefined || wanted !== undefined;

  return (
    <section className={styles.root} aria-labelledby="inventory">
      <h2 id="inventory" className={styles.heading}>{DASHBOARD.inventory}</h2>
      <Toolbar>
        <SearchField label={DASHBOARD.search} placeholder={DASHBOARD.searchHint} value={search} onSearch={setSearch} />
        {connections.length > 1 && <FilterField label={DASHBOARD.store} value={store} onChange={setStore}
          choices={[{ value: '', text: WORDS.allStores }, ...connections.map(({ id, name }) => ({ value: String(id), text: name }))]} />}
        <FilterField label={DASHBOARD.outcome} value={standing} choices={STANDING_CHOICES} onChange={setStanding} />
        {isFiltered && shown > 0 && shown <= MOST_CHECKED && <Button className={styles.check} onClick={() => { void checkShown(); }}>{SKU_WORDS.checkShown(shown)}</Button>}
      </Toolbar>
      <div className={mergeClasses(styles.table, isBeside && styles.tall)}>
        <ListWithPanel isWide={isLittle} panel={checked === null ? null : {
          title: SKU_WORDS.title(checked.skus), key: checked.skus.join('\n'), entered: checked.entered, onClose: close,
          children: <Suspense fallback={<Loading lines={6} />}><SkuCheck key={checked.skus.join('\n')} skus={checked.skus} /></Suspense>,
        }}>
          <VirtualTable label={DASHBOARD.inventoryLabel} columns={columns} rows={rows} rowKey={(row) => row.listingId} selectedKey={selected?.listingId ?? null} onSelect={select}
            onOpen={open} sorting={sorting} onSort={setSorting} isNarrow={isBeside}
            empty={isFiltered ? <EmptyState icon={SearchRegular} {...DASHBOARD.noneFound} /> : <EmptyState icon={BoxMultipleRegular} {...DASHBOARD.noListings} />} />
        </ListWithPanel>
      </div>
    </section>
  );
}
