/** What a list says when it has nothing: why, and what would change that. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

export type EmptyStateProps = { readonly icon: FluentIcon; readonly title: string; readonly text: string; readonly children?: ReactNode };

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', textAlign: 'center', rowGap: '8px', padding: '40px 24px', minHeight: '180px' },
  icon: { fontSize: '36px', color: tokens.colorNeutralForeground3, display: 'inline-flex' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, maxWidth: '460px', color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', columnGap: '8px', marginTop: '8px' },
});

export function EmptyState({ icon: Icon, title, text, children }: EmptyStateProps): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden="true"><Icon /></span>
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{text}</p>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
