/** The money that belongs to an order's document (its payment, its settlement), or the document that money belongs to: each with its way and what can be done. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { formatMoney } from '../parts/format.ts';
import { JOB_KINDS } from '../pending/words.ts';
import { OrderActions } from './OrderActions.tsx';
import type { Shown } from './OrderDetails.tsx';
import { OrderProblem } from './OrderProblem.tsx';
import { SmallWay } from './OrderWay.tsx';
import { ORDERS } from './words.ts';

type Related = Shown['related'][number];

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '12px' },
  one: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '16px', rowGap: '4px' },
  name: { fontWeight: tokens.fontWeightSemibold, minWidth: '132px' },
  amount: { marginInlineStart: 'auto', fontVariantNumeric: 'tabular-nums' },
});

export function RelatedJobs({ related, onSettled }: { readonly related: readonly Related[]; readonly onSettled: () => void }): ReactNode {
  const styles = useStyles();
  if (related.length === 0) return null;
  return (
    <section className={styles.root} aria-labelledby="related">
      <h3 id="related" className={styles.heading}>{ORDERS.related}</h3>
      <ul className={styles.list}>{related.map((job) => <li key={job.id} className={styles.one}><One job={job} onSettled={onSettled} /></li>)}</ul>
    </section>
  );
}

function One({ job, onSettled }: { readonly job: Related; readonly onSettled: () => void }): ReactNode {
  const styles = useStyles();
  const amount = job.bookedTotal ?? job.expectedTotal;
  return (
    <>
      <div className={styles.line}>
        <span className={styles.name}>{JOB_KINDS[job.kind]}</span>
        <SmallWay job={job} isShort />
        {amount !== null && <span className={styles.amount}>{formatMoney(amount)}</span>}
      </div>
      {job.problem !== null && <OrderProblem job={job} problem={job.problem} />}
      <OrderActions job={job} records={[]} about={JOB_KINDS[job.kind]} onSettled={onSettled} />
    </>
  );
}
