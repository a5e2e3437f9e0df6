/** What goes with an order: its payment or settlement, its preview while it waits, what the store is told, and its invoice as PDF. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentPdfRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useAction, useCall } from '../engine/useCall.ts';
import { useNotify } from '../parts/Notices.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { saveBytes } from '../parts/saveText.ts';
import { useDo } from '../parts/useDo.ts';
import { JOB_KINDS } from '../pending/words.ts';
import type { Shown } from './OrderDetails.tsx';
import { OrderPreview } from './OrderPreview.tsx';
import { RelatedJobs } from './RelatedJobs.tsx';
import { ORDERS } from './words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '16px', ':empty': { display: 'none' } },
  told: { display: 'flex', flexDirection: 'column', rowGap: '4px' },
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function OrderExtras({ shown, onSettled }: { readonly shown: Shown; readonly onSettled: () => void }): ReactNode {
  const styles = useStyles();
  const { job, related, writeBack } = shown;
  const isPlanned = job.state === 'waiting' || job.state === 'ready' || job.state === 'needsAttention';
  return (
    <div className={styles.root}>
      <RelatedJobs related={related} onSettled={onSettled} />
      {isPlanned && job.kind !== 'customer' && job.kind !== 'item' && <OrderPreview job={job} />}
      {writeBack !== null && <Told shown={shown} />}
      {job.actions.includes('printInvoice') && <Invoice shown={shown} />}
    </div>
  );
}

function Told({ shown: { job, writeBack } }: { readonly shown: Shown }): ReactNode {
  const styles = useStyles();
  const { run, isRunning } = useDo('jobs.tellShop');
  if (writeBack === null) return null;
  if (writeBack.problem === null) return <p className={styles.quiet}>{ORDERS.untold}</p>;
  const { problem, state, notBefore } = writeBack;
  return (
    <div className={styles.told}>
      <ProblemCard label={ORDERS.notTold} problem={problem}
        actions={<Button size="small" disabled={isRunning} onClick={() => { void run({ jobId: job.id }, () => ORDERS.telling); }}>
          {ORDERS.tellShop}
        </Button>} />
      {state === 'pending' && notBefore !== null && <p className={styles.quiet}>{ORDERS.toldAgain} <RelativeTime at={notBefore} />.</p>}
    </div>
  );
}

/** On the desktop it opens in the user's PDF reader; a browser saves it. */
function Invoice({ shown: { job } }: { readonly shown: Shown }): ReactNode {
  const styles = useStyles();
  const pc = useCall('pc.show', {});
  const open = useDo('pc.openInvoice');
  const make = useAction('jobs.invoice');
  const notify = useNotify();
  const isDesktop = pc.data !== undefined && pc.data.thisPc !== null;
  const isBusy = open.isRunning || make.isRunning || pc.data === undefined;
  const get = async (fresh: boolean): Promise<void> => {
    if (isDesktop) {
      await open.run({ jobId: job.id, fresh }, () => ORDERS.invoiceOpened);
      return;
    }
    const made = await make.run({ jobId: job.id, fresh });
    if (!made.ok) {
      notify.failed(made.error);
      return;
    }
    saveBytes(made.value.name, made.value.base64, 'application/pdf');
    notify.done(ORDERS.invoiceSaved(made.value.name));
  };
  return (
    <div className={styles.actions}>
      <Button icon={<DocumentPdfRegular />} disabled={isBusy} onClick={() => { void get(false); }}>{ORDERS.asPdf(JOB_KINDS[job.kind])}</Button>
      <Button appearance="subtle" disabled={isBusy} onClick={() => { void get(true); }}>{ORDERS.invoiceFresh}</Button>
    </div>
  );
}
