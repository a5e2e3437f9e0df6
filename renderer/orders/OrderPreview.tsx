/** A document that has not gone out yet, as it would look in QuickBooks, with every decision; in a company that is still held it can be sent alone. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SendRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { useDo } from '../parts/useDo.ts';
import { PreviewDetails } from '../setup/PreviewDetails.tsx';
import { PREVIEW_WORDS } from '../setup/wordsPreview.ts';
import type { Shown } from './OrderDetails.tsx';
import { ORDERS } from './words.ts';

const useStyles = makeStyles({
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' } },
  body: { display: 'flex', flexDirection: 'column', rowGap: '10px', paddingTop: '8px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function OrderPreview({ job }: { readonly job: Shown['job'] }): ReactNode {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => { setOpen(event.currentTarget.open); }}>
      <summary className={styles.summary}>{ORDERS.preview}</summary>
      {isOpen && <div className={styles.body}><Document job={job} /></div>}
    </details>
  );
}

function Document({ job }: { readonly job: Shown['job'] }): ReactNode {
  const styles = useStyles();
  const { data, problem } = useCall('preview.one', { jobId: job.id });
  if (data === undefined) return problem === null ? <Loading lines={4} /> : <ProblemCard problem={problem} />;
  const { document } = data;
  return (
    <>
      {document.state === 'drafted' && <p className={styles.quiet}>{data.isHeld && !document.isReleased ? ORDERS.previewHeld : ORDERS.previewAbout}</p>}
      {data.isHeld && <SendThis job={job} document={document} />}
      <PreviewDetails document={document} hasHead saidAlready={job.problem} />
    </>
  );
}

function SendThis({ job, document: { isReleased, state } }: { readonly job: Shown['job']; readonly document: Output<'preview.one'>['document'] }): ReactNode {
  const { run, isRunning } = useDo('preview.send');
  // Money goes out with its document, and what needs a person first cannot.
  if (job.parentId !== null || state !== 'drafted' || isReleased) return null;
  const { sendThese, sent } = PREVIEW_WORDS.documents;
  return <div>
    <Button icon={<SendRegular />} disabled={isRunning}
      onClick={() => { void run({ companyId: job.companyId, jobIds: [job.id] }, ({ documents }) => sent(documents)); }}>{sendThese(1)}</Button>
  </div>;
}
