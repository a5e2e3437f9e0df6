/** The orders tab: each order and refund with its way into QuickBooks; a chosen one opens beside the list, where what is unclear is settled. */
import { Button, makeStyles } from '@fluentui/react-components';
import { CheckmarkCircleRegular, ReceiptRegular, SearchRegular } from '@fluentui/react-icons';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { JobId } from '../../src/domain/ids.ts';
import type { JobState } from '../../src/domain/job.ts';
import { ask, useCall } from '../engine/useCall.ts';
import { usePagedRows, type RowSource } from '../engine/usePagedRows.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { formatMoney } from '../parts/format.ts';
import { ListWithPanel } from '../parts/ListWithPanel.tsx';
import { Page } from '../parts/Page.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { storesOf, storeWidth } from '../parts/stores.ts';
import type { Column, Sorting } from '../parts/tableParts.tsx';
import { FilterField, SearchField, Toolbar } from '../parts/Toolbar.tsx';
import { VirtualTable } from '../parts/VirtualTable.tsx';
import { nameOf, storeChoices, storeOf, type Connections } from '../pending/connections.ts';
import { refine, useRoute } from '../route.ts';
import type { Route } from '../routeOf.ts';
import { OrderDetails } from './OrderDetails.tsx';
import { inShort, type Job } from './orderSteps.ts';
import { SmallWay } from './OrderWay.tsx';
import { UnreadableOrders } from './UnreadableOrders.tsx';
import { ORDERS } from './words.ts';

type Show = keyof typeof ORDERS.shows;

const SHOWS = Object.keys(ORDERS.shows) as Show[];
const STATES: Readonly<Record<Show, readonly JobState[] | null>> = {
  all: null, needsAttention: ['needsAttention'], inDoubt: ['inDoubt'], open: ['waiting', 'ready', 'sent', 'inDoubt', 'needsAttention'], done: ['done'], cancelled: ['cancelled'],
};
const NO_CONNECTIONS: Connections = [];

const useStyles = makeStyles({ root: { display: 'flex', flexDirection: 'column', rowGap: '12px', flexGrow: 1, minHeight: 0 } });

function columnsFor(connections: Connections, isOpen: boolean): readonly Column<Job>[] {
  const { columns } = ORDERS;
  return [
    { key: 'order', title: columns.order, width: isOpen ? '110px' : '155px', cell: (job) => job.label },
    ...(connections.length > 1 && !isOpen
      ? [{
          key: 'store', title: columns.store, width: storeWidth(connections, 160),
          cell: (job: Job) => nameOf(connections, job.connectionId), tip: (job: Job) => nameOf(connections, job.connectionId),
        }]
      : []),
    { key: 'way', title: columns.way, cell: (job) => <SmallWay job={job} isShort={isOpen} />, tip: inShort },
    ...(isOpen ? [] : [
      { key: 'total', title: columns.total, width: '95px', align: 'end' as const, cell: (job: Job) => (job.expectedTotal === null ? '' : formatMoney(job.expectedTotal)) },
      { key: 'received', title: columns.received, width: '135px', sort: 'received', cell: (job: Job) => <RelativeTime at={job.createdAt} /> },
    ]),
  ];
}

export function OrdersPage(): ReactNode {
  const route = useRoute();
  // The address of another tab is seen for a moment on the way there.
  const [query, setQuery] = useState(route.query);
  if (route.tab === 'orders' && query !== route.query) setQuery(route.query);
  return <Orders query={query} />;
}

function Orders({ query }: { readonly query: Route['query'] }): ReactNode {
  const styles = useStyles();
  const status = useCall('status.show', {});
  const [sorting, setSorting] = useState<Sorting>({ by: 'received', descending: true });
  const [chosen, setChosen] = useState<Job | null>(null);
  const [entered, setEntered] = useState(0);
  const connections = useMemo(() => (status.data === undefined ? NO_CONNECTIONS : storesOf(status.data.companies)), [status.data]);

  const { search = '', store = '' } = query;
  const show = SHOWS.find((one) => one === query['show']) ?? 'all';
  const connectionId = storeOf(connections, store);
  const question = useMemo(() => {
    const states = STATES[show];
    return {
      families: ['order' as const, 'refund' as const], descending: sorting.descending,
      ...(connectionId === undefined ? {} : { connectionId }), ...(search === '' ? {} : { search }),
      ...(states === null ? {} : { states: [...states] }),
    };
  }, [connectionId, search, show, sorting.descending]);
  const rows = usePagedRows(useMemo((): RowSource<Job> => ({
    key: ['jobs.page', question],
    load: async (client, skip, limit) => {
      const { jobs, total } = await ask(client, 'jobs.page', { ...question, skip, limit });
      return { rows: jobs, total };
    },
  }), [question]));

  const setPart = useCallback((name: string, value: string) => {
    setChosen(null);
    setEntered(0);
    refine('orders', Object.fromEntries(Object.entries({ ...query, [name]: value }).filter(([key, text]) => text !== '' && key !== 'job')));
  }, [query]);
  const onSearch = useCallback((text: string) => { setPart('search', text); }, [setPart]);
  const enter = useCallback(() => { setEntered((times) => times + 1); }, []);
  const choose = useCallback((job: Job | null) => {
    setChosen(job);
    if (job === null) setEntered(0);
  }, []);
  const open = useCallback((job: Job) => {
    setChosen(job);
    enter();
  }, [enter]);
  const close = useCallback(() => { choose(null); }, [choose]);

  // A link from elsewhere names one document, on whatever page of the list it is.
  const asked = Number(query['job'] ?? '');
  const linked = useCall('jobs.show', { jobId: asked }, { enabled: Number.isInteger(asked) && asked > 0 });
  const linkedJob = linked.data?.job;
  const linkedId = linkedJob?.id;
  useEffect(() => { if (linkedJob !== undefined) open(linkedJob); }, [linkedId]);

  const columns = useMemo(() => columnsFor(connections, chosen !== null), [connections, chosen]);
  const isFiltered = search !== '' || connectionId !== undefined;
  const empty = isFiltered ? <EmptyState icon={SearchRegular} {...ORDERS.noneFound} />
    : show === 'all' ? <EmptyState icon={ReceiptRegular} {...ORDERS.empty} />
      : <EmptyState icon={CheckmarkCircleRegular} {...(show === 'needsAttention' || show === 'inDoubt' ? ORDERS.noneToDo : ORDERS.noneFound)}>
          <Button onClick={() => { setPart('show', ''); }}>{ORDERS.showAll}</Button>
        </EmptyState>;
  const counts = (state: Show): number => (status.data?.companies ?? []).reduce((sum, { jobs }) => sum + (state === 'needsAttention' || state === 'inDoubt' ? jobs[state] : 0), 0);
  return (
    <Page title={ORDERS.title} about={ORDERS.about} isFull>
      <div className={styles.root}>
        <UnreadableOrders count={connections.reduce((sum, { unreadable }) => sum + unreadable, 0)} search={search} />
        <Toolbar>
          <SearchField label={ORDERS.search} placeholder={ORDERS.searchHint} value={search} onSearch={onSearch} />
          <FilterField label={ORDERS.show} value={show} onChange={(value) => { setPart('show', value === 'all' ? '' : value); }}
            choices={SHOWS.map((value) => ({ value, text: ORDERS.withCount(ORDERS.shows[value], counts(value)) }))} />
          {connections.length > 1 && <FilterField label={ORDERS.store} value={store} choices={storeChoices(connections)} onChange={(value) => { setPart('store', value); }} />}
        </Toolbar>
        <ListWithPanel isWide panel={chosen === null ? null : {
          title: ORDERS.panel(chosen.label), key: chosen.id, entered, onClose: close,
          children: <OrderDetails key={chosen.id} jobId={chosen.id satisfies JobId} store={nameOf(connections, chosen.connectionId)} onSettled={enter} />,
        }}>
          <VirtualTable label={ORDERS.table} columns={columns} rows={rows} rowKey={(job) => job.id}
            selectedKey={chosen?.id ?? null} onSelect={choose} onOpen={open} sorting={sorting} onSort={setSorting}
            empty={empty} isNarrow={chosen !== null} />
        </ListWithPanel>
      </div>
    </Page>
  );
}
