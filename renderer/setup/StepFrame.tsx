/** One page of the wizard: its heading, its content, and the way back and on. Enter in a field is the way on. */
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type ReactNode } from 'react';
import { WORDS } from '../words.ts';
import { STEPS, type Step } from './steps.ts';
import { SETUP_WORDS } from './words.ts';

export type StepFrameProps = {
  readonly step: Step;
  readonly children: ReactNode;
  /** Null: there is nothing before. */
  readonly onBack: (() => void) | null;
  /** Null: the page has buttons of its own for it. */
  readonly onNext: (() => void) | null;
  readonly nextLabel?: string;
  /** False: what the page waits for has not come yet. */
  readonly canGoOn?: boolean;
  readonly isBusy?: boolean;
  /** Pictures beside the text need the width. */
  readonly isWide?: boolean;
};

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  scroll: { flexGrow: 1, minHeight: 0, overflowY: 'auto', padding: '28px 40px', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' } },
  page: { display: 'flex', flexDirection: 'column', rowGap: '16px', maxWidth: '720px' },
  wide: { display: 'flex', flexDirection: 'column', rowGap: '16px', maxWidth: '1080px' },
  place: { margin: 0, color: tokens.colorNeutralForeground2 },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold, ':focus': { outlineStyle: 'none' } },
  about: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '640px' },
  foot: {
    display: 'flex', alignItems: 'center', justifyContent: 'flex-end', columnGap: '8px', padding: '12px 40px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1,
  },
  busy: { marginInlineEnd: 'auto' },
});

export function StepFrame({ step, children, onBack, onNext, nextLabel = SETUP_WORDS.next, canGoOn = true, isBusy = false, isWide = false }: StepFrameProps): ReactNode {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const { title, about } = SETUP_WORDS.steps[step];
  useEffect(() => {
    // A new page begins at its heading, for the screen reader too.
    heading.current?.focus();
    document.title = WORDS.windowTitle(title);
  }, [title]);
  const submit = (): void => { if (canGoOn && !isBusy) onNext?.(); };
  return (
    <form className={styles.form} noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <div className={styles.scroll}>
        <div className={isWide ? styles.wide : styles.page}>
          <div>
            <p className={styles.place}>{SETUP_WORDS.place(STEPS.indexOf(step) + 1, STEPS.length)}</p>
            <h1 ref={heading} tabIndex={-1} className={styles.title}>{title}</h1>
          </div>
          <p className={styles.about}>{about}</p>
          {children}
        </div>
      </div>
      <div className={styles.foot}>
        {isBusy && <Spinner className={styles.busy} size="tiny" label={SETUP_WORDS.working} />}
        {onBack !== null && <Button onClick={onBack} disabledFocusable={isBusy}>{SETUP_WORDS.back}</Button>}
        {onNext !== null && <Button type="submit" appearance="primary" disabledFocusable={isBusy} disabled={!canGoOn && !isBusy}>{nextLabel}</Button>}
      </div>
    </form>
  );
}
