/** What happened to an order, from the sync log, newest first. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ConnectionId } from '../../src/domain/ids.ts';
import { useCall } from '../engine/useCall.ts';
import { OUTCOME_WORDS } from '../log/words.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { formatFully, formatMoment, withDays } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { ORDERS } from './words.ts';

const MOST = 30;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '10px' },
  line: { display: 'grid', gridTemplateColumns: '150px minmax(0, 1fr)', columnGap: '12px', rowGap: '2px' },
  time: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, gridColumn: '1' },
  text: { margin: 0, overflowWrap: 'anywhere', gridColumn: '2', gridRow: '1 / span 2' },
});

export function OrderHistory({ connectionId, order }: { readonly connectionId: ConnectionId; readonly order: string }): ReactNode {
  const styles = useStyles();
  const { data, problem, reload } = useCall('log.search', { order, connectionId, limit: MOST });
  return (
    <section className={styles.root} aria-labelledby="history">
      <h3 id="history" className={styles.heading}>{ORDERS.history}</h3>
      {data === undefined && (problem === null ? <Loading lines={3} /> : <ErrorState problem={problem} onRetry={reload} />)}
      {data?.lines.length === 0 && <p className={styles.quiet}>{ORDERS.noHistory}</p>}
      {data !== undefined && data.lines.length > 0 && (
        <>
          <ol className={styles.list}>
            {data.lines.map((line) => (
              <li key={line.id} className={styles.line}>
                <StatusBadge tone={OUTCOME_WORDS[line.outcome].tone}>{OUTCOME_WORDS[line.outcome].text}</StatusBadge>
                <time className={styles.time} dateTime={new Date(line.at).toISOString()} title={formatFully(line.at)}>{formatMoment(line.at, Date.now())}</time>
                <p className={styles.text}>{withDays(line.text)}</p>
              </li>
            ))}
          </ol>
          <div><TabLink tab="log" query={{ order }}>{ORDERS.wholeHistory}</TabLink></div>
        </>
      )}
    </section>
  );
}
