/** What a person may do with an order now. What may be done is the engine's word; here each choice gets its name, its question and its answer. */
import { Button, makeStyles } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { useDo } from '../parts/useDo.ts';
import { EnteredDialog } from './EnteredDialog.tsx';
import type { Shown } from './OrderDetails.tsx';
import { ORDERS } from './words.ts';

export type OrderActionsProps = {
  readonly job: Shown['job'];
  readonly records: Shown['records'];
  /** What the buttons are about, where there are others beside them: the screen reader says it. */
  readonly about?: string;
  /** The buttons may be gone then: the keyboard needs another place. */
  readonly onSettled: () => void;
};

const useStyles = makeStyles({ root: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' } });

export function OrderActions({ job, records, about, onSettled }: OrderActionsProps): ReactNode {
  const styles = useStyles();
  const { id: jobId, label, actions, problem } = job;
  const retry = useDo('jobs.retry');
  const settle = useDo('jobs.settle');
  const mark = useDo('jobs.markEntered');
  const cancel = useDo('jobs.cancel');
  const [question, setQuestion] = useState<'entered' | 'absent' | 'cancel' | null>(null);
  const seen = useDo('jobs.acknowledge');
  const isBusy = seen.isRunning || retry.isRunning || settle.isRunning || mark.isRunning || cancel.isRunning;

  // Sent, and nobody knows: then the only question is whether it is there.
  const isUnclear = actions.includes('settle');
  const isTaken = problem?.code === 'numberTaken';
  const close = (): void => { setQuestion(null); };
  const after = (done: Promise<boolean>): void => {
    close();
    void done.then((isDone) => { if (isDone) onSettled(); });
  };
  const sayEntered = (txnId: string): void => {
    const given = txnId === '' ? {} : { txnId };
    after(isUnclear ? settle.run({ jobId, entered: true, ...given }, () => ORDERS.entered(label)) : mark.run({ jobId, ...given }, () => ORDERS.entered(label)));
  };
  // The questions stay when the buttons go: a dialog that is taken away while it closes leaves the page hidden from screen readers.
  return (
    <>
      {actions.length > 0 && (
        <div className={styles.root} role="group" aria-label={about === undefined ? ORDERS.whatToDo : ORDERS.whatToDoAbout(about)}>
          {isUnclear ? (
            <>
              <Button appearance="primary" disabled={isBusy} onClick={() => { setQuestion('entered'); }}>{ORDERS.isThere}</Button>
              <Button disabled={isBusy} onClick={() => { setQuestion('absent'); }}>{isTaken ? ORDERS.isNotThereNew : ORDERS.isNotThere}</Button>
            </>
          ) : (
            <>
              {actions.includes('retry') &&
                <Button appearance="primary" disabled={isBusy} onClick={() => { after(retry.run({ jobId }, () => ORDERS.retried(label))); }}>
                  {isTaken ? ORDERS.newNumber : ORDERS.retry}
                </Button>}
              {actions.includes('markEntered') && <Button disabled={isBusy} onClick={() => { setQuestion('entered'); }}>{ORDERS.markEntered}</Button>}
            </>
          )}
          {actions.includes('acknowledge') &&
            <Button appearance="primary" disabled={isBusy} onClick={() => { after(seen.run({ jobId }, () => ORDERS.seen(label))); }}>
              {ORDERS.acknowledge}
            </Button>}
          {actions.includes('cancel') && <Button disabled={isBusy} onClick={() => { setQuestion('cancel'); }}>{ORDERS.cancelOrder}</Button>}
        </div>
      )}
      <EnteredDialog isOpen={question === 'entered'} label={label} proposed={records[0]?.txnId ?? ''} onConfirm={sayEntered} onCancel={close} />
      <ConfirmDialog isOpen={question === 'absent'} title={ORDERS.absentTitle(label)} confirm={ORDERS.absentConfirm} onCancel={close}
        onConfirm={() => { after(settle.run({ jobId, entered: false }, () => ORDERS.retried(label))); }}>{ORDERS.absentText}</ConfirmDialog>
      <ConfirmDialog isOpen={question === 'cancel'} title={ORDERS.cancelTitle(label)} confirm={ORDERS.cancelConfirm} onCancel={close}
        onConfirm={() => { after(cancel.run({ jobId }, () => ORDERS.cancelled(label))); }}>{ORDERS.cancelText}</ConfirmDialog>
    </>
  );
}
