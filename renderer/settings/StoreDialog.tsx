/** Connects another store or changes one; it is saved only after the shop has answered to what is typed. */
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, makeStyles, Select } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useAction } from '../engine/useCall.ts';
import { useNotify } from '../parts/Notices.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { trimmed, useStoreCheck, type StoreDraft } from '../setup/storeDraft.ts';
import { StoreForm } from '../setup/StoreForm.tsx';
import { storeWay } from '../setup/wordsStore.ts';
import { WORDS } from '../words.ts';
import { SETTINGS_WORDS } from './words.ts';

type Shown = Output<'settings.show'>;
/** `store`: null for a new one. */
export type StoreDialogFor = { readonly companies: Shown['companies']; readonly store: Shown['connections'][number] | null };

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: '14px' } });

/** It stays mounted while it closes: Fluent gives the page behind it back to the screen reader only then. `round`: another one is a fresh form. */
export function StoreDialog({ about, isOpen, round, onClose }: {
  readonly about: StoreDialogFor;
  readonly isOpen: boolean;
  readonly round: number;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Dialog open={isOpen} onOpenChange={(_, data) => { if (!data.open) onClose(); }}>
      <DialogSurface><StoreDialogForm key={round} about={about} onClose={onClose} /></DialogSurface>
    </Dialog>
  );
}

function StoreDialogForm({ about: { companies, store }, onClose }: { readonly about: StoreDialogFor; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const notify = useNotify();
  const [draft, setDraft] = useState<StoreDraft>(() => ({
    connectionId: store?.connectionId ?? null, kind: store?.kind ?? 'woocommerce',
    url: store?.url ?? '', secrets: {}, name: store?.name ?? '',
  }));
  const [companyId, setCompanyId] = useState(store?.companyId ?? companies[0]?.companyId);
  const [wasPressed, setPressed] = useState(false);
  const check = useStoreCheck(draft);
  const connection = useAction('setup.connection');
  const { answer } = check;
  const isBusy = check.isChecking || connection.isRunning;

  const submit = async (sameShop = false): Promise<void> => {
    setPressed(true);
    if (draft.url.trim() === '' || companyId === undefined || isBusy) return;
    if (answer === null) {
      const said = await check.check(draft);
      if (said !== null && draft.name.trim() === '') setDraft({ ...draft, name: (said.title === '' ? said.host : said.title).slice(0, 60) });
      return;
    }
    if (draft.name.trim() === '') return;
    const { connectionId, kind, name, secrets } = draft;
    const saved = await connection.run({
      companyId, kind, name: name.trim(), url: answer.url, secrets: trimmed(secrets),
      sameShop, ...(connectionId === null ? {} : { connectionId }),
    });
    if (!saved.ok) return;
    notify.done(SETTINGS_WORDS.saved);
    onClose();
  };
  const words = SETTINGS_WORDS.stores;
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <DialogBody>
        <DialogTitle>{store === null ? words.dialog.add : words.dialog.change}</DialogTitle>
        <DialogContent className={styles.form}>
          {store === null && companies.length > 1 && (
            <Field label={SETTINGS_WORDS.company}>
              <Select value={String(companyId)} onChange={(_, { value }) => { setCompanyId(companies.find((one) => String(one.companyId) === value)?.companyId); }}>
                {companies.map((one) => <option key={one.companyId} value={one.companyId}>{one.name}</option>)}
              </Select>
            </Field>
          )}
          <StoreForm draft={draft} onChange={setDraft} answer={answer} problem={check.problem} isChecking={check.isChecking} showMissing={wasPressed} />
          <div role="alert">
            {connection.problem !== null && (
              <ProblemCard problem={connection.problem} tone="bad"
                actions={connection.problem.code === 'otherShop' ? <Button size="small" onClick={() => { void submit(true); }}>{words.same}</Button> : undefined} />
            )}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{WORDS.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>{answer === null ? storeWay(draft.kind).check : SETTINGS_WORDS.save}</Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
