/** In the panel beside the queue, one document for QuickBooks: where it stands, why, and what can be done. */
import { Button, makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Facts } from '../parts/Facts.tsx';
import { formatMoney } from '../parts/format.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { useQuestion } from '../parts/Questions.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { useDo } from '../parts/useDo.ts';
import { JOB_STATES } from '../words.ts';
import { JOB_TONES, type Job } from './rows.ts';
import { JOB_KINDS, JOB_MEANING, PENDING } from './words.ts';

const useStyles = makeStyles({ actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' }, text: { margin: 0 } });

export function JobPanel({ job, store, onClose }: { readonly job: Job; readonly store: string; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const { id, label, state, kind, problem, actions } = job;
  const retry = useDo('jobs.retry');
  const cancel = useDo('jobs.cancel');
  const ask = useQuestion();
  // A number that is taken is tried again under a new one: that is said where both records are shown.
  const mayRetry = actions.includes('retry') && problem?.code !== 'numberTaken';
  const doCancel = (): void => {
    void cancel.run({ jobId: id }, () => PENDING.cancelled(label)).then((done) => { if (done) onClose(); });
  };
  return (
    <>
      <Facts facts={[
        [PENDING.columns.state, <StatusBadge tone={JOB_TONES[state]}>{JOB_STATES[state]}</StatusBadge>],
        [PENDING.document, JOB_KINDS[kind]],
        [PENDING.store, store],
        [PENDING.number, job.refNumber],
        [PENDING.total, job.expectedTotal === null ? null : formatMoney(job.expectedTotal)],
        [PENDING.booked, job.bookedTotal === null ? null : formatMoney(job.bookedTotal)],
        [PENDING.received, <RelativeTime at={job.createdAt} />],
        [PENDING.sentAt, job.sentAt === null ? null : <RelativeTime at={job.sentAt} />],
      ]} />
      <p className={styles.text}>{JOB_MEANING[state]}</p>
      {problem !== null && <ProblemCard problem={problem} />}
      <div className={styles.actions}>
        {mayRetry && <Button size="small" disabled={retry.isRunning} onClick={() => void retry.run({ jobId: id }, () => PENDING.retriedJob(label))}>{PENDING.retry}</Button>}
        {actions.includes('cancel') &&
          <Button size="small" disabled={cancel.isRunning}
            onClick={() => {
              ask({ title: PENDING.cancelTitle, text: PENDING.cancelText(label), confirm: PENDING.cancelJob, onConfirm: doCancel });
            }}>
            {PENDING.cancelJob}
          </Button>}
      </div>
      <TabLink tab="orders" query={{ job: String(id) }}>{PENDING.seeOrder}</TabLink>
    </>
  );
}
