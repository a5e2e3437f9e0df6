/** Changes a company's name, user name or password; the password is typed or made, and shown only while this is open. */
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useAction } from '../engine/useCall.ts';
import { useNotify } from '../parts/Notices.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { PasswordField } from '../setup/PasswordField.tsx';
import type { SetupCompany } from '../setup/steps.ts';
import { SETUP_WORDS } from '../setup/words.ts';
import { WORDS } from '../words.ts';
import { SETTINGS_WORDS } from './words.ts';

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: '14px' } });

/** It stays mounted while it closes: Fluent gives the page behind it back to the screen reader only then. `round`: another one is a fresh form. */
export function CompanyDialog({ company, isOpen, round, onClose }: {
  readonly company: SetupCompany;
  readonly isOpen: boolean;
  readonly round: number;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Dialog open={isOpen} onOpenChange={(_, data) => { if (!data.open) onClose(); }}>
      <DialogSurface><CompanyForm key={round} company={company} onClose={onClose} /></DialogSurface>
    </Dialog>
  );
}

function CompanyForm({ company, onClose }: { readonly company: SetupCompany; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const notify = useNotify();
  const { run, isRunning, problem } = useAction('setup.company');
  const [name, setName] = useState(company.name);
  const [username, setUsername] = useState(company.username);
  const [password, setPassword] = useState('');
  const fields = SETUP_WORDS.company;
  const isEmpty = name.trim() === '' || username.trim() === '';
  const save = async (): Promise<void> => {
    if (isEmpty || isRunning) return;
    const saved = await run({ companyId: company.companyId, name: name.trim(), username: username.trim(), ...(password === '' ? {} : { password }) });
    if (!saved.ok) return;
    const { qwcChanged, passwordChanged } = saved.value;
    const words = SETTINGS_WORDS.companies;
    notify.done([SETTINGS_WORDS.saved, ...(qwcChanged ? [words.qwcChanged] : []), ...(passwordChanged ? [words.passwordChanged] : [])].join(' '));
    onClose();
  };
  const missing = (text: string): object => (text.trim() === '' ? { validationMessage: SETUP_WORDS.store.missing, validationState: 'error' } : {});
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <DialogBody>
        <DialogTitle>{SETTINGS_WORDS.companies.dialog}</DialogTitle>
        <DialogContent className={styles.form}>
          <Field label={fields.name.label} hint={fields.name.hint} required {...missing(name)}>
            <Input value={name} maxLength={60} onChange={(_, { value }) => { setName(value); }} />
          </Field>
          <Field label={fields.user.label} hint={fields.user.hint} required {...missing(username)}>
            <Input value={username} maxLength={60} autoComplete="off" spellCheck={false} onChange={(_, { value }) => { setUsername(value); }} />
          </Field>
          <PasswordField value={password} onChange={setPassword} problem={null} isRequired={false} />
          <div role="alert">{problem !== null && <ProblemCard problem={problem} tone="bad" />}</div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{WORDS.cancel}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={isRunning || isEmpty}>{SETTINGS_WORDS.save}</Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
