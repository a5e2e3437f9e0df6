/** In the panel beside the queue, one stock update: where it stands, why, and what can be done. */
import { Button, makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Facts } from '../parts/Facts.tsx';
import { formatCount, formatMoment } from '../parts/format.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { useQuestion } from '../parts/Questions.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { useDo } from '../parts/useDo.ts';
import { SKU_WORDS } from '../stock/words.ts';
import { UPDATE_STATES } from '../words.ts';
import { UPDATE_TONES, type Update } from './rows.ts';
import { PENDING, UPDATE_MEANING } from './words.ts';

const useStyles = makeStyles({ actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' }, text: { margin: 0 } });

export function UpdatePanel({ update, store, onClose }: { readonly update: Update; readonly store: string; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const { connectionId, listingId, sku, name, state, problem } = update;
  const retry = useDo('updates.retry');
  const skip = useDo('updates.skip');
  const ask = useQuestion();
  const doSkip = (): void => {
    void skip.run({ connectionId, listingId }, () => PENDING.skipped(sku)).then((done) => { if (done) onClose(); });
  };
  return (
    <>
      <Facts facts={[
        [PENDING.columns.state, <StatusBadge tone={UPDATE_TONES[state]}>{UPDATE_STATES[state]}</StatusBadge>],
        [PENDING.columns.name, name],
        [PENDING.store, store],
        [PENDING.dueSince, <RelativeTime at={update.dueSince} />],
        [PENDING.nextTry, update.notBefore === null ? null : formatMoment(update.notBefore, Date.now())],
        [PENDING.attempts, update.attempts === 0 || update.state === 'failed' ? null : formatCount(update.attempts)],
      ]} />
      <p className={styles.text}>{UPDATE_MEANING[state]}</p>
      {problem !== null && <ProblemCard problem={problem} />}
      <div className={styles.actions}>
        {state === 'failed' &&
          <Button size="small" disabled={retry.isRunning}
            onClick={() => void retry.run({ connectionId, listingId }, () => PENDING.retriedUpdate(sku))}>{PENDING.retry}</Button>}
        {state !== 'pushing' &&
          <Button size="small" disabled={skip.isRunning}
            onClick={() => { ask({ title: PENDING.skipTitle, text: PENDING.skipText(sku), confirm: PENDING.skip, onConfirm: doSkip }); }}>
            {PENDING.skip}
          </Button>}
      </div>
      <div className={styles.actions}>
        <TabLink tab="log" query={{ sku }}>{PENDING.seeLog}</TabLink>
        {sku !== '' && <TabLink tab="dashboard" query={{ sku }}>{SKU_WORDS.check}</TabLink>}
      </div>
    </>
  );
}
