/** Fifth page: what is synchronised, from when on and as what; the same settings as in Settings, the few that matter first. */
import { makeStyles, Select, tokens, Field } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { changesOf, useDrafts, type Owned } from '../settings/drafts.ts';
import { FieldForm } from '../settings/FieldForm.tsx';
import { ownedByStore } from '../settings/owned.ts';
import { useSave } from '../settings/useSave.ts';
import { SETTINGS_WORDS } from '../settings/words.ts';
import { StepFrame } from './StepFrame.tsx';
import type { SetupCompany } from './steps.ts';
import { SETUP_WORDS } from './words.ts';

const WORDS = SETUP_WORDS.choices;
/** What is asked here; the settings of the groups below are one click away, the schedule stays with its defaults. */
const FIRST = ['startDate', 'importStatuses', 'documentKind', 'customer', 'importRefunds', 'pushStock', 'availability', 'safetyStock'];
const LATER_GROUPS = ['Items in QuickBooks', 'Sales tax', 'Payment'];

export type ChoicesStepProps = { readonly company: SetupCompany; readonly onBack: () => void; readonly onNext: () => void };

const useStyles = makeStyles({
  more: { padding: '12px 16px', borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}` },
  summary: { cursor: 'pointer', fontWeight: tokens.fontWeightSemibold, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' } },
  text: { margin: '6px 0 0', color: tokens.colorNeutralForeground2 },
  which: { maxWidth: '320px' },
});

export function ChoicesStep({ company, onBack, onNext }: ChoicesStepProps): ReactNode {
  const styles = useStyles();
  const { data, problem, reload } = useCall('settings.show', {});
  const drafts = useDrafts();
  const { save, isSaving } = useSave();
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [chosen, setChosen] = useState<ConnectionId | null>(null);
  const ids = company.connections.map(({ connectionId }) => connectionId);
  const stores = data === undefined ? [] : ownedByStore(data).filter(({ owner }) => owner.kind === 'connection' && ids.includes(owner.connectionId));
  const shown = stores.find(({ owner }) => owner.kind === 'connection' && owner.connectionId === chosen) ?? stores[0];
  const changes = stores.map((one) => changesOf(drafts, one));
  const invalid = changes.reduce((sum, one) => sum + one.invalid.length, 0);

  const next = async (): Promise<void> => {
    setRefusal(null);
    const saved = await save(changes);
    if (saved.ok) onNext();
    else setRefusal(saved.problem);
  };
  return (
    <StepFrame step="choices" onBack={onBack} onNext={() => { void next(); }} canGoOn={shown !== undefined && invalid === 0} isBusy={isSaving}>
      {data === undefined && (problem === null ? <Loading lines={8} /> : <ErrorState problem={problem} onRetry={reload} />)}
      {stores.length > 1 && shown?.owner.kind === 'connection' && (
        <Field label={WORDS.which} className={styles.which}>
          <Select value={String(shown.owner.connectionId)} onChange={(_, { value }) => { setChosen(ids.find((id) => String(id) === value) ?? null); }}>
            {stores.map(({ owner, label }) => owner.kind === 'connection' && <option key={owner.connectionId} value={owner.connectionId}>{label}</option>)}
          </Select>
        </Field>
      )}
      {shown !== undefined && <Choices owned={shown} />}
      <div role="status">
        {invalid > 0 && SETTINGS_WORDS.invalid(invalid)}
        {refusal !== null && <ProblemCard problem={refusal} tone="bad" />}
      </div>
    </StepFrame>
  );
}

function Choices({ owned }: { readonly owned: Owned }): ReactNode {
  const styles = useStyles();
  const first = FIRST.flatMap((name) => owned.fields.filter((field) => field.name === name));
  const later = owned.fields.filter(({ group }) => LATER_GROUPS.includes(group));
  return (
    <>
      <div>
        <FieldForm owned={owned} fields={first} level={2} />
        <p className={styles.text}>{WORDS.stock}</p>
      </div>
      <details className={styles.more}>
        <summary className={styles.summary}>{WORDS.more}</summary>
        <p className={styles.text}>{WORDS.moreAbout}</p>
        <FieldForm owned={owned} fields={later} level={2} />
      </details>
    </>
  );
}
