/** A section of settings: those of one store and those of one company, with a choice of which where there are several. */
import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { StoreMicrosoftRegular } from '@fluentui/react-icons';
import { useId, useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { go, useRoute } from '../route.ts';
import { keyOf, type Owned } from './drafts.ts';
import { FieldForm } from './FieldForm.tsx';
import { FoldedForm, groupsOf } from './FoldedForm.tsx';
import { ListChoices, ListsRead } from './listChoices.tsx';
import { ownedByCompany, ownedByStore } from './owned.ts';
import { fieldsIn, MAPPINGS, type OwnerKind, type Section } from './sections.ts';
import { SETTINGS_WORDS as WORDS } from './words.ts';

const useStyles = makeStyles({
  which: { maxWidth: '320px', marginBottom: '4px' },
  card: { padding: '8px 20px 12px', borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}` },
  title: { margin: '8px 0 0', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

export function FieldsSection({ section, shown }: { readonly section: Section; readonly shown: Output<'settings.show'> }): ReactNode {
  const hasStoreFields = fieldsIn(section, 'connection', shown.fields.connection).length > 0;
  return (
    <>
      {hasStoreFields && shown.connections.length === 0 && (
        <EmptyState icon={StoreMicrosoftRegular} title={WORDS.noStore.title} text={WORDS.noStore.text}>
          <Button appearance="primary" onClick={() => { go('settings', { section: 'stores' }); }}>{WORDS.noStore.add}</Button>
        </EmptyState>
      )}
      <OwnerForm section={section} kind="connection" owners={ownedByStore(shown)} />
      <OwnerForm section={section} kind="company" owners={ownedByCompany(shown)} />
    </>
  );
}

function OwnerForm({ section, kind, owners }: { readonly section: Section; readonly kind: OwnerKind; readonly owners: readonly Owned[] }): ReactNode {
  const styles = useStyles();
  const id = useId();
  const { query } = useRoute();
  // A link from an order names its shop.
  const [chosen, setChosen] = useState(() => (kind === 'connection' && query['store'] !== undefined ? `connection ${query['store']}/` : ''));
  const owned = owners.find(({ owner }) => keyOf(owner, '') === chosen) ?? owners[0];
  if (owned === undefined) return null;
  const fields = fieldsIn(section, kind, owned.fields);
  if (fields.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h3 id={id} className={styles.title}>{kind === 'company' ? WORDS.ofCompany(owned.label) : WORDS.ofStore(owned.label)}</h3>
      {owners.length > 1 && (
        <Field label={kind === 'company' ? WORDS.company : WORDS.store} className={styles.which}>
          <Select value={keyOf(owned.owner, '')} onChange={(_, { value }) => { setChosen(value); }}>
            {owners.map((one) => <option key={keyOf(one.owner, '')} value={keyOf(one.owner, '')}>{one.label}</option>)}
          </Select>
        </Field>
      )}
      <ListChoices companyId={owned.companyId}>
        {kind === 'connection' && section === 'mappings' && <ListsRead companyId={owned.companyId} />}
        {kind === 'connection' && section === 'mappings'
          ? <FoldedForm key={keyOf(owned.owner, '')} owned={owned} groups={groupsOf(MAPPINGS, fields)} wanted={query['setting'] ?? null} />
          : <FieldForm key={keyOf(owned.owner, '')} owned={owned} fields={fields} />}
      </ListChoices>
    </section>
  );
}
