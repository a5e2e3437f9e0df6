/** What goes with an order: its payment or settlement, what the store is told, its preview while it waits, and its invoice as PDF. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentPdfRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { useAction, useCall } from '../engine/useCall.ts';
import { Facts } from '../parts/Facts.tsx';
import { useNotify } from '../parts/Notices.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { saveBytes } from '../parts/saveText.ts';
import { useDo } from '../parts/useDo.ts';
import { PreviewDetails } from '../setup/PreviewDetails.tsx';
import type { Shown } from './OrderDetails.tsx';
import { inShort } from './orderSteps.ts';
import { KIND_NOUNS, ORDERS } from './words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '12px', ':empty': { display: 'none' } },
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' } },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function OrderExtras({ shown }: { readonly shown: Shown }): ReactNode {
  const styles = useStyles();
  const { job, related, writeBack } = shown;
  const isPlanned = job.state === 'waiting' || job.state === 'ready' || job.state === 'needsAttention';
  return (
    <div className={styles.root}>
      {related.length > 0 && <Facts facts={related.map((one) => [KIND_NOUNS[one.kind], one.problem === null ? inShort(one) : `${inShort(one)}: ${one.problem.what}`] as const)} />}
      {isPlanned && job.kind !== 'customer' && job.kind !== 'item' && <Preview shown={shown} />}
      {writeBack !== null && <Told shown={shown} />}
      {job.actions.includes('printInvoice') && <Invoice shown={shown} />}
    </div>
  );
}

function Preview({ shown: { job } }: { readonly shown: Shown }): ReactNode {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => { setOpen(event.currentTarget.open); }}>
      <summary className={styles.summary}>{ORDERS.preview}</summary>
      {isOpen && <PreviewOf jobId={job.id} />}
    </details>
  );
}

function PreviewOf({ jobId }: { readonly jobId: Shown['job']['id'] }): ReactNode {
  const styles = useStyles();
  const { data, problem } = useCall('preview.one', { jobId });
  if (data === undefined) return problem === null ? null : <ProblemCard problem={problem} />;
  return <><p className={styles.quiet}>{ORDERS.previewAbout}</p><PreviewDetails document={data.document} /></>;
}

function Told({ shown: { job, writeBack } }: { readonly shown: Shown }): ReactNode {
  const styles = useStyles();
  const { run, isRunning } = useDo('jobs.tellShop');
  if (writeBack === null) return null;
  if (writeBack.problem === null) return <p className={styles.quiet}>{ORDERS.untold}</p>;
  return <ProblemCard problem={writeBack.problem} actions={<Button size="small" disabled={isRunning} onClick={() => { void run({ jobId: job.id }, () => ORDERS.telling); }}>{ORDERS.tellShop}</Button>} />;
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
      <Button icon={<DocumentPdfRegular />} disabled={isBusy} onClick={() => { void get(false); }}>{ORDERS.invoice}</Button>
      <Button appearance="subtle" disabled={isBusy} onClick={() => { void get(true); }}>{ORDERS.invoiceFresh}</Button>
    </div>
  );
}
