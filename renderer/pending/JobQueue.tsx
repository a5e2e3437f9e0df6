/** The queue of documents for QuickBooks: searched, filtered, sorted; a chosen one opens beside it. */
import { makeStyles } from '@fluentui/react-components';
import { CheckmarkCircleRegular, SearchRegular } from '@fluentui/react-icons';
import { useMemo, useState, type ReactNode } from 'react';
import type { JobState } from '../../src/domain/job.ts';
import { ask } from '../engine/useCall.ts';
import { usePagedRows, type RowSource } from '../engine/usePagedRows.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { formatMoney } from '../parts/format.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { ListWithPanel } from '../parts/ListWithPanel.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { storeWidth } from '../parts/stores.ts';
import type { Column, Sorting } from '../parts/tableParts.tsx';
import { FilterField, SearchField, Toolbar, type Choice } from '../parts/Toolbar.tsx';
import { useIsNarrow } from '../parts/useIsNarrow.ts';
import { VirtualTable } from '../parts/VirtualTable.tsx';
import { useRoute } from '../route.ts';
import { JOB_STATES } from '../words.ts';
import { nameOf, storeChoices, storeOf, type Connections } from './connections.ts';
import { JobPanel } from './JobPanel.tsx';
import { JOB_TONES, type Job } from './rows.ts';
import { JOB_KINDS, PENDING } from './words.ts';

const OPEN: readonly JobState[] = ['waiting', 'ready', 'sent', 'inDoubt', 'needsAttention'];
const STATES = Object.keys(JOB_STATES) as JobState[];
const STATE_CHOICES: readonly Choice<string>[] = [{ value: '', text: PENDING.open }, ...STATES.map((state) => ({ value: state, text: JOB_STATES[state] }))];

const useStyles = makeStyles({ root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0, rowGap: '12px' } });

/** Beside the panel there is room for what tells one row from another; the rest is in the panel. */
function columnsFor(connections: Connections, isNarrow: boolean): readonly Column<Job>[] {
  const { columns } = PENDING;
  return [
    { key: 'label', title: columns.label, ...(isNarrow ? {} : { width: '170px' }), cell: (row) => row.label },
    { key: 'kind', title: columns.kind, width: '120px', cell: (row) => JOB_KINDS[row.kind] },
    ...(connections.length > 1 && !isNarrow
      ? [{
          key: 'store', title: columns.store, width: storeWidth(connections, 130),
          cell: (row: Job) => nameOf(connections, row.connectionId), tip: (row: Job) => nameOf(connections, row.connectionId),
        }]
      : []),
    { key: 'state', title: columns.state, width: '130px', cell: (row) => <StatusBadge tone={JOB_TONES[row.state]}>{JOB_STATES[row.state]}</StatusBadge> },
    ...(isNarrow ? [] : [
      { key: 'number', title: columns.number, width: '120px', cell: (row: Job) => row.refNumber },
      { key: 'total', title: columns.total, width: '100px', align: 'end' as const, cell: (row: Job) => (row.expectedTotal === null ? '' : formatMoney(row.expectedTotal)) },
    ]),
    { key: 'created', title: columns.created, width: '130px', sort: 'created', cell: (row) => <RelativeTime at={row.createdAt} /> },
    ...(isNarrow ? [] : [{ key: 'note', title: columns.note, cell: (row: Job) => row.problem?.what ?? '' }]),
  ];
}

export function JobQueue({ connections }: { readonly connections: Connections }): ReactNode {
  const { query } = useRoute();
  const text = query['search'] ?? '';
  return <Queue key={text} connections={connections} text={text} />;
}

function Queue({ connections, text }: { readonly connections: Connections; readonly text: string }): ReactNode {
  const styles = useStyles();
  const [search, setSearch] = useState(text);
  const [store, setStore] = useState('');
  const [state, setState] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ by: 'created', descending: false });
  const [selected, setSelected] = useState<Job | null>(null);
  const [entered, setEntered] = useState(0);

  const connectionId = storeOf(connections, store);
  const wanted = STATES.find((one) => one === state);
  const question = useMemo(() => ({
    ...(connectionId === undefined ? {} : { connectionId }), states: wanted === undefined ? [...OPEN] : [wanted],
    ...(search === '' ? {} : { search }), descending: sorting.descending,
  }), [connectionId, wanted, search, sorting.descending]);
  const source = useMemo((): RowSource<Job> => ({
    key: ['jobs.page', question],
    load: async (client, skip, limit) => {
      const { jobs, total } = await ask(client, 'jobs.page', { ...question, skip, limit });
      return { rows: jobs, total };
    },
  }), [question]);
  const rows = usePagedRows(source);
  const isNarrow = useIsNarrow() || selected !== null;
  const columns = useMemo(() => columnsFor(connections, isNarrow), [connections, isNarrow]);
  const shown = selected === null ? null : rows.find((row) => row.id === selected.id) ?? selected;
  const close = (): void => { setSelected(null); };
  const isFiltered = search !== '' || connectionId !== undefined || wanted !== undefined;

  return (
    <div className={styles.root}>
      <Toolbar>
        <SearchField label={PENDING.search} placeholder={PENDING.jobsHint} value={search} onSearch={setSearch} />
        {connections.length > 1 && <FilterField label={PENDING.store} value={store} choices={storeChoices(connections)} onChange={setStore} />}
        <FilterField label={PENDING.state} value={state} choices={STATE_CHOICES} onChange={setState} />
      </Toolbar>
      <ListWithPanel panel={shown === null ? null : {
        title: shown.label, key: shown.id, entered, onClose: close,
        children: <JobPanel job={shown} store={nameOf(connections, shown.connectionId)} onClose={close} />,
      }}>
        <VirtualTable label={PENDING.jobsLabel} columns={columns} rows={rows}
          rowKey={(row) => row.id} selectedKey={selected?.id ?? null} onSelect={setSelected}
          onOpen={() => { setEntered((count) => count + 1); }} sorting={sorting} onSort={setSorting}
          empty={isFiltered ? <EmptyState icon={SearchRegular} {...PENDING.noneFound} /> : <EmptyState icon={CheckmarkCircleRegular} {...PENDING.noJobs} />} />
      </ListWithPanel>
    </div>
  );
}
