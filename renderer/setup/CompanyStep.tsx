/** Second page: name, user name and password; going on stores company and shop. */
import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { CompanyId } from '../../src/domain/ids.ts';
import { useAction } from '../engine/useCall.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { PasswordField } from './PasswordField.tsx';
import { StepFrame } from './StepFrame.tsx';
import { trimmed, type SignedIn, type StoreDraft } from './storeDraft.ts';
import { SETUP_WORDS } from './words.ts';

const WORDS = SETUP_WORDS.company;

export type CompanyDraft = { readonly name: string; readonly username: string; readonly password: string };

export type CompanyStepProps = {
  readonly companyId: CompanyId | null;
  readonly draft: CompanyDraft;
  readonly onChange: (draft: CompanyDraft) => void;
  /** The shop of the page before, with its answer; null: nothing was changed there. */
  readonly store: { readonly draft: StoreDraft; readonly answer: SignedIn } | null;
  readonly onBack: () => void;
  /** The company is stored even when the shop is not yet. */
  readonly onCompany: (companyId: CompanyId) => void;
  readonly onDone: () => void;
};

const useStyles = makeStyles({ form: { display: 'flex', flexDirection: 'column', rowGap: '14px', maxWidth: '560px' } });

export function CompanyStep({ companyId, draft, onChange, store, onBack, onCompany, onDone }: CompanyStepProps): ReactNode {
  const styles = useStyles();
  const company = useAction('setup.company');
  const connection = useAction('setup.connection');
  const [wasPressed, setPressed] = useState(false);
  const isNew = companyId === null;
  const { name, username, password } = draft;

  const saveStore = async (of: CompanyId, sameShop: boolean): Promise<void> => {
    if (store === null) {
      onDone();
      return;
    }
    const { draft: { connectionId, kind, name: storeName, secrets }, answer } = store;
    const saved = await connection.run({
      companyId: of, kind, name: storeName.trim(), url: answer.url, secrets: trimmed(secrets), sameShop, ...(connectionId === null ? {} : { connectionId }),
    });
    if (saved.ok) onDone();
  };
  const save = async (sameShop = false): Promise<void> => {
    setPressed(true);
    if (name.trim() === '' || username.trim() === '' || (isNew && password === '')) return;
    const saved = await company.run({ name: name.trim(), username: username.trim(), ...(isNew ? {} : { companyId }), ...(password === '' ? {} : { password }) });
    if (!saved.ok) return;
    onCompany(saved.value.companyId);
    await saveStore(saved.value.companyId, sameShop);
  };

  const { problem } = company;
  const at = (field: string, isEmpty: boolean): { readonly validationMessage?: string; readonly validationState?: 'error' } => {
    if (problem !== null && fieldOf(problem) === field) return { validationMessage: `${problem.what} ${problem.todo}`, validationState: 'error' };
    return wasPressed && isEmpty ? { validationMessage: SETUP_WORDS.store.missing, validationState: 'error' } : {};
  };
  return (
    <StepFrame step="company" onBack={onBack} onNext={() => { void save(); }} isBusy={company.isRunning || connection.isRunning}>
      <div className={styles.form}>
        <Field label={WORDS.name.label} hint={WORDS.name.hint} required {...at('name', name.trim() === '')}>
          <Input value={name} maxLength={60} autoComplete="organization" onChange={(_, { value }) => { onChange({ ...draft, name: value }); }} />
        </Field>
        <Field label={WORDS.user.label} hint={WORDS.user.hint} required {...at('username', username.trim() === '')}>
          <Input value={username} maxLength={60} autoComplete="off" spellCheck={false} onChange={(_, { value }) => { onChange({ ...draft, username: value }); }} />
        </Field>
        <PasswordField value={password} isRequired={isNew}
          problem={problem !== null && fieldOf(problem) === 'password' ? problem : null}
          onChange={(text) => { onChange({ ...draft, password: text }); }} />
        <div role="alert">
          {problem !== null && fieldOf(problem) === null && <ProblemCard problem={problem} tone="bad" />}
          {connection.problem !== null && (
            <ProblemCard problem={connection.problem} tone="bad"
              actions={connection.problem.code === 'otherShop' ? <Button size="small" onClick={() => { void save(true); }}>{SETUP_WORDS.store.moved}</Button> : undefined} />
          )}
        </div>
      </div>
    </StepFrame>
  );
}

const FIELDS: Readonly<Record<string, string>> = { nameTaken: 'name', userNameTaken: 'username', weakPassword: 'password', noPassword: 'password' };

/** The field a problem stands at; null: none of this page's. */
function fieldOf({ code, field }: { readonly code: string; readonly field?: string }): string | null {
  if (field === 'name' || field === 'username' || field === 'password') return field;
  return FIELDS[code] ?? null;
}
