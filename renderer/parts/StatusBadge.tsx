/** A state in one or two words with a colour and a shape, so that the colour alone never carries it. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSyncFilled, CheckmarkCircleFilled, CircleHintFilled, ErrorCircleFilled, PauseCircleFilled, WarningFilled, type FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

/** quiet: nothing to do with it. busy: on its way. */
export type BadgeTone = 'good' | 'quiet' | 'busy' | 'attention' | 'held' | 'bad';

const ICONS: Readonly<Record<BadgeTone, FluentIcon>> = {
  good: CheckmarkCircleFilled, quiet: CircleHintFilled, busy: ArrowSyncFilled, attention: WarningFilled, held: PauseCircleFilled, bad: ErrorCircleFilled,
};

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', columnGap: '6px', whiteSpace: 'nowrap', minWidth: 0, maxWidth: '100%', verticalAlign: 'middle' },
  icon: { flexShrink: 0, fontSize: '16px', display: 'inline-flex' },
  text: { overflow: 'hidden', textOverflow: 'ellipsis' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  busy: { color: tokens.colorBrandForeground1 },
  attention: { color: tokens.colorStatusWarningForeground3 },
  held: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

export function StatusBadge({ tone, children }: { readonly tone: BadgeTone; readonly children: string }): ReactNode {
  const styles = useStyles();
  const Icon = ICONS[tone];
  return <span className={styles.root}>
    <span className={mergeClasses(styles.icon, styles[tone])} aria-hidden="true"><Icon /></span>
    <span className={styles.text}>{children}</span>
  </span>;
}
