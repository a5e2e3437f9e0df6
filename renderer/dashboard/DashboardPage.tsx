/** The first page: how the bridge is doing in one sentence, today's numbers, what needs a person, and every SKU with its last outcome. */
import { Button, makeStyles } from '@fluentui/react-components';
import { ArrowSyncRegular, PlugConnectedRegular } from '@fluentui/react-icons';
import { lazy, Suspense, type ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { storesOf } from '../parts/stores.ts';
import { useHasTab } from '../parts/tabs.tsx';
import { go } from '../route.ts';
import { CompanyTiles } from './CompanyTiles.tsx';
import { HeadlineBar } from './HeadlineBar.tsx';
import { InventoryList } from './InventoryList.tsx';
import { ProblemList } from './ProblemList.tsx';
import { useSyncNow } from './useSyncNow.ts';
import { DASHBOARD } from './words.ts';

/** The next expected call of the Web Connector comes nearer without an event. Milliseconds. */
const ANYWAY = 20_000;

/** A file of its own: most days nothing is oversold. */
const Oversold = lazy(async () => ({ default: (await import('../stock/Oversold.tsx')).Oversold }));

const useStyles = makeStyles({ tiles: { display: 'flex', flexDirection: 'column', rowGap: '12px' } });

export function DashboardPage(): ReactNode {
  const styles = useStyles();
  const shown = useCall('dashboard.show', {}, { every: ANYWAY });
  const status = useCall('status.show', {});
  const sync = useSyncNow(status.data?.companies ?? []);
  const hasSetup = useHasTab('setup');

  if (shown.data === undefined || status.data === undefined) {
    const problem = shown.problem ?? status.problem;
    return <Page title={DASHBOARD.title}>{problem === null ? <Loading lines={8} /> : <ErrorState problem={problem} onRetry={() => { shown.reload(); status.reload(); }} />}</Page>;
  }
  const { headline, companies } = shown.data;
  if (companies.length === 0) {
    return (
      <Page title={DASHBOARD.title}>
        <HeadlineBar headline={headline} />
        <EmptyState icon={PlugConnectedRegular} title={DASHBOARD.setUpTitle} text={hasSetup ? DASHBOARD.setUpText : DASHBOARD.setUpElsewhere}>
          {hasSetup && <Button appearance="primary" onClick={() => { go('setup'); }}>{DASHBOARD.setUp}</Button>}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={DASHBOARD.title} actions={<Button icon={<ArrowSyncRegular />} disabled={sync.isRunning} onClick={sync.run}>{DASHBOARD.syncNow}</Button>}>
      <HeadlineBar headline={headline} />
      <div className={styles.tiles}>
        {status.data.companies.map((company) => (
          <CompanyTiles key={company.id} company={company} today={companies.find((one) => one.companyId === company.id)} isNamed={companies.length > 1} />
        ))}
      </div>
      <ProblemList problems={status.data.problems} isCut={status.data.isCut} companies={status.data.companies} />
      {status.data.companies.filter(({ oversold }) => oversold > 0).map((company) => <Suspense key={company.id}><Oversold company={company} /></Suspense>)}
      <InventoryList connections={storesOf(status.data.companies)} />
    </Page>
  );
}
