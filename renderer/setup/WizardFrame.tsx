/** The wizard fills the window: the product's name, how far one has come, and the page. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { go } from '../route.ts';
import { WORDS } from '../words.ts';
import { STEPS, type Place, type Step } from './steps.ts';
import { SETUP_WORDS } from './words.ts';

export type WizardFrameProps = {
  readonly place: Place;
  /** Index of the furthest page one may open. */
  readonly reach: number;
  readonly onGo: (step: Step) => void;
  readonly children: ReactNode;
};

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: '248px minmax(0, 1fr)', gridTemplateRows: 'minmax(0, 1fr)', height: '100%', backgroundColor: tokens.colorNeutralBackground2 },
  side: {
    display: 'flex', flexDirection: 'column', rowGap: '20px', padding: '24px 12px',
    backgroundColor: tokens.colorNeutralBackground3, borderInlineEndWidth: '1px',
    borderInlineEndStyle: 'solid', borderInlineEndColor: tokens.colorNeutralStroke2, overflowY: 'auto',
  },
  product: { padding: '0 12px', fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '4px' },
  item: {
    display: 'flex', alignItems: 'center', columnGap: '12px', width: '100%', minHeight: '40px', padding: '4px 12px',
    boxSizing: 'border-box', textAlign: 'start', font: 'inherit', color: tokens.colorNeutralForeground2,
    borderTopStyle: 'none', borderInlineEndStyle: 'none', borderBottomStyle: 'none',
    borderInlineStartWidth: '3px', borderInlineStartStyle: 'solid', borderInlineStartColor: 'transparent',
    borderRadius: tokens.borderRadiusMedium, backgroundColor: 'transparent',
  },
  link: {
    cursor: 'pointer', color: tokens.colorNeutralForeground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1, borderInlineStartColor: tokens.colorBrandStroke1,
    color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold,
  },
  number: {
    display: 'inline-flex', alignItems: 'center', justifyContent: 'center', flexShrink: 0, width: '22px', height: '22px', borderRadius: '50%', boxSizing: 'border-box',
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`, fontSize: tokens.fontSizeBase200,
  },
  done: { flexShrink: 0, display: 'inline-flex', fontSize: '22px', color: tokens.colorStatusSuccessForeground1 },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
  later: { marginTop: 'auto', alignSelf: 'flex-start' },
  main: { minWidth: 0, minHeight: 0, height: '100%' },
});

export function WizardFrame({ place, reach, onGo, children }: WizardFrameProps): ReactNode {
  const styles = useStyles();
  const isFinished = place === 'finished';
  return (
    <div className={styles.root}>
      <div className={styles.side} role="banner">
        <div className={styles.product}>{WORDS.product}</div>
        <nav aria-label={SETUP_WORDS.progress}>
          <ol className={styles.list}>
            {STEPS.map((step, index) => <li key={step}>
              <Item step={step} index={index} isCurrent={step === place}
                isDone={isFinished || index < reach} onGo={index <= reach && !isFinished ? onGo : null} />
            </li>)}
          </ol>
        </nav>
        {!isFinished && <Button className={styles.later} appearance="subtle" onClick={() => { go('dashboard'); }}>{SETUP_WORDS.later}</Button>}
      </div>
      <main className={styles.main}>{children}</main>
    </div>
  );
}

function Item({ step, index, isCurrent, isDone, onGo }: {
  readonly step: Step;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly isDone: boolean;
  readonly onGo: ((step: Step) => void) | null;
}): ReactNode {
  const styles = useStyles();
  const { name } = SETUP_WORDS.steps[step];
  const content = (
    <>
      {isDone ? <span className={styles.done} aria-hidden="true"><CheckmarkCircleFilled /></span> : <span className={styles.number} aria-hidden="true">{index + 1}</span>}
      <span>{name}{isDone && <span className={styles.hidden}>, {SETUP_WORDS.done}</span>}</span>
    </>
  );
  if (isCurrent || onGo === null) return <div className={mergeClasses(styles.item, isCurrent && styles.current)}
    {...(isCurrent ? { 'aria-current': 'step' as const } : {})}>{content}</div>;
  return <button type="button" className={mergeClasses(styles.item, styles.link)} onClick={() => { onGo(step); }}>{content}</button>;
}
