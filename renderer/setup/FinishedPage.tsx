/** After the last page: it runs, and what happens next. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactNode } from 'react';
import { go } from '../route.ts';
import { WORDS } from '../words.ts';
import { SETUP_WORDS } from './words.ts';

export type Begun = { readonly documents: number; readonly updates: number };

const useStyles = makeStyles({
  root: {
    height: '100%', boxSizing: 'border-box', display: 'flex', flexDirection: 'column',
    alignItems: 'center', justifyContent: 'center', rowGap: '12px', padding: '40px', textAlign: 'center',
  },
  icon: { fontSize: '56px', color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold, ':focus': { outlineStyle: 'none' } },
  text: { margin: 0, maxWidth: '520px', color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', columnGap: '8px', marginTop: '8px' },
});

/** `begun`: what was let go just now; null: setup had been finished before. */
export function FinishedPage({ begun, onAgain }: { readonly begun: Begun | null; readonly onAgain: () => void }): ReactNode {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const { finished } = SETUP_WORDS;
  useEffect(() => {
    heading.current?.focus();
    document.title = WORDS.windowTitle(SETUP_WORDS.title);
  }, []);
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden="true"><CheckmarkCircleFilled /></span>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>{finished.title}</h1>
      <p className={styles.text}>{begun === null ? finished.plain : finished.text(begun.documents, begun.updates)}</p>
      <div className={styles.buttons}>
        <Button onClick={onAgain}>{finished.again}</Button>
        <Button appearance="primary" onClick={() => { go('dashboard'); }}>{finished.dashboard}</Button>
      </div>
    </div>
  );
}
