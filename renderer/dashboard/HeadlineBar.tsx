/** How the bridge is doing: one sentence, one colour, one sign. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, ClockFilled, ErrorCircleFilled, WarningFilled, type FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { HEADLINES } from './words.ts';

type Headline = Output<'dashboard.show'>['headline'];

const ICONS: Readonly<Record<Headline['tone'], FluentIcon>> = { good: CheckmarkCircleFilled, attention: WarningFilled, stopped: ErrorCircleFilled, starting: ClockFilled };

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', columnGap: '16px', padding: '16px 20px', borderRadius: tokens.borderRadiusLarge, overflowWrap: 'anywhere' },
  good: { backgroundColor: tokens.colorStatusSuccessBackground1, border: `1px solid ${tokens.colorStatusSuccessBorder1}` },
  attention: { backgroundColor: tokens.colorStatusWarningBackground1, border: `1px solid ${tokens.colorStatusWarningBorder1}` },
  stopped: { backgroundColor: tokens.colorStatusDangerBackground1, border: `1px solid ${tokens.colorStatusDangerBorder1}` },
  starting: { backgroundColor: tokens.colorBrandBackground2, border: `1px solid ${tokens.colorBrandStroke2}` },
  icon: { fontSize: '32px', display: 'inline-flex', flexShrink: 0 },
  goodIcon: { color: tokens.colorStatusSuccessForeground1 },
  attentionIcon: { color: tokens.colorStatusWarningForeground3 },
  stoppedIcon: { color: tokens.colorStatusDangerForeground1 },
  startingIcon: { color: tokens.colorBrandForeground1 },
  what: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold },
  more: { margin: '2px 0 0', color: tokens.colorNeutralForeground1 },
});

export function HeadlineBar({ headline }: { readonly headline: Headline }): ReactNode {
  const styles = useStyles();
  const { tone, reason } = headline;
  const { what, more } = HEADLINES[reason](headline);
  const Icon = ICONS[tone];
  return (
    <section className={mergeClasses(styles.root, styles[tone])} role="status" data-reason={reason}>
      <span className={mergeClasses(styles.icon, styles[`${tone}Icon`])} aria-hidden="true"><Icon /></span>
      <div>
        <p className={styles.what}>{what}</p>
        <p className={styles.more}>{more}</p>
      </div>
    </section>
  );
}
