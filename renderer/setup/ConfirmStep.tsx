/** Fourth page: what QuickBooks answered, and a person's word on whether it is the right company file. */
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { ApproveOlder } from '../dashboard/OlderFile.tsx';
import { useAction } from '../engine/useCall.ts';
import { Facts } from '../parts/Facts.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { SetupCompany } from './steps.ts';
import { SETUP_WORDS } from './words.ts';

const WORDS = SETUP_WORDS.confirm;

export type ConfirmStepProps = { readonly company: SetupCompany; readonly onBack: () => void; readonly onNext: () => void };

const useStyles = makeStyles({
  card: {
    display: 'flex', flexDirection: 'column', rowGap: '12px', padding: '20px', borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { display: 'flex', alignItems: 'center', columnGap: '10px', margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  name: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
  good: { color: tokens.colorStatusSuccessForeground1, fontSize: '20px', display: 'inline-flex' },
  steps: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', rowGap: '6px' },
});

export function ConfirmStep({ company, onBack, onNext }: ConfirmStepProps): ReactNode {
  const styles = useStyles();
  const approve = useAction('companies.approve');
  // Null: nobody has said no yet. The button that was pressed goes away, so the one that takes its place takes the focus.
  const [isRefused, setRefused] = useState<boolean | null>(null);
  const { candidate, identity, problem, mayApprove, companyId } = company;
  const shown = candidate ?? identity;
  const isApproved = company.state === 'approved';
  const seen = seenProblem(problem?.code);

  const onYes = async (): Promise<void> => {
    if (candidate === null || seen === null) return;
    const done = await approve.run({ companyId, seen: { problem: seen, name: candidate.name, path: candidate.path } });
    if (done.ok) onNext();
  };
  return (
    <StepFrame step="confirm" onBack={onBack} onNext={isApproved ? onNext : null} isBusy={approve.isRunning}>
      <div role="status" data-answered={shown !== null}>
        {shown === null && <div className={styles.card}>
          <h2 className={styles.title}><Spinner size="tiny" aria-hidden="true" />{WORDS.waiting.title}</h2>
          <p className={styles.text}>{WORDS.waiting.text}</p>
        </div>}
      </div>
      {shown !== null && (
        <div className={styles.card}>
          {isApproved
            ? <p className={styles.title}><span className={styles.good} aria-hidden="true"><CheckmarkCircleFilled /></span>{WORDS.approved}</p>
            : <p className={styles.text}>{WORDS.answered}</p>}
          <h2 className={styles.name}>{shown.name}</h2>
          <Facts facts={[[WORDS.path, shown.path], [WORDS.product, shown.product], [WORDS.country, shown.country], [WORDS.closing, shown.closingDate]]} />
          {!isApproved && mayApprove && isRefused !== true && (
            <div className={styles.buttons}>
              {seen === 'companyFileOlder'
                ? <ApproveOlder companyId={companyId} />
                : <Button appearance="primary" autoFocus={isRefused === false} disabledFocusable={approve.isRunning} onClick={() => { void onYes(); }}>{WORDS.yes}</Button>}
              <Button icon={<DismissRegular />} disabledFocusable={approve.isRunning} onClick={() => { setRefused(true); }}>{WORDS.no}</Button>
            </div>
          )}
        </div>
      )}
      <div role="alert">
        {approve.problem !== null && <ProblemCard problem={approve.problem} tone="bad" />}
        {!isApproved && problem !== null && problem.code !== 'confirmCompany' && <ProblemCard problem={problem} />}
      </div>
      {isRefused === true && !isApproved && (
        <div className={styles.card} role="status">
          <h2 className={styles.title}>{WORDS.refused.title}</h2>
          <ol className={styles.steps}>{WORDS.refused.steps.map((step) => <li key={step}>{step}</li>)}</ol>
          <div className={styles.buttons}>
            <Button appearance="primary" autoFocus onClick={onBack}>{WORDS.refused.back}</Button>
            <Button onClick={() => { setRefused(false); }}>{WORDS.refused.change}</Button>
          </div>
        </div>
      )}
    </StepFrame>
  );
}

const SEEN = ['confirmCompany', 'companyFileMoved', 'companyFileOlder'] as const;

/** Which question the person answers; null: none that can be. An older file is asked about with what it lacks. */
function seenProblem(code: string | undefined): (typeof SEEN)[number] | null {
  return SEEN.find((one) => one === code) ?? null;
}
