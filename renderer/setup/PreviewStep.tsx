/** Last page: what the first sync would do, documents and stock numbers with their reasons. Nothing is written until the person agrees. */
import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useAction, useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { PreviewDocuments } from './PreviewDocuments.tsx';
import { PreviewStock } from './PreviewStock.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { SetupCompany } from './steps.ts';
import { SETUP_WORDS } from './words.ts';
import { PREVIEW_WORDS as WORDS } from './wordsPreview.ts';

export type PreviewStepProps = {
  readonly company: SetupCompany;
  readonly onBack: () => void;
  readonly onDone: (begun: { readonly documents: number; readonly updates: number } | null) => void;
};

/** While something is still being read the page looks again this often. Milliseconds. */
const AGAIN = 3_000;

const useStyles = makeStyles({
  card: {
    display: 'flex', flexDirection: 'column', rowGap: '10px', padding: '16px 20px', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { display: 'flex', alignItems: 'center', columnGap: '10px', margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingInlineStart: '20px' },
});

export function PreviewStep({ company, onBack, onDone }: PreviewStepProps): ReactNode {
  const styles = useStyles();
  const { companyId, isHeld } = company;
  const { data, problem, reload } = useCall('preview.show', { companyId }, { every: AGAIN });
  const release = useAction('preview.release');
  const [approveZero, setApproveZero] = useState(false);
  const agree = async (): Promise<void> => {
    const begun = await release.run({ companyId, approveZero });
    if (begun.ok) onDone(begun.value);
  };
  const isOver = data !== undefined && !data.isHeld && !isHeld;
  return (
    <StepFrame step="preview" onBack={onBack} isWide isBusy={release.isRunning} canGoOn={isOver || data?.isComplete === true}
      nextLabel={isOver ? SETUP_WORDS.next : WORDS.agree} onNext={() => { if (isOver) onDone(null); else void agree(); }}>
      {data === undefined && (problem === null ? <Loading lines={8} /> : <ErrorState problem={problem} onRetry={reload} />)}
      <div role="status" data-preview={data === undefined ? 'loading' : data.isComplete ? 'complete' : 'waiting'}>
        {data?.isComplete === false && <Waiting missing={data.waitingFor} />}
      </div>
      {data !== undefined && (
        <>
          <section className={styles.card}>
            <h2 className={styles.title}>{WORDS.documents.title}</h2>
            <Counts preview={data} />
            <PreviewDocuments companyId={companyId} problems={data.documents.problems} total={data.documents.total} isHeld={!isOver} />
          </section>
          <section className={styles.card}>
            <h2 className={styles.title}>{WORDS.stock.title}</h2>
            {data.isComplete ? <PreviewStock stock={data.stock} approveZero={approveZero} onApproveZero={setApproveZero} /> : <p className={styles.text}>{WORDS.notYet}</p>}
          </section>
          {!isOver && <p className={styles.text}>{WORDS.agreeAbout}</p>}
        </>
      )}
      <div role="alert">{release.problem !== null && <ProblemCard problem={release.problem} tone="bad" />}</div>
    </StepFrame>
  );
}

function Waiting({ missing }: { readonly missing: readonly string[] }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.card}>
      <h2 className={styles.title}><Spinner size="tiny" aria-hidden="true" />{WORDS.waiting.title}</h2>
      <p className={styles.text}>{WORDS.waiting.text}</p>
      <ul className={styles.list}>{missing.map((one) => <li key={one}>{one}</li>)}</ul>
      <p className={styles.text}>{WORDS.waiting.hint}</p>
    </div>
  );
}

function Counts({ preview }: { readonly preview: Output<'preview.show'> }): ReactNode {
  const styles = useStyles();
  const { documents: { total, problems }, newCustomers, isComplete } = preview;
  return (
    <>
      <p className={styles.text}>
        {isComplete ? WORDS.documents.count(total) : WORDS.documents.soFar(total)}
        {isComplete && total > 0 && ` ${WORDS.documents.customers(newCustomers)}`}
      </p>
      {problems > 0 && <p className={styles.text}>{WORDS.documents.problems(problems)}</p>}
    </>
  );
}
