/** What is not saved yet, with the buttons that save or forget it; it stays in sight at the foot of the settings. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { useNotify } from '../parts/Notices.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { changesOf, forgetDrafts, useDrafts, type Owned } from './drafts.ts';
import { useSave } from './useSave.ts';
import { SETTINGS_WORDS as WORDS } from './words.ts';

const useStyles = makeStyles({
  root: {
    position: 'sticky', bottom: 0, zIndex: 3, display: 'flex', flexDirection: 'column', rowGap: '8px', margin: '16px -24px -24px', padding: '12px 24px', backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`, boxShadow: tokens.shadow8,
  },
  line: { display: 'flex', alignItems: 'center', columnGap: '8px', flexWrap: 'wrap', rowGap: '8px' },
  text: { marginInlineEnd: 'auto' },
});

export function SaveBar({ owned }: { readonly owned: readonly Owned[] }): ReactNode {
  const styles = useStyles();
  const drafts = useDrafts();
  const notify = useNotify();
  const { save, isSaving } = useSave();
  const [problem, setProblem] = useState<Problem | null>(null);
  const changes = owned.map((one) => changesOf(drafts, one)).filter(({ count }) => count > 0);
  const count = changes.reduce((sum, one) => sum + one.count, 0);
  const invalid = changes.flatMap((one) => one.invalid);
  if (count === 0) return <div role="status" />;
  const submit = async (): Promise<void> => {
    setProblem(null);
    const saved = await save(changes);
    if (saved.ok) notify.done(saved.replanned > 0 ? WORDS.savedReplanned(saved.replanned) : WORDS.saved);
    else if (!saved.atField) setProblem(saved.problem);
    else notify.failed(saved.problem);
  };
  return (
    <div className={styles.root}>
      {problem !== null && <div role="alert"><ProblemCard problem={problem} tone="bad" onDismiss={() => { setProblem(null); }} /></div>}
      <div className={styles.line}>
        <span className={styles.text} role="status">{WORDS.unsaved(count)}{invalid.length > 0 && `; ${WORDS.invalid(invalid.length)}`}</span>
        <Button onClick={() => { forgetDrafts(); }} disabled={isSaving}>{WORDS.discard}</Button>
        <Button appearance="primary" icon={<SaveRegular />} disabled={isSaving || invalid.length > 0} onClick={() => { void submit(); }}>{isSaving ? WORDS.saving : WORDS.save}</Button>
      </div>
    </div>
  );
}
