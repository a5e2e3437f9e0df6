/** What waits for a person, gravest first, each with the buttons that settle it. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { ProblemActions } from './ProblemActions.tsx';
import { DASHBOARD } from './words.ts';

type OpenProblem = Output<'status.show'>['problems'][number];
type Companies = Output<'status.show'>['companies'];

/** More are shown when asked for. */
const AT_FIRST = 4;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '8px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function ProblemList({ problems, isCut, companies }: { readonly problems: readonly OpenProblem[]; readonly isCut: boolean; readonly companies: Companies }): ReactNode {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  if (problems.length === 0) return null;
  const shown = isOpen ? problems : problems.slice(0, AT_FIRST);
  return (
    <section className={styles.root} aria-labelledby="problems">
      <h2 id="problems" className={styles.heading}>{DASHBOARD.problems}</h2>
      <ul className={styles.list}>
        {shown.map((open, index) => (
          <li key={`${open.about} ${open.label} ${String(open.jobId ?? '')} ${String(index)}`}>
            <ProblemCard label={labelOf(open, companies)} problem={open.problem} tone={open.about === 'company' ? 'bad' : 'attention'} actions={<ProblemActions open={open} />} />
          </li>
        ))}
      </ul>
      {problems.length > shown.length && <div><Button size="small" onClick={() => { setOpen(true); }}>{DASHBOARD.moreProblems(problems.length - shown.length)}</Button></div>}
      {isOpen && isCut && <p className={styles.quiet}>{DASHBOARD.cut}</p>}
    </section>
  );
}

/** Where there are several stores or companies, an order's number or a SKU does not say whose it is. */
function labelOf({ about, label, companyId, connectionId }: OpenProblem, companies: Companies): string {
  const company = companies.find(({ id }) => id === companyId);
  const isOfStore = about === 'job' || about === 'order' || about === 'update';
  const store = isOfStore && companies.flatMap(({ connections }) => connections).length > 1 ? company?.connections.find(({ id }) => id === connectionId)?.name : undefined;
  const owner = about !== 'company' && companies.length > 1 ? company?.name : undefined;
  return [label, store, owner].filter((part) => part !== undefined).join(' · ');
}
