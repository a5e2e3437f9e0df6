/** The fields of a shop: kind, address, keys, name; a problem stands at the field it is about. Used by the wizard and by Settings. */
import { Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { useCall } from '../engine/useCall.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { SecretInput } from './SecretInput.tsx';
import type { SignedIn, StoreDraft } from './storeDraft.ts';
import { SETUP_WORDS } from './words.ts';
import { storeWay, type StoreWay } from './wordsStore.ts';

const WORDS = SETUP_WORDS.store;
/** Below this the two clocks agree well enough to say nothing. Milliseconds. */
const CLOCKS_AGREE = 60_000;

export type StoreFormProps = {
  readonly draft: StoreDraft;
  readonly onChange: (draft: StoreDraft) => void;
  readonly answer: SignedIn | null;
  readonly problem: Problem | null;
  readonly isChecking: boolean;
  /** Say at empty fields that they are missing. */
  readonly showMissing: boolean;
};

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '14px', maxWidth: '560px' },
  answer: {
    display: 'flex', columnGap: '10px', padding: '12px 16px', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`, overflowWrap: 'anywhere',
  },
  good: { color: tokens.colorStatusSuccessForeground1, fontSize: '20px', display: 'inline-flex', flexShrink: 0 },
  line: { margin: 0 },
  quiet: { margin: '2px 0 0', color: tokens.colorNeutralForeground2 },
  live: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
});

export function StoreForm({ draft, onChange, answer, problem, isChecking, showMissing }: StoreFormProps): ReactNode {
  const styles = useStyles();
  const { data } = useCall('setup.kinds', {});
  const kinds = data?.kinds ?? [];
  const secretNames = kinds.find(({ kind }) => kind === draft.kind)?.secretNames ?? [];
  const isNew = draft.connectionId === null;
  const way = storeWay(draft.kind);
  const at = (name: string, isEmpty: boolean): { readonly validationMessage?: string; readonly validationState?: 'error' } => {
    if (problem?.field === name) return { validationMessage: `${problem.what} ${problem.todo}`, validationState: 'error' };
    return showMissing && isEmpty ? { validationMessage: WORDS.missing, validationState: 'error' } : {};
  };
  const hasField = problem?.field !== undefined && ['url', 'kind', 'name', ...secretNames].includes(problem.field);
  return (
    <div className={styles.root}>
      <Field label={WORDS.kind} {...at('kind', false)}>
        <Select value={draft.kind} onChange={(_, { value }) => { onChange({ ...draft, kind: value, url: '', secrets: {} }); }}>
          {kinds.map(({ kind }) => <option key={kind} value={kind}>{WORDS.kinds[kind] ?? kind}</option>)}
        </Select>
      </Field>
      <Field label={way.url.label} hint={way.url.hint} required {...at('url', draft.url.trim() === '')}>
        <Input value={draft.url} autoComplete="off" spellCheck={false} maxLength={500} onChange={(_, { value }) => { onChange({ ...draft, url: value }); }} />
      </Field>
      {secretNames.map((name) => {
        const { label, hint } = WORDS.secrets[name] ?? { label: name, hint: '' };
        const value = draft.secrets[name] ?? '';
        return (
          <Field key={name} label={label} hint={isNew ? hint : WORDS.keep} required={isNew} {...at(name, isNew && value.trim() === '')}>
            <SecretInput value={value} maxLength={500} showLabel={WORDS.show(label)} hideLabel={WORDS.hide(label)}
              onChange={(text) => { onChange({ ...draft, secrets: { ...draft.secrets, [name]: text } }); }} />
          </Field>
        );
      })}
      <div className={styles.live} role="status" aria-live="polite">
        {isChecking && <p className={styles.line}>{way.checking}</p>}
        {!isChecking && problem !== null && !hasField && <ProblemCard problem={problem} tone="bad" />}
        {!isChecking && answer !== null && <Answer answer={answer} way={way} />}
      </div>
      {(answer !== null || !isNew) && (
        <Field label={WORDS.name.label} hint={WORDS.name.hint} required {...at('name', draft.name.trim() === '')}>
          <Input value={draft.name} autoComplete="off" maxLength={60} onChange={(_, { value }) => { onChange({ ...draft, name: value }); }} />
        </Field>
      )}
    </div>
  );
}

function Answer({ answer, way }: { readonly answer: SignedIn; readonly way: StoreWay }): ReactNode {
  const styles = useStyles();
  const { title, host, version, clockOffset, noWrite } = answer;
  return (
    <>
      <div className={styles.answer}>
        <span className={styles.good} aria-hidden="true"><CheckmarkCircleFilled /></span>
        <div>
          <p className={styles.line}>{way.answered(title, host)}{version !== '' && ` ${way.version(version)}`}</p>
          {Math.abs(clockOffset) >= CLOCKS_AGREE && <p className={styles.quiet}>{WORDS.clock(Math.abs(clockOffset) / 1_000)}</p>}
        </div>
      </div>
      {noWrite !== null && <ProblemCard problem={noWrite} />}
    </>
  );
}
