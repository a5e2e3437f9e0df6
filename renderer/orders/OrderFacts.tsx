/** What the order holds: who bought what for how much, and how QuickBooks booked it. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Facts } from '../parts/Facts.tsx';
import { formatFully, formatMoney, formatQuantity } from '../parts/format.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { JOB_KINDS } from '../pending/words.ts';
import type { Shown } from './OrderDetails.tsx';
import { buyerOf } from './RecordsCompare.tsx';
import { ORDERS } from './words.ts';

export type OrderFactsProps = { readonly job: Shown['job']; readonly order: Shown['order']; readonly store: string; readonly link: ReactNode };
type Order = NonNullable<Shown['order']>;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', columnGap: '12px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  table: { width: '100%', tableLayout: 'fixed', borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  cell: { padding: '6px 8px', textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, overflowWrap: 'anywhere' },
  number: { width: '96px', textAlign: 'end' },
  sku: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

export function OrderFacts({ job, order, store, link }: OrderFactsProps): ReactNode {
  const styles = useStyles();
  const { facts } = ORDERS;
  return (
    <section className={styles.root} aria-labelledby="document">
      <div className={styles.head}><h3 id="document" className={styles.heading}>{ORDERS.document}</h3>{link}</div>
      <Facts facts={[
        [facts.store, store],
        [facts.kind, JOB_KINDS[job.kind]],
        [facts.number, job.refNumber],
        ...(order === null ? [] : [
          [facts.customer, buyerOf(order)] as const,
          [facts.email, order.customer.email] as const,
          [facts.placed, formatFully(order.createdAt)] as const,
          [facts.status, order.gone ? ORDERS.gone : order.status] as const,
          [facts.payment, order.paymentTitle] as const,
          [facts.coupons, order.coupons.join(', ')] as const,
          [facts.note, order.note] as const,
        ]),
        [facts.sent, job.sentAt === null ? null : <RelativeTime at={job.sentAt} />],
        [facts.nextTry, job.notBefore === null || job.state === 'done' ? null : formatFully(job.notBefore)],
        [facts.tries, job.attempts > 1 ? String(job.attempts) : null],
        [facts.booked, job.bookedTotal === null ? null : formatMoney(job.bookedTotal)],
        [facts.evidence, job.evidence],
      ]} />
      {order === null ? <p className={styles.quiet}>{ORDERS.noOrder}</p> : <Lines order={order} refundId={job.family === 'refund' ? job.storeDocumentId : null} />}
    </section>
  );
}

type Line = { readonly key: string; readonly name: string; readonly sku: string; readonly quantity: string; readonly total: string };

function linesOf(order: Order, refundId: string | null): readonly Line[] {
  const source = order.refunds.find(({ id }) => id === refundId);
  const charges = source === undefined ? [...order.shipping, ...order.fees] : source.charges;
  const { taxTotal, total } = source === undefined ? order : { taxTotal: null, total: source.total };
  return [
    ...(source ?? order).lines.map((line) => ({ key: line.id, name: line.name, sku: line.sku ?? '', quantity: formatQuantity(line.quantity), total: formatMoney(line.total) })),
    ...charges.map((charge, index) => ({ key: `charge ${String(index)}`, name: charge.title, sku: '', quantity: '', total: formatMoney(charge.total) })),
    ...(taxTotal === null || taxTotal === 0 ? [] : [{ key: 'tax', name: ORDERS.facts.tax, sku: '', quantity: '', total: formatMoney(taxTotal) }]),
    { key: 'total', name: ORDERS.facts.total, sku: '', quantity: '', total: `${formatMoney(total)} ${order.currency}` },
  ];
}

function Lines({ order, refundId }: { readonly order: Order; readonly refundId: string | null }): ReactNode {
  const styles = useStyles();
  const { item, quantity, total } = ORDERS.lineColumns;
  return (
    <table className={styles.table} aria-label={ORDERS.lines}>
      <thead>
        <tr>
          <th scope="col" className={styles.cell}>{item}</th>
          <th scope="col" className={mergeClasses(styles.cell, styles.number)}>{quantity}</th>
          <th scope="col" className={mergeClasses(styles.cell, styles.number)}>{total}</th>
        </tr>
      </thead>
      <tbody>
        {linesOf(order, refundId).map((line) => (
          <tr key={line.key}>
            <td className={styles.cell}>{line.name}{line.sku !== '' && <span className={styles.sku}>{line.sku}</span>}</td>
            <td className={mergeClasses(styles.cell, styles.number)}>{line.quantity}</td>
            <td className={mergeClasses(styles.cell, styles.number)}>{line.total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
