/** What was changed in the store after the document was sent: QuickBooks keeps what it has, so a person should know. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { withDays } from '../parts/format.ts';
import { useDo } from '../parts/useDo.ts';
import type { Shown } from './OrderDetails.tsx';
import { ORDERS } from './words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  table: { width: '100%', tableLayout: 'fixed', borderCollapse: 'collapse' },
  cell: {
    padding: '6px 8px', textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere', fontWeight: tokens.fontWeightRegular,
  },
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
  head: { fontWeight: tokens.fontWeightSemibold },
});

export function Differences({ shown: { difference, differenceLeft, job } }: { readonly shown: Shown }): ReactNode {
  const styles = useStyles();
  const { run, isRunning } = useDo('jobs.difference');
  if (difference.length === 0) return null;
  return (
    <section className={styles.root} aria-labelledby="changed">
      <h3 id="changed" className={styles.heading}>{ORDERS.changed}</h3>
      <p className={styles.quiet}>{differenceLeft ? ORDERS.changedLeft : ORDERS.changedAbout}</p>
      <table className={styles.table}>
        <thead><tr>{Object.values(ORDERS.changedColumns).map((title) => <th key={title} scope="col" className={mergeClasses(styles.cell, styles.head)}>{title}</th>)}</tr></thead>
        <tbody>
          {difference.map(({ field, sent, now }) => (
            <tr key={field}>
              <th scope="row" className={styles.cell}>
                {ORDERS.changedFields[field] ?? (field.startsWith('line ') ? ORDERS.changedLine : field)}
              </th>
              <td className={styles.cell}>{withDays(sent)}</td>
              <td className={styles.cell}>{withDays(now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.actions}>
        <Button disabled={isRunning} onClick={() => { void run({ jobId: job.id, choice: 'corrected' }, () => ORDERS.corrected(job.label)); }}>{ORDERS.markCorrected}</Button>
        {!differenceLeft && <Button disabled={isRunning} onClick={() => { void run({ jobId: job.id, choice: 'left' }, () => ORDERS.left(job.label)); }}>{ORDERS.leaveIt}</Button>}
      </div>
    </section>
  );
}
