/** First page: which shop, and does its key work. The button checks until the shop has answered, then it leads on. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { StepFrame } from './StepFrame.tsx';
import type { StoreCheck, StoreDraft } from './storeDraft.ts';
import { StoreForm } from './StoreForm.tsx';
import { SETUP_WORDS } from './words.ts';
import { storeWay } from './wordsStore.ts';

export type StoreStepProps = {
  readonly draft: StoreDraft;
  readonly onChange: (draft: StoreDraft) => void;
  /** The wizard's, so that the shop's answer is known when one comes back to this page. */
  readonly check: StoreCheck;
  readonly onNext: () => void;
};

const useStyles = makeStyles({
  where: {
    maxWidth: '560px', boxSizing: 'border-box', padding: '12px 16px', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' } },
  steps: { margin: '8px 0 0', paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', rowGap: '6px' },
});

export function StoreStep({ draft, onChange, check, onNext }: StoreStepProps): ReactNode {
  const styles = useStyles();
  const [wasPressed, setPressed] = useState(false);
  const { answer, problem, isChecking } = check;
  const way = storeWay(draft.kind);
  const next = async (): Promise<void> => {
    setPressed(true);
    if (draft.url.trim() === '') return;
    if (answer === null) {
      const said = await check.check(draft);
      if (said !== null && draft.name.trim() === '') onChange({ ...draft, name: (said.title === '' ? said.host : said.title).slice(0, 60) });
    } else if (draft.name.trim() !== '') {
      onNext();
    }
  };
  return (
    <StepFrame step="store" onBack={null} onNext={() => { void next(); }} nextLabel={answer === null ? way.check : SETUP_WORDS.next} isBusy={isChecking}>
      <StoreForm draft={draft} onChange={onChange} answer={answer} problem={problem} isChecking={isChecking} showMissing={wasPressed} />
      <details className={styles.where}>
        <summary className={styles.summary}>{way.help.title}</summary>
        <ol className={styles.steps}>{way.help.steps.map((step) => <li key={step}>{step}</li>)}</ol>
      </details>
    </StepFrame>
  );
}
