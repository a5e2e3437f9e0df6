/** The store's order and what QuickBooks has, part by part beside each other, so that a person can tell whether they are the same. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { EqualCircleRegular, EqualOffRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Cents } from '../../src/domain/money.ts';
import { formatDay, formatMoney } from '../parts/format.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { JOB_KINDS } from '../pending/words.ts';
import type { Shown } from './OrderDetails.tsx';
import { ORDERS, typeWords } from './words.ts';

type Record = Shown['records'][number];
type Row = { readonly part: string; readonly store: ReactNode; readonly quickbooks: ReactNode; /** Absent: it cannot be said. */ readonly isSame?: boolean };

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const MOST = 3;
const NONE = '–';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  table: { width: '100%', tableLayout: 'fixed', borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  first: { width: '96px' },
  cell: {
    padding: '6px 8px', textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere', fontWeight: tokens.fontWeightRegular,
  },
  head: { fontWeight: tokens.fontWeightSemibold },
  part: { color: tokens.colorNeutralForeground2 },
  mark: { display: 'inline-flex', alignItems: 'center', columnGap: '4px', marginInlineStart: '8px', fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
  same: { color: tokens.colorStatusSuccessForeground1 },
  differs: { color: tokens.colorStatusWarningForeground3 },
});

export function RecordsCompare({ shown }: { readonly shown: Shown }): ReactNode {
  const styles = useStyles();
  const { job, records } = shown;
  const isOpen = job.state === 'inDoubt' || job.state === 'needsAttention';
  // Before it has ever been sent there is nothing to compare, unless its number is found on something else.
  if (records.length === 0 && !(isOpen && job.everSent)) return null;
  return (
    <section className={styles.root} aria-labelledby="compare">
      <h3 id="compare" className={styles.heading}>{ORDERS.compare}</h3>
      {isOpen && records.length > 0 && job.actions.length > 0 && <p className={styles.quiet}>{ORDERS.compareAbout}</p>}
      {records.length === 0 ? <Pair shown={shown} record={null} /> : records.slice(0, MOST).map((record) => <Pair key={record.txnId} shown={shown} record={record} />)}
    </section>
  );
}

/** `record` null: QuickBooks has shown nothing; its side is empty. */
function rowsOf({ job, order }: Shown, record: Record | null): readonly Row[] {
  const { parts } = ORDERS;
  const refund = job.family === 'refund' ? order?.refunds.find(({ id }) => id === job.storeDocumentId) : undefined;
  const placed = refund?.createdAt ?? order?.createdAt;
  const total: Cents | null = job.expectedTotal ?? refund?.total ?? order?.total ?? null;
  const booked = record?.total ?? null;
  return [
    { part: parts.type, store: JOB_KINDS[job.kind], quickbooks: typeWords(record?.type ?? '') },
    { part: parts.number, store: job.refNumber, quickbooks: record?.refNumber, ...(record === null ? {} : { isSame: job.refNumber === record.refNumber }) },
    { part: parts.date, store: placed === undefined ? NONE : day.format(placed), quickbooks: formatDay(record?.txnDate ?? '') },
    { part: parts.customer, store: order === null ? NONE : buyerOf(order) || NONE, quickbooks: record?.customer },
    {
      part: parts.total, store: total === null ? NONE : formatMoney(total),
      quickbooks: booked === null ? NONE : formatMoney(booked),
      ...(total === null || booked === null ? {} : { isSame: total === booked }),
    },
    { part: parts.memo, store: ORDERS.memoCarries(job.memoKey), quickbooks: record?.memo },
    ...(record === null ? [] : [
      { part: parts.txnId, store: job.txnId ?? NONE, quickbooks: record.txnId },
      { part: parts.seen, store: '', quickbooks: <RelativeTime at={record.seenAt} /> },
    ]),
  ];
}

function Pair({ shown, record }: { readonly shown: Shown; readonly record: Record | null }): ReactNode {
  const styles = useStyles();
  const { part, store, quickbooks } = ORDERS.compareColumns;
  const rows = rowsOf(shown, record);
  return (
    <>
      <table className={styles.table}>
        <colgroup><col className={styles.first} /><col /><col /></colgroup>
        <thead><tr>{[part, store, quickbooks].map((title) => <th key={title} scope="col" className={mergeClasses(styles.cell, styles.head)}>{title}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.part}>
              <th scope="row" className={mergeClasses(styles.cell, styles.part)}>{row.part}</th>
              <td className={styles.cell}>{row.store}</td>
              {record !== null && <td className={styles.cell}>{row.quickbooks === '' ? NONE : row.quickbooks}{row.isSame !== undefined && <Mark isSame={row.isSame} />}</td>}
              {record === null && index === 0 && (
                <td className={mergeClasses(styles.cell, styles.quiet)} rowSpan={rows.length}>
                  {shown.job.state === 'inDoubt' ? ORDERS.notKnownYet : ORDERS.nothingFound(shown.job.refNumber)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {record !== null && <p className={styles.quiet}>{record.isOurs ? ORDERS.ours : ORDERS.notOurs}</p>}
    </>
  );
}

function Mark({ isSame }: { readonly isSame: boolean }): ReactNode {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.mark, isSame ? styles.same : styles.differs)}>
      {isSame ? <EqualCircleRegular aria-hidden="true" /> : <EqualOffRegular aria-hidden="true" />}{isSame ? ORDERS.same : ORDERS.differs}
    </span>
  );
}

export function buyerOf({ customer }: NonNullable<Shown['order']>): string {
  const { firstName, lastName, company } = customer.billing;
  return [`${firstName} ${lastName}`.trim(), company].filter((part) => part !== '').join(', ');
}
