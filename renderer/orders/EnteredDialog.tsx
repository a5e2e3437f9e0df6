/** "It is in QuickBooks": a person's word, with the document's TxnID if they have it. */
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, makeStyles } from '@fluentui/react-components';
import { useEffect, useState, type ReactNode } from 'react';
import { WORDS } from '../words.ts';
import { ORDERS } from './words.ts';

export type EnteredDialogProps = {
  readonly isOpen: boolean;
  readonly label: string;
  /** The TxnID of the record that is shown beside the order; empty for none. */
  readonly proposed: string;
  readonly onConfirm: (txnId: string) => void;
  readonly onCancel: () => void;
};

/** As the contract takes it. */
const TXN_ID = /^[0-9A-Za-z-]{0,36}$/;

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', rowGap: '16px' }, text: { margin: 0 } });

export function EnteredDialog({ isOpen, label, proposed, onConfirm, onCancel }: EnteredDialogProps): ReactNode {
  const styles = useStyles();
  const [txnId, setTxnId] = useState(proposed);
  useEffect(() => { if (isOpen) setTxnId(proposed); }, [isOpen, proposed]);
  const isRight = TXN_ID.test(txnId.trim());
  return (
    <Dialog open={isOpen} modalType="modal" onOpenChange={(_, data) => { if (!data.open) onCancel(); }}>
      <DialogSurface>
        <form onSubmit={(event) => {
          event.preventDefault();
          if (isRight) onConfirm(txnId.trim());
        }}>
          <DialogBody>
            <DialogTitle>{ORDERS.enteredTitle(label)}</DialogTitle>
            <DialogContent className={styles.content}>
              <p className={styles.text}>{ORDERS.enteredText}</p>
              <Field label={ORDERS.txnId} hint={ORDERS.txnIdHint} {...(isRight ? {} : { validationMessage: ORDERS.txnIdWrong, validationState: 'error' as const })}>
                <Input value={txnId} maxLength={60} onChange={(_, data) => { setTxnId(data.value); }} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button appearance="secondary" onClick={onCancel}>{WORDS.cancel}</Button>
              <Button appearance="primary" type="submit" disabled={!isRight}>{ORDERS.enteredConfirm}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
