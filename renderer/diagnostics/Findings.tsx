/** What the doctor found, what is wrong first; a colour, a shape and a word for each. */
import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, StethoscopeRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { WORDS } from '../words.ts';
import { useExamination } from './useExamination.ts';
import { checkWords, DIAGNOSTICS, FINDING_STATES, type Finding } from './words.ts';

const ORDER: readonly Finding['state'][] = ['problem', 'note', 'ok'];

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '16px', rowGap: '8px', minHeight: '32px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  said: { flexGrow: 1, color: tokens.colorNeutralForeground2 },
  list: {
    listStyleType: 'none', margin: 0, padding: 0, borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1,
  },
  item: {
    display: 'grid', alignItems: 'start', gridTemplateColumns: '150px 200px minmax(0, 1fr)', columnGap: '16px',
    padding: '10px 16px', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, ':last-child': { borderBottomStyle: 'none' },
    '@media (max-width: 900px)': { gridTemplateColumns: '150px minmax(0, 1fr)' },
  },
  about: { overflowWrap: 'anywhere' },
  of: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  finding: { overflowWrap: 'anywhere', '@media (max-width: 900px)': { gridColumn: '1 / -1' } },
  text: { margin: 0 },
  todo: { margin: '2px 0 0', color: tokens.colorNeutralForeground2 },
  detail: { margin: '4px 0 0', whiteSpace: 'pre-wrap', fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  strong: { fontWeight: tokens.fontWeightSemibold },
});

export function Findings(): ReactNode {
  const styles = useStyles();
  const { data, problem, isRunning, run } = useExamination();
  const findings = data === undefined ? [] : ORDER.flatMap((state) => data.findings.filter((finding) => finding.state === state));
  return (
    <section className={styles.root} aria-labelledby="findings" aria-busy={isRunning}>
      <div className={styles.head}>
        <h2 id="findings" className={styles.heading}>{DIAGNOSTICS.findings}</h2>
        <span className={styles.said} role="status">
          {isRunning ? <Spinner size="tiny" labelPosition="after" label={DIAGNOSTICS.running} /> : data !== undefined && summary(data.findings)}
        </span>
        {!isRunning && data !== undefined && <span>{DIAGNOSTICS.asOf} <RelativeTime at={data.at} /></span>}
        <Button icon={<ArrowClockwiseRegular />} disabled={isRunning} onClick={run}>{DIAGNOSTICS.runAgain}</Button>
      </div>
      {problem !== null && <ErrorState problem={problem} onRetry={run} />}
      {data === undefined && problem === null && <Loading lines={6} />}
      {data !== undefined && findings.length === 0 && <EmptyState icon={StethoscopeRegular} {...DIAGNOSTICS.none} />}
      {findings.length > 0 && <ul className={styles.list}>
        {findings.map((finding, index) => <FindingItem key={`${finding.check} ${finding.about ?? ''} ${String(index)}`} finding={finding} />)}
      </ul>}
    </section>
  );
}

function summary(findings: readonly Finding[]): string {
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
  if (count('problem') > 0) return DIAGNOSTICS.someIll(count('problem'));
  return count('note') > 0 ? DIAGNOSTICS.someNotes(count('note')) : DIAGNOSTICS.allFine;
}

function FindingItem({ finding }: { readonly finding: Finding }): ReactNode {
  const styles = useStyles();
  const { state, check, about, text, todo, detail } = finding;
  return (
    <li className={styles.item}>
      <StatusBadge tone={FINDING_STATES[state].tone}>{FINDING_STATES[state].text}</StatusBadge>
      <div className={styles.about}>{checkWords(check)}{about !== null && <span className={styles.of}>{about}</span>}</div>
      <div className={styles.finding}>
        <p className={mergeClasses(styles.text, state === 'problem' && styles.strong)}>{text}</p>
        {todo !== null && <p className={styles.todo}>{todo}</p>}
        {detail !== null && detail !== '' && <details><summary>{WORDS.otherWords}</summary><p className={styles.detail}>{detail}</p></details>}
      </div>
    </li>
  );
}
