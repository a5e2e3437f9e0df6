/** An expected failure for the reader: what happened, what to do, the other program's words on demand, and buttons that do it. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ErrorCircleFilled, WarningFilled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { WORDS } from '../words.ts';
import { withDays } from './format.ts';

export type ProblemCardProps = {
  readonly problem: Problem;
  /** What it is about: the company, shop, order or SKU. */
  readonly label?: string;
  /** bad: something has stopped. attention (default): work goes on. */
  readonly tone?: 'attention' | 'bad';
  /** Buttons. */
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
};

const useStyles = makeStyles({
  root: {
    display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr) auto', columnGap: '12px', rowGap: '4px', padding: '12px 16px', borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`, borderInlineStartWidth: '4px', backgroundColor: tokens.colorNeutralBackground1, overflowWrap: 'anywhere',
  },
  attention: { borderInlineStartColor: tokens.colorStatusWarningBorderActive },
  bad: { borderInlineStartColor: tokens.colorStatusDangerBorderActive },
  icon: { fontSize: '20px', display: 'inline-flex', paddingTop: '1px' },
  attentionIcon: { color: tokens.colorStatusWarningForeground3 },
  badIcon: { color: tokens.colorStatusDangerForeground1 },
  what: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  todo: { margin: '2px 0 0', color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', columnGap: '8px', rowGap: '8px' },
  details: { marginTop: '4px', color: tokens.colorNeutralForeground2 },
  detail: { margin: '4px 0 0', whiteSpace: 'pre-wrap', fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

export function ProblemCard({ problem, label, tone = 'attention', actions, onDismiss }: ProblemCardProps): ReactNode {
  const styles = useStyles();
  const { detail } = problem;
  const [what, todo] = [withDays(problem.what), withDays(problem.todo)];
  return (
    <div className={mergeClasses(styles.root, styles[tone])}>
      <span className={mergeClasses(styles.icon, tone === 'bad' ? styles.badIcon : styles.attentionIcon)} aria-hidden="true">
        {tone === 'bad' ? <ErrorCircleFilled /> : <WarningFilled />}
      </span>
      <div>
        <p className={styles.what}>{label === undefined || label === '' ? what : `${label}: ${what}`}</p>
        <p className={styles.todo}>{todo}</p>
        {detail !== undefined && detail !== '' && <details className={styles.details}><summary>{WORDS.otherWords}</summary><p className={styles.detail}>{detail}</p></details>}
      </div>
      <div className={styles.actions}>
        {actions}
        {onDismiss !== undefined && <Button size="small" appearance="subtle" onClick={onDismiss}>{WORDS.dismiss}</Button>}
      </div>
    </div>
  );
}
