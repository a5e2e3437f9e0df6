/** What fills the window when there is nothing else to show: opening, a bridge that could not start, a fault of the window. */
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { BACKUPS, WORDS } from '../words.ts';
import { Backups } from './Backups.tsx';
import { ProblemCard } from './ProblemCard.tsx';

type State = Readonly<Record<`data-${string}`, string | boolean>>;

const useStyles = makeStyles({
  root: {
    minHeight: '100%', boxSizing: 'border-box', display: 'flex', flexDirection: 'column', alignItems: 'center',
    justifyContent: 'center', rowGap: '16px', padding: '32px', backgroundColor: tokens.colorNeutralBackground2,
  },
  box: { display: 'flex', flexDirection: 'column', rowGap: '12px', maxWidth: '640px', width: '100%' },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  part: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function ConnectingPage({ state }: { readonly state: State }): ReactNode {
  const styles = useStyles();
  return (
    <main className={styles.root} {...state}>
      <Spinner size="large" aria-hidden="true" />
      <h1 className={styles.title}>{WORDS.connecting.title}</h1>
      <p className={styles.text} role="status">{WORDS.connecting.text}</p>
    </main>
  );
}

/** The database is no more, or not to be trusted: a backup may take its place. */
const LOST: readonly string[] = ['databaseDamaged', 'databaseGone', 'databaseUnreadable'];

export function StartFailedPage({ problem, onRetry, state }: { readonly problem: Problem; readonly onRetry: () => void; readonly state: State }): ReactNode {
  const styles = useStyles();
  // In a browser the cookie ends with the process that gave it; the bridge itself is well then.
  const words = problem.code === 'notSignedIn' ? WORDS.signIn : WORDS.startFailed;
  return (
    <main className={styles.root} {...state}>
      <div className={styles.box} role="alert">
        <h1 className={styles.title}>{words.title}</h1>
        <ProblemCard problem={problem} tone="bad" actions={<Button size="small" onClick={onRetry}>{words.again}</Button>} />
        <p className={styles.text}>{words.text}</p>
      </div>
      {LOST.includes(problem.code) && <div className={styles.box}><h2 className={styles.part}>{BACKUPS.title}</h2><Backups /></div>}
    </main>
  );
}

export function FaultPage(): ReactNode {
  const styles = useStyles();
  return (
    <main className={styles.root}>
      <div className={styles.box} role="alert">
        <h1 className={styles.title}>{WORDS.fault.title}</h1>
        <p className={styles.text}>{WORDS.fault.text}</p>
        <div><Button appearance="primary" onClick={() => { location.reload(); }}>{WORDS.fault.again}</Button></div>
      </div>
    </main>
  );
}
