/** The queue of stock updates: searched, filtered, sorted; a chosen one opens beside it. */
import { Button, makeStyles } from '@fluentui/react-components';
import { CheckmarkCircleRegular, SearchRegular } from '@fluentui/react-icons';
import { useMemo, useState, type ReactNode } from 'react';
import { usePagedRows } from '../engine/usePagedRows.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { formatCount, formatMoment } from '../parts/format.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { ListWithPanel } from '../parts/ListWithPanel.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { storeWidth } from '../parts/stores.ts';
import type { Column, Sorting } from '../parts/tableParts.tsx';
import { FilterField, SearchField, Toolbar, type Choice } from '../parts/Toolbar.tsx';
import { useDo } from '../parts/useDo.ts';
import { useIsNarrow } from '../parts/useIsNarrow.ts';
import { VirtualTable } from '../parts/VirtualTable.tsx';
import { useRoute } from '../route.ts';
import { UPDATE_STATES } from '../words.ts';
import { nameOf, storeChoices, storeOf, type Connections } from './connections.ts';
import { STATES } from './question.ts';
import { UPDATE_TONES, type Update } from './rows.ts';
import { UpdatePanel } from './UpdatePanel.tsx';
import { updateSource } from './updateSource.ts';
import { PENDING } from './words.ts';

const STATE_CHOICES: readonly Choice<string>[] = [{ value: '', text: PENDING.anyState }, ...STATES.map((state) => ({ value: state, text: UPDATE_STATES[state] }))];

const useStyles = makeStyles({ list: { display: 'flex', flexGrow: 1, minWidth: 0, minHeight: 0 } });

/** Beside the panel there is room for what tells one row from another; the rest is in the panel. */
function columnsFor(connections: Connections, isNarrow: boolean): readonly Column<Update>[] {
  const { columns } = PENDING;
  return [
    { key: 'sku', title: columns.sku, width: '170px', sort: 'sku', cell: (row) => row.sku },
    { key: 'name', title: columns.name, cell: (row) => row.name },
    ...(connections.length > 1 && !isNarrow
      ? [{
          key: 'store', title: columns.store, width: storeWidth(connections, 130),
          cell: (row: Update) => nameOf(connections, row.connectionId),
          tip: (row: Update) => nameOf(connections, row.connectionId),
        }]
      : []),
    { key: 'state', title: columns.state, width: '110px', cell: (row) => <StatusBadge tone={UPDATE_TONES[row.state]}>{UPDATE_STATES[row.state]}</StatusBadge> },
    { key: 'due', title: columns.due, width: '135px', sort: 'due', cell: (row) => <RelativeTime at={row.dueSince} /> },
    ...(isNarrow ? [] : [
      { key: 'attempts', title: columns.attempts, width: '75px', align: 'end' as const, cell: (row: Update) => (row.attempts === 0 ? '' : formatCount(row.attempts)) },
      { key: 'note', title: columns.note, width: '26%', cell: noteOf },
    ]),
  ];
}

function noteOf(row: Update): string {
  if (row.problem !== null) return row.problem.what;
  return row.notBefore === null ? '' : PENDING.wait(formatMoment(row.notBefore, Date.now()));
}

export function UpdateQueue({ connections }: { readonly connections: Connections }): ReactNode {
  const styles = useStyles();
  const { query } = useRoute();
  // The address gives the first search and filter (a link of the dashboard); from then on they are the reader's.
  const given = `${query['state'] ?? ''} ${query['search'] ?? ''}`;
  return <div className={styles.list}><Queue key={given} connections={connections} state={query['state'] ?? ''} text={query['search'] ?? ''} /></div>;
}

const useQueueStyles = makeStyles({ root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0, rowGap: '12px' } });

function Queue({ connections, state: firstState, text }: { readonly connections: Connections; readonly state: string; readonly text: string }): ReactNode {
  const styles = useQueueStyles();
  const [search, setSearch] = useState(text);
  const [store, setStore] = useState('');
  const [state, setState] = useState(firstState);
  const [sorting, setSorting] = useState<Sorting>({ by: 'due', descending: false });
  const [selected, setSelected] = useState<Update | null>(null);
  const [entered, setEntered] = useState(0);
  const retry = useDo('updates.retry');

  const connectionId = storeOf(connections, store);
  const wanted = STATES.find((one) => one === state);
  const question = useMemo(() => ({
    ...(connectionId === undefined ? {} : { connectionId }), ...(wanted === undefined ? {} : { states: [wanted] }), ...(search === '' ? {} : { search }),
    sort: sorting.by === 'sku' ? 'sku' as const : 'due' as const, descending: sorting.descending,
  }), [connectionId, wanted, search, sorting]);
  const source = useMemo(() => updateSource(question), [question]);
  const rows = usePagedRows(source);
  const isNarrow = useIsNarrow() || selected !== null;
  const columns = useMemo(() => columnsFor(connections, isNarrow), [connections, isNarrow]);

  const chosen = connections.filter(({ id }) => connectionId === undefined || id === connectionId);
  const failed = chosen.reduce((sum, { updates }) => sum + updates.failed, 0);
  const retryAll = async (): Promise<void> => {
    for (const { id, updates } of chosen) if (updates.failed > 0) await retry.run({ connectionId: id }, ({ changed }) => PENDING.retriedAll(changed));
  };
  const shown = selected === null ? null : rows.find((row) => row.listingId === selected.listingId) ?? selected;
  const close = (): void => { setSelected(null); };
  const isFiltered = search !== '' || connectionId !== undefined || wanted !== undefined;

  return (
    <div className={styles.root}>
      <Toolbar actions={failed > 0 && <Button size="small" disabled={retry.isRunning} onClick={() => void retryAll()}>{PENDING.retryFailed(failed)}</Button>}>
        <SearchField label={PENDING.search} placeholder={PENDING.updatesHint} value={search} onSearch={setSearch} />
        {connections.length > 1 && <FilterField label={PENDING.store} value={store} choices={storeChoices(connections)} onChange={setStore} />}
        <FilterField label={PENDING.state} value={state} choices={STATE_CHOICES} onChange={setState} />
      </Toolbar>
      <ListWithPanel panel={shown === null ? null : {
        title: shown.sku, key: shown.listingId, entered, onClose: close,
        children: <UpdatePanel update={shown} store={nameOf(connections, shown.connectionId)} onClose={close} />,
      }}>
        <VirtualTable label={PENDING.updatesLabel} columns={columns} rows={rows}
          rowKey={(row) => row.listingId} selectedKey={selected?.listingId ?? null}
          onSelect={setSelected} onOpen={() => { setEntered((count) => count + 1); }}
          sorting={sorting} onSort={setSorting}
          empty={isFiltered ? <EmptyState icon={SearchRegular} {...PENDING.noneFound} /> : <EmptyState icon={CheckmarkCircleRegular} {...PENDING.noUpdates} />} />
      </ListWithPanel>
    </div>
  );
}
