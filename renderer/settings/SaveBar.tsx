/** What is not saved yet, with the buttons that save or forget it, and what came of it; it stays in sight at the foot of the settings. */
import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, SaveRegular, WarningFilled } from '@fluentui/react-icons';
import { useEffect, useState, type ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { withDays } from '../parts/format.ts';
import { hrefOf } from '../route.ts';
import { changesOf, forgetDrafts, useDrafts, type Owned } from './drafts.ts';
import { sectionOf, type Section } from './sections.ts';
import { useSave } from './useSave.ts';
import { SETTINGS_WORDS as WORDS } from './words.ts';

/** How long "Saved" stays. Milliseconds. */
const SHOWN = 5_000;
/** What is wrong with what was saved stays longer. */
const SHOWN_WARNING = 15_000;

const useStyles = makeStyles({
  root: {
    position: 'sticky', bottom: 0, zIndex: 3, display: 'flex', flexDirection: 'column', rowGap: '8px',
    margin: '16px -24px -24px', padding: '12px 24px', backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`, boxShadow: tokens.shadow8,
  },
  line: { display: 'flex', alignItems: 'center', columnGap: '8px', flexWrap: 'wrap', rowGap: '8px', minHeight: '32px' },
  text: { display: 'flex', alignItems: 'center', columnGap: '8px', marginInlineEnd: 'auto' },
  warning: { color: tokens.colorStatusWarningForeground3, fontSize: '18px', display: 'inline-flex' },
  good: { color: tokens.colorStatusSuccessForeground1, fontSize: '18px', display: 'inline-flex' },
});

type Said = { readonly text: string; readonly isWarning: boolean };
const NOTHING: Said = { text: '', isWarning: false };
type Refusal = { readonly problem: Problem; readonly section: Section | null };

/** The button that had the focus goes away with the bar; the keyboard goes on at the section. */
function focusSection(): void {
  document.getElementById('settings-section')?.focus({ preventScroll: true });
}

export function SaveBar({ owned }: { readonly owned: readonly Owned[] }): ReactNode {
  const styles = useStyles();
  const drafts = useDrafts();
  const { save, isSaving } = useSave();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [said, setSaid] = useState<Said>(NOTHING);
  const changes = owned.map((one) => changesOf(drafts, one)).filter(({ count }) => count > 0);
  const count = changes.reduce((sum, one) => sum + one.count, 0);
  const invalid = changes.flatMap((one) => one.invalid);
  useEffect(() => {
    if (said.text === '') return undefined;
    const timer = setTimeout(() => { setSaid(NOTHING); }, said.isWarning ? SHOWN_WARNING : SHOWN);
    return () => { clearTimeout(timer); };
  }, [said]);

  const submit = async (): Promise<void> => {
    setRefusal(null);
    setSaid(NOTHING);
    const saved = await save(changes);
    if (saved.ok) {
      focusSection();
      const [first, ...more] = saved.warnings;
      setSaid(
        first !== undefined
          ? { text: WORDS.warned(withDays(first.what), more.length), isWarning: true }
          : { text: saved.replanned > 0 ? WORDS.savedReplanned(saved.replanned) : WORDS.saved, isWarning: false },
      );
    } else setRefusal({ problem: saved.problem, section: saved.at === null ? null : sectionOf(saved.at.kind, saved.at.name) });
  };
  const discard = (): void => {
    focusSection();
    forgetDrafts();
    setRefusal(null);
  };
  if (count === 0) {
    return (
      <div role="status" className={said.text === '' ? undefined : styles.root}>
        {said.text !== '' && (
          <div className={styles.line}>
            <span className={styles.text}>
              <span className={said.isWarning ? styles.warning : styles.good} aria-hidden="true">
                {said.isWarning ? <WarningFilled /> : <CheckmarkCircleFilled />}
              </span>
              {said.text}
            </span>
          </div>
        )}
      </div>
    );
  }
  return (
    <div className={styles.root}>
      <div role="alert">
        {refusal !== null && (
          <ProblemCard problem={refusal.problem} tone="bad" onDismiss={() => { setRefusal(null); }}
            actions={refusal.section === null ? undefined : <Link href={hrefOf('settings', { section: refusal.section })}>{WORDS.showField}</Link>} />
        )}
      </div>
      <div className={styles.line}>
        <span className={styles.text} role="status">{WORDS.unsaved(count)}{invalid.length > 0 && `; ${WORDS.invalid(invalid.length)}`}</span>
        <Button onClick={discard} disabledFocusable={isSaving}>{WORDS.discard}</Button>
        <Button appearance="primary" icon={<SaveRegular />} disabled={invalid.length > 0}
          disabledFocusable={isSaving} onClick={() => { void submit(); }}>{isSaving ? WORDS.saving : WORDS.save}</Button>
      </div>
    </div>
  );
}
