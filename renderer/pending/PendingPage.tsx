/** The pending tab: what has still to go to the stores and into QuickBooks, how fast it goes, and what waits for a person. */
import { Button, makeStyles } from '@fluentui/react-components';
import { SendRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { ListTabs } from '../parts/ListTabs.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { storesOf } from '../parts/stores.ts';
import { useDo } from '../parts/useDo.ts';
import { go, useRoute } from '../route.ts';
import { DrainProgress } from './DrainProgress.tsx';
import { HeldRuns } from './HeldRuns.tsx';
import { JobQueue } from './JobQueue.tsx';
import { UpdateQueue } from './UpdateQueue.tsx';
import { PENDING } from './words.ts';

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, rowGap: '12px' },
  notes: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
});

export function PendingPage(): ReactNode {
  const styles = useStyles();
  const { query } = useRoute();
  const status = useCall('status.show', {});
  const send = useDo('updates.send');
  const list = query['list'] === 'jobs' ? 'jobs' : 'updates';

  if (status.data === undefined) return <Page title={PENDING.title}>
    {status.problem === null ? <Loading lines={8} /> : <ErrorState problem={status.problem} onRetry={status.reload} />}
  </Page>;
  const { companies } = status.data;
  const connections = storesOf(companies);
  const waiting = connections.reduce((sum, { updates }) => sum + updates.pending + updates.pushing + updates.held + updates.failed, 0);
  const documents = companies.reduce((sum, { jobs }) => sum + jobs.waiting + jobs.ready + jobs.sent + jobs.inDoubt + jobs.needsAttention, 0);
  const toSend = connections.filter(({ updates }) => updates.pending > 0);
  const sendAll = async (): Promise<void> => { for (const { id } of toSend) await send.run({ connectionId: id }, ({ pending }) => PENDING.sending(pending)); };

  return (
    <Page title={PENDING.title} about={PENDING.about} isFull
      actions={<Button icon={<SendRegular />} title={PENDING.sendNowHint}
        disabled={toSend.length === 0 || send.isRunning} onClick={() => void sendAll()}>{PENDING.sendNow}</Button>}>
      <div className={styles.notes}>
        <DrainProgress connections={connections} />
        <HeldRuns connections={connections} />
      </div>
      <ListTabs label={PENDING.lists} value={list} choices={[{ value: 'updates', text: PENDING.updates(waiting) }, { value: 'jobs', text: PENDING.jobs(documents) }]}
        onChange={(value) => { go('pending', value === 'jobs' ? { list: 'jobs' } : {}); }} />
      <div className={styles.panel} role="tabpanel" aria-labelledby={`tab-${list}`}>
        {list === 'updates' ? <UpdateQueue connections={connections} /> : <JobQueue connections={connections} />}
      </div>
    </Page>
  );
}
