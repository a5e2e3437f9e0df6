/** A line across the page that says what holds for all of the window. Own markup: Fluent's MessageBar brings its motion and announcements into every start. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { InfoRegular, WarningFilled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

export type BarProps = {
  readonly tone: 'info' | 'attention';
  readonly what: string;
  readonly todo: string;
  /** A button. */
  readonly action?: ReactNode;
};

const useStyles = makeStyles({
  root: {
    display: 'flex', alignItems: 'center', columnGap: '10px', padding: '6px 24px', minHeight: '36px',
    boxSizing: 'border-box', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere', color: tokens.colorNeutralForeground1,
  },
  info: { backgroundColor: tokens.colorNeutralBackground3 },
  attention: { backgroundColor: tokens.colorStatusWarningBackground1, borderBottomColor: tokens.colorStatusWarningBorder1 },
  icon: { display: 'inline-flex', flexShrink: 0, fontSize: '20px' },
  attentionIcon: { color: tokens.colorStatusWarningForeground3 },
  text: { flexGrow: 1, minWidth: 0 },
  what: { fontWeight: tokens.fontWeightSemibold },
});

export function Bar({ tone, what, todo, action }: BarProps): ReactNode {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.root, styles[tone])} role="group">
      <span className={mergeClasses(styles.icon, tone === 'attention' && styles.attentionIcon)} aria-hidden="true">
        {tone === 'attention' ? <WarningFilled /> : <InfoRegular />}
      </span>
      <span className={styles.text}><span className={styles.what}>{what}</span> {todo}</span>
      {action}
    </div>
  );
}
