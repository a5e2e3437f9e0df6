/** What the last comparisons of everything came to, company by company. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { formatCount } from '../parts/format.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { SWEEP_WORDS as WORDS } from './wordsRules.ts';

type Company = Output<'status.show'>['companies'][number];
type Report = Output<'stock.sweeps'>['reports'][number];
type UnderWay = Output<'stock.sweeps'>['underWay'];

/** A comparison goes on without events of its own. Milliseconds. */
const AGAIN = 5_000;
const SHOWN = 5;

const cell = {
  padding: '6px 12px', textAlign: 'end', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightRegular,
} as const;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px', marginTop: '16px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  box: { backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, overflowX: 'auto' },
  table: { width: '100%', borderCollapse: 'collapse' },
  cell,
  first: { ...cell, textAlign: 'start' },
});

export function Sweeps(): ReactNode {
  const styles = useStyles();
  const id = useId();
  const status = useCall('status.show', {});
  const companies = status.data?.companies ?? [];
  if (companies.length === 0) return null;
  return (
    <section className={styles.root} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>{WORDS.heading}</h2>
      <p className={styles.quiet}>{WORDS.about}</p>
      {companies.map((company) => <CompanySweeps key={company.id} company={company} isNamed={companies.length > 1} />)}
    </section>
  );
}

function CompanySweeps({ company, isNamed }: { readonly company: Company; readonly isNamed: boolean }): ReactNode {
  const styles = useStyles();
  const { data, problem, reload } = useCall('stock.sweeps', { companyId: company.id, limit: SHOWN }, { every: AGAIN });
  if (data === undefined) return problem === null ? null : <ErrorState problem={problem} onRetry={reload} />;
  const { heads } = WORDS;
  return (
    <div data-sweeps={company.name}>
      {isNamed && <p className={styles.quiet}>{company.name}</p>}
      <p className={styles.quiet} role="status">{data.underWay === null ? (data.reports.length === 0 ? WORDS.none : '') : going(data.underWay)}</p>
      {data.reports.length > 0 && (
        <div className={styles.box} tabIndex={0} role="region" aria-label={WORDS.label(company.name)}>
          <table className={styles.table}>
            <thead>
              <tr>
                {[heads.at, heads.items, heads.missed, heads.listings, heads.drifted, heads.mended].map((head, at) =>
                  <th key={head} scope="col" className={at === 0 ? styles.first : styles.cell}>{head}</th>)}
              </tr>
            </thead>
            <tbody>{data.reports.map((report, at) => <ReportRow key={report.readAt} report={report} isNewest={at === 0} />)}</tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function ReportRow({ report, isNewest }: { readonly report: Report; readonly isNewest: boolean }): ReactNode {
  const styles = useStyles();
  const { endedAt, readAt, items, missed, listings, drifted, mended, unreadShops } = report;
  const shops = endedAt === null ? ` (${WORDS.going})` : unreadShops > 0 ? ` (${WORDS.unread(unreadShops)})` : '';
  return (
    <tr>
      <th scope="row" className={styles.first}><RelativeTime at={endedAt ?? readAt} />{shops}</th>
      <td className={styles.cell}>{formatCount(items)}</td>
      <td className={styles.cell}>{missed === null ? WORDS.first : formatCount(missed)}</td>
      <td className={styles.cell}>{formatCount(listings)}</td>
      <td className={styles.cell}>{isNewest ? formatCount(drifted) : ''}</td>
      <td className={styles.cell}>{isNewest ? formatCount(mended) : ''}</td>
    </tr>
  );
}

function going({ phase, read, known }: NonNullable<UnderWay>): string {
  return phase === 'reading' ? WORDS.underWay.reading(formatCount(read), formatCount(known)) : WORDS.underWay[phase];
}
