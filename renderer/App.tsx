/** The window: one page at a time, the navigation beside it, and what is said while the bridge does not answer. */
import {
  CalendarClockRegular, ClockRegular, DataPieRegular, DocumentSearchRegular,
  LinkRegular, ReceiptRegular, SettingsRegular, StethoscopeRegular, WandRegular,
} from '@fluentui/react-icons';
import { useMemo, type ReactNode } from 'react';
import type { Problem } from '../src/domain/problem.ts';
import { callQuery, useCall } from './engine/useCall.ts';
import { ROW_PAGE } from './engine/rowPage.ts';
import { firstPage } from './engine/usePagedRows.ts';
import { questionOf } from './log/question.ts';
import { useConnection } from './engine/EngineProvider.tsx';
import { ConnectingPage, StartFailedPage } from './parts/FullPage.tsx';
import { Loading } from './parts/Loading.tsx';
import { Notices } from './parts/Notices.tsx';
import { TabsContext, type Tab } from './parts/tabs.tsx';
import { firstQuestion } from './pending/question.ts';
import { updateSource } from './pending/updateSource.ts';
import { useRoute } from './route.ts';
import { SetupBanner } from './setup/SetupBanner.tsx';
import { unfinishedName, wantsSetup } from './setup/steps.ts';
import { Shell } from './Shell.tsx';
import { usePage, usePagesAhead } from './usePage.ts';
import { WholeWindow } from './WholeWindow.tsx';

/**
 * The tabs, in the order of the navigation. To add one:
 *  1. make a folder `renderer/<key>/` with `<Name>Page.tsx` (its outermost part is `<Page>` of parts/Page.tsx) and `words.ts` for its sentences;
 *  2. add a line here: `load` fetches the page, `ahead` asks what it asks first, `key` stands in the address (`#/<key>`), `icon` is a *Regular icon of @fluentui/react-icons;
 *  3. name the areas of its calls in engine/staleAfter.ts if an event changes what it shows;
 *  4. others lead to it with `<TabLink tab="<key>" query={…}>` (parts/tabs.tsx), which shows nothing as long as there is no such tab;
 *     the page reads the query with `useRoute()` (route.ts).
 * `count`: a number shown beside the title. `isAside: true`: reached by links only, not in the navigation (a wizard); `isWhole: true`: without the navigation.
 */
export const tabs: readonly Tab[] = [
  {
    key: 'dashboard', icon: DataPieRegular, title: 'Dashboard',
    load: async () => (await import('./dashboard/DashboardPage.tsx')).DashboardPage,
    ahead: (client) => [callQuery(client, 'dashboard.show', {})],
  },
  {
    key: 'pending', icon: ClockRegular, title: 'Pending',
    load: async () => (await import('./pending/PendingPage.tsx')).PendingPage,
    ahead: (client, query) => (query['list'] === 'jobs' ? [] : [firstPage(client, updateSource(firstQuestion(query)))]),
    count: ({ companies }) =>
      companies.flatMap((company) => company.connections).reduce((sum, { updates }) => sum + updates.pending + updates.pushing, 0),
  },
  {
    key: 'log', icon: DocumentSearchRegular, title: 'Sync log', load: async () => (await import('./log/LogPage.tsx')).LogPage,
    ahead: (client, query) => [callQuery(client, 'log.search', { ...questionOf(query), limit: ROW_PAGE })],
  },
  {
    key: 'orders', icon: ReceiptRegular, title: 'Orders',
    load: async () => (await import('./orders/OrdersPage.tsx')).OrdersPage,
    count: ({ companies }) => companies.reduce((sum, { jobs }) => sum + jobs.needsAttention, 0),
  },
  { key: 'matching', icon: LinkRegular, title: 'Matching', load: async () => (await import('./matching/MatchingPage.tsx')).MatchingPage },
  { key: 'tasks', icon: CalendarClockRegular, title: 'Tasks', load: async () => (await import('./tasks/TasksPage.tsx')).TasksPage },
  { key: 'settings', icon: SettingsRegular, title: 'Settings', load: async () => (await import('./settings/SettingsPage.tsx')).SettingsPage },
  { key: 'diagnostics', icon: StethoscopeRegular, title: 'Diagnostics', load: async () => (await import('./diagnostics/DiagnosticsPage.tsx')).DiagnosticsPage },
  { key: 'setup', icon: WandRegular, title: 'Setup', load: async () => (await import('./setup/SetupPage.tsx')).SetupPage, isAside: true, isWhole: true },
];

/** Problems of one call, after which the next may do better; any other is the engine's word that it could not start. */
const PASSING: readonly string[] = ['notConnected', 'internal', 'tooMany'];
/** Some things change without an event: a shop that could not be reached, a Web Connector that stays away. Milliseconds. */
const ANYWAY = 20_000;
/** While nobody answers. */
const SOON = 3_000;

export function App(): ReactNode {
  const connection = useConnection();
  const route = useRoute();
  const status = useCall('status.show', {}, { every: connection === 'connected' ? ANYWAY : SOON });
  const keys = useMemo(() => new Set(tabs.map((tab) => tab.key)), []);
  const setup = useCall('setup.state', {}, { every: connection === 'connected' ? ANYWAY : SOON });
  // An address without a tab is how the window opens: then the wizard comes first as long as there is something for it to do.
  const isUnsure = route.tab === '' && setup.data === undefined && setup.problem === null;
  const wanted = route.tab === '' && setup.data !== undefined && wantsSetup(setup.data) ? 'setup' : route.tab;
  const unfinished = setup.data === undefined ? null : unfinishedName(setup.data);
  const current = tabs.find((tab) => tab.key === wanted) ?? tabs[0];
  const Current = usePage(current);
  usePagesAhead(tabs);
  const failure = startFailure(status.problem, status.data !== undefined);
  const state = { 'data-connected': connection === 'connected', 'data-health': status.data?.health ?? '', 'data-problem': failure?.code ?? '' };

  if (failure !== null) return <StartFailedPage problem={failure} onRetry={status.reload} state={state} />;
  if (status.data === undefined || current === undefined || isUnsure) return <ConnectingPage state={state} />;
  const page = Current === null ? <Loading lines={8} /> : <Current />;
  return (
    <TabsContext value={keys}>
      <Notices>
        {current.isWhole === true
          ? <WholeWindow isLost={connection === 'lost'} state={state}>{page}</WholeWindow>
          : <Shell tabs={tabs} current={current} status={status.data} isLost={connection === 'lost'} state={state}
              banner={unfinished !== null && <SetupBanner name={unfinished} />}>{page}</Shell>}
      </Notices>
    </TabsContext>
  );
}

function startFailure(problem: Problem | null, isOpen: boolean): Problem | null {
  if (problem === null || problem.code === 'notConnected') return null;
  return isOpen && PASSING.includes(problem.code) ? null : problem;
}
