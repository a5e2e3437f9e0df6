/** The matching tab: listings without an item, items without a listing, what may belong together, what is there twice, and what is linked. */
import { makeStyles, Text } from '@fluentui/react-components';
import { LinkRegular, SearchRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { usePagedRows } from '../engine/usePagedRows.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { ListTabs } from '../parts/ListTabs.tsx';
import { ListWithPanel } from '../parts/ListWithPanel.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { storesOf } from '../parts/stores.ts';
import { FilterField, SearchField, Toolbar } from '../parts/Toolbar.tsx';
import { useIsNarrow } from '../parts/useIsNarrow.ts';
import { VirtualTable } from '../parts/VirtualTable.tsx';
import { storeChoices, storeOf, type Connections } from '../pending/connections.ts';
import { go, refine, useRoute } from '../route.ts';
import type { Route } from '../routeOf.ts';
import { AcceptAll } from './AcceptAll.tsx';
import { columnsFor } from './columns.tsx';
import { ExportLinks, type Scope } from './ExportLinks.tsx';
import { ImportLinks } from './ImportLinks.tsx';
import { MatchPanel } from './MatchPanel.tsx';
import { GRADES, matchSource, tabOf, TABS, titleOf, type Question, type Row } from './rows.ts';
import { MATCHING } from './words.ts';

const LEFT_OUT = 'leftOut';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '12px', flexGrow: 1, minHeight: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
});

export function MatchingPage(): ReactNode {
  const route = useRoute();
  // The address of another tab is seen for a moment on the way there.
  const [query, setQuery] = useState(route.query);
  if (route.tab === 'matching' && query !== route.query) setQuery(route.query);
  const status = useCall('status.show', {});
  if (status.data === undefined) return <Page title={MATCHING.title}>
    {status.problem === null ? <Loading lines={8} /> : <ErrorState problem={status.problem} onRetry={status.reload} />}
  </Page>;
  const { companies } = status.data;
  return <Matching query={query} connections={storesOf(companies)}
    companies={companies.filter((one) => one.connections.length > 0)
      .map((one) => ({ companyId: one.id, name: one.name, connections: one.connections }))} />;
}

type Companies = readonly (Scope & { readonly connections: Connections })[];

function Matching({ query, connections, companies }: { readonly query: Route['query']; readonly connections: Connections; readonly companies: Companies }): ReactNode {
  const styles = useStyles();
  const [chosen, setChosen] = useState<Row | null>(null);
  const [entered, setEntered] = useState(0);
  const tab = tabOf(query);
  const { search = '', store = '' } = query;
  const connectionId = storeOf(connections, store);
  const grade = tab === 'suggestions' ? GRADES.find((one) => one === query['grade']) : undefined;
  const isLeftOut = (tab === 'listings' || tab === 'items') && query['show'] === LEFT_OUT;
  const shop = useMemo(() => (connectionId === undefined ? {} : { connectionId }), [connectionId]);
  const counts = useCall('matching.count', shop);

  const question = useMemo((): Question => ({
    tab, ...shop, ...(search === '' ? {} : { search }), ...(grade === undefined ? {} : { grade }), leftOut: isLeftOut,
  }), [tab, shop, search, grade, isLeftOut]);
  const source = useMemo(() => matchSource(question), [question]);
  const rows = usePagedRows(source);
  const isNarrow = useIsNarrow() || chosen !== null;
  const columns = useMemo(() => columnsFor(tab, connections, isNarrow), [tab, connections, isNarrow]);

  const choose = useCallback((row: Row | null) => {
    setChosen(row);
    if (row === null) setEntered(0);
  }, []);
  const close = useCallback(() => { choose(null); }, [choose]);
  const setPart = useCallback((name: string, value: string) => {
    choose(null);
    refine('matching', Object.fromEntries(Object.entries({ ...query, [name]: value }).filter(([, text]) => text !== '')));
  }, [query, choose]);
  const onSearch = useCallback((text: string) => { setPart('search', text); }, [setPart]);
  const goToTab = (wanted: string): void => {
    choose(null);
    go('matching', { tab: wanted, ...(store === '' ? {} : { store }) });
  };

  const shown = chosen === null ? null : rows.find((row) => row.key === chosen.key) ?? chosen;
  const left = tab === 'listings' ? counts.data?.leftOut.listings : tab === 'items' ? counts.data?.leftOut.items : undefined;
  const isFiltered = search !== '' || connectionId !== undefined || grade !== undefined;
  const words = isFiltered ? MATCHING.noneFound : isLeftOut ? MATCHING.noneLeftOut : MATCHING.empty[tab];
  const scope = companies.filter((one) => connectionId === undefined || one.connections.some(({ id }) => id === connectionId));
  const ready = tab === 'suggestions' && search === '' ? counts.data?.ready : undefined;
  return (
    <Page title={MATCHING.title} about={MATCHING.about} isFull actions={<><ExportLinks companies={scope} connectionId={connectionId} /><ImportLinks companies={scope} /></>}>
      <div className={styles.root}>
        <ListTabs label={MATCHING.lists} value={tab}
          choices={TABS.map((one) => ({ value: one, text: MATCHING.withCount(MATCHING.tabs[one], counts.data?.tabs[one] ?? null) }))}
          onChange={goToTab} />
        <div className={styles.root} role="tabpanel" aria-labelledby={`tab-${tab}`}>
          <Toolbar actions={ready === undefined ? undefined : (
            <div className={styles.actions}>
              {grade !== 'likely' && <AcceptAll grade="sure" filter={shop} count={ready.sure} onDone={close} />}
              {grade === 'likely' && <AcceptAll grade="likely" filter={shop} count={ready.likely} onDone={close} />}
            </div>
          )}>
            <SearchField key={tab} label={MATCHING.search} placeholder={MATCHING.searchHint[tab]} value={search} onSearch={onSearch} />
            {connections.length > 1 && <FilterField label={MATCHING.store} value={store} choices={storeChoices(connections)} onChange={(value) => { setPart('store', value); }} />}
            {tab === 'suggestions' &&
              <FilterField label={MATCHING.grade} value={grade ?? ''}
                choices={[{ value: '', text: MATCHING.anyGrade }, ...GRADES.map((one) => ({ value: one, text: MATCHING.grades[one] }))]}
                onChange={(value) => { setPart('grade', value); }} />}
            {left !== undefined &&
              <FilterField label={MATCHING.show} value={isLeftOut ? LEFT_OUT : ''}
                choices={[{ value: '', text: MATCHING.shown }, { value: LEFT_OUT, text: MATCHING.leftOut(left) }]}
                onChange={(value) => { setPart('show', value); }} />}
          </Toolbar>
          {tab === 'suggestions' && counts.data?.isMaking === true && <Text role="status">{MATCHING.making}</Text>}
          <ListWithPanel panel={shown === null ? null : {
            title: titleOf(shown, tab), key: shown.key, entered, onClose: close,
            children: <MatchPanel row={shown} tab={tab} connections={connections} onDone={close} />,
          }}>
            <VirtualTable label={MATCHING.tables[tab]} columns={columns} rows={rows} rowKey={(row) => row.key}
              selectedKey={chosen?.key ?? null} onSelect={choose} onOpen={() => { setEntered((times) => times + 1); }}
              empty={<EmptyState icon={isFiltered ? SearchRegular : LinkRegular} {...words} />} isNarrow={chosen !== null} />
          </ListWithPanel>
        </div>
      </div>
    </Page>
  );
}
