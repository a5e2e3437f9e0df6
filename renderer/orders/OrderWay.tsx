/** The step line of an order: small in the list, with names on the order itself. A shape and a word carry what the colour does. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSyncCircleFilled, CheckmarkCircleFilled, CircleRegular, QuestionCircleFilled, SubtractCircleRegular, WarningFilled, type FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { inFewWords, inShort, stepsOf, type Job, type StepState } from './orderSteps.ts';
import { ORDERS } from './words.ts';

const ICONS: Readonly<Record<StepState, FluentIcon>> = {
  done: CheckmarkCircleFilled, now: ArrowSyncCircleFilled, ahead: CircleRegular, attention: WarningFilled, doubt: QuestionCircleFilled, skipped: SubtractCircleRegular,
};

const useStyles = makeStyles({
  small: { display: 'inline-flex', verticalAlign: 'middle', alignItems: 'center', columnGap: '10px', minWidth: 0, maxWidth: '100%' },
  dots: { display: 'inline-flex', alignItems: 'center', flexShrink: 0 },
  line: { width: '8px', height: '2px', backgroundColor: tokens.colorNeutralStroke1 },
  icon: { display: 'inline-flex', fontSize: '16px' },
  text: { overflow: 'hidden', textOverflow: 'ellipsis' },
  done: { color: tokens.colorStatusSuccessForeground1 },
  now: { color: tokens.colorBrandForeground1 },
  ahead: { color: tokens.colorNeutralForeground3 },
  attention: { color: tokens.colorStatusWarningForeground3 },
  doubt: { color: tokens.colorStatusWarningForeground3 },
  skipped: { color: tokens.colorNeutralForeground3 },
  steps: { display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr)) minmax(0, 1.6fr)', margin: 0, padding: 0, listStyleType: 'none' },
  step: { position: 'relative', display: 'flex', flexDirection: 'column', rowGap: '4px', paddingInlineEnd: '8px' },
  way: { display: 'flex', alignItems: 'center', columnGap: '8px', '::after': { content: '""', flexGrow: 1, height: '2px', backgroundColor: tokens.colorNeutralStroke1 } },
  last: { '::after': { display: 'none' } },
  big: { fontSize: '22px' },
  name: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  state: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

/** `isShort`: beside an open order there is less room. */
export function SmallWay({ job, isShort }: { readonly job: Job; readonly isShort: boolean }): ReactNode {
  const styles = useStyles();
  return (
    <span className={styles.small}>
      <span className={styles.dots} aria-hidden="true">
        {stepsOf(job).map(({ key, state }, index) => {
          const Icon = ICONS[state];
          return [index > 0 ? <span key={`${key} line`} className={styles.line} /> : null, <span key={key} className={mergeClasses(styles.icon, styles[state])}><Icon /></span>];
        })}
      </span>
      <span className={styles.text}>{isShort ? inFewWords(job) : inShort(job)}</span>
    </span>
  );
}

export function OrderWay({ job }: { readonly job: Job }): ReactNode {
  const styles = useStyles();
  const steps = stepsOf(job);
  return (
    <ol className={styles.steps} aria-label={ORDERS.way}>
      {steps.map(({ key, state, text }, index) => {
        const Icon = ICONS[state];
        return (
          <li key={key} className={styles.step} {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}>
            <span className={mergeClasses(styles.way, index === steps.length - 1 && styles.last)} aria-hidden="true">
              <span className={mergeClasses(styles.icon, styles.big, styles[state])}><Icon /></span>
            </span>
            <span className={styles.name}>{text}</span>
            <span className={styles.state}>{ORDERS.stepStates[state]}</span>
          </li>
        );
      })}
    </ol>
  );
}
