/** The frame of a page that fills the window without the tabs: the wizard. */
import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { LostBar } from './parts/LostBar.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%' },
  page: { flexGrow: 1, minHeight: 0 },
});

/** `state`: for tests and other programs that look at the window. */
export function WholeWindow({ isLost, state, children }: {
  readonly isLost: boolean;
  readonly state: Readonly<Record<`data-${string}`, string | boolean>>;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.root} {...state}>
      <div role="status" aria-live="polite">{isLost && <LostBar />}</div>
      <div className={styles.page}>{children}</div>
    </div>
  );
}
