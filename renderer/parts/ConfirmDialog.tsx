/** Asks before something that cannot be taken back; the safe answer has the focus. */
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { WORDS } from '../words.ts';

export type ConfirmDialogProps = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The button that does it: a verb. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
};

const useStyles = makeStyles({ button: { whiteSpace: 'nowrap', maxWidth: 'none' } });

export function ConfirmDialog({ isOpen, title, children, confirm, onConfirm, onCancel }: ConfirmDialogProps): ReactNode {
  const styles = useStyles();
  return (
    <Dialog open={isOpen} modalType="alert" onOpenChange={(_, data) => { if (!data.open) onCancel(); }}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button appearance="secondary" onClick={onCancel}>{WORDS.cancel}</Button>
            <Button appearance="primary" className={styles.button} onClick={onConfirm}>{confirm}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
