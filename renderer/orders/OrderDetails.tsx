/** One order or refund: its way, what is unclear about it with the buttons that settle it, both records, what it holds, and all that happened. */
import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import type { JobId } from '../../src/domain/ids.ts';
import { useCall } from '../engine/useCall.ts';
import { ExchangeTexts } from '../log/ExchangeDetails.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useDo } from '../parts/useDo.ts';
import { Differences } from './Differences.tsx';
import { OrderActions } from './OrderActions.tsx';
import { OrderExtras } from './OrderExtras.tsx';
import { OrderFacts } from './OrderFacts.tsx';
import { OrderProblem } from './OrderProblem.tsx';
import { OrderHistory } from './OrderHistory.tsx';
import { OrderWay } from './OrderWay.tsx';
import { RecordsCompare } from './RecordsCompare.tsx';
import { ORDERS } from './words.ts';

export type Shown = Output<'jobs.show'>;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '20px' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  top: { display: 'flex', flexDirection: 'column', rowGap: '12px', ':empty': { display: 'none' } },
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' } },
  exchanges: { display: 'flex', flexDirection: 'column', rowGap: '24px', paddingTop: '12px' },
});

export function OrderDetails({ jobId, store, onSettled }: { readonly jobId: JobId; readonly store: string; readonly onSettled: () => void }): ReactNode {
  const styles = useStyles();
  const shown = useCall('jobs.show', { jobId });
  if (shown.data === undefined) return shown.problem === null ? <Loading lines={8} /> : <ErrorState problem={shown.problem} onRetry={shown.reload} />;
  const { job, order, records, exchanges, storeUrl } = shown.data;
  // What is unclear is settled by comparing; where nothing is, the comparison is only there to look at.
  const isUnclear = job.state === 'inDoubt' || job.state === 'needsAttention';
  return (
    <div className={styles.root}>
      <OrderWay job={job} />
      <div className={styles.top}>
        {job.problem !== null && <OrderProblem job={job} problem={job.problem} />}
        {job.state === 'inDoubt' && job.problem === null && <p className={styles.quiet}>{ORDERS.nothingToDo.inDoubt}</p>}
        <OrderActions job={job} records={records} onSettled={onSettled} />
      </div>
      {isUnclear && <RecordsCompare shown={shown.data} />}
      <Differences shown={shown.data} />
      <OrderExtras shown={shown.data} onSettled={onSettled} />
      {!isUnclear && <RecordsCompare shown={shown.data} />}
      <OrderFacts job={job} order={order} store={store} link={storeUrl === null ? null : <StoreLink url={storeUrl} />} />
      <OrderHistory connectionId={job.connectionId} order={order?.number ?? job.label} />
      {exchanges.length === 0 ? <p className={styles.quiet}>{ORDERS.noExchanges}</p> : (
        <details>
          <summary className={styles.summary}>{ORDERS.exchanges(exchanges.length)}</summary>
          <div className={styles.exchanges}>{exchanges.map((exchange) => <ExchangeTexts key={exchange.id} exchange={exchange} />)}</div>
        </details>
      )}
    </div>
  );
}

/** On the desktop the host opens it in the user's browser; a browser opens it itself. */
function StoreLink({ url }: { readonly url: string }): ReactNode {
  const pc = useCall('pc.show', {});
  const { run, isRunning } = useDo('pc.openLink');
  if (pc.data === undefined) return null;
  if (pc.data.thisPc === null) return <Link href={url} target="_blank" rel="noopener noreferrer">{ORDERS.openInStore} <OpenRegular aria-hidden="true" /></Link>;
  return <Button size="small" icon={<OpenRegular />} disabled={isRunning} onClick={() => void run({ url }, () => ORDERS.openedInStore)}>{ORDERS.openInStore}</Button>;
}
