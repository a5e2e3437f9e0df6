/** Orders that a store sent in a shape that cannot be read: they have no place in the list, and must not be forgotten. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { ORDERS } from './words.ts';

const EVERY = 20_000;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  head: { display: 'flex', alignItems: 'center', columnGap: '12px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '8px', maxHeight: '220px', overflowY: 'auto' },
});

/** `search`: a link from the dashboard names one of them; then they are shown at once. */
export function UnreadableOrders({ count, search }: { readonly count: number; readonly search: string }): ReactNode {
  const styles = useStyles();
  const shown = useCall('connections.list', {}, { enabled: count > 0, every: EVERY });
  const [isOpen, setOpen] = useState<boolean | null>(null);
  if (count === 0 || shown.data === undefined) return null;
  const orders = shown.data.connections.flatMap((connection) => connection.unreadable.map((order) => ({ ...order, store: connection.name })));
  const isWanted = isOpen ?? orders.some(({ number }) => number === search);
  return (
    <section className={styles.root} aria-labelledby="unreadable">
      <div className={styles.head}>
        <h2 id="unreadable" className={styles.heading}>{ORDERS.unreadable(count)}</h2>
        <Button size="small" aria-expanded={isWanted} onClick={() => { setOpen(!isWanted); }}>{isWanted ? ORDERS.hide : ORDERS.showThem}</Button>
      </div>
      {isWanted && (
        <ul className={styles.list}>
          {orders.map(({ number, problem, store }) => <li key={`${store} ${number}`}><ProblemCard label={ORDERS.unreadableOrder(number, store)} problem={problem} /></li>)}
        </ul>
      )}
    </section>
  );
}
