/** The settings of one company or shop as a form, under a heading for each group. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { SettingField } from '../../src/domain/settingFields.ts';
import { setDraft, stateOf, useDrafts, type Owned } from './drafts.ts';
import { SettingRow } from './SettingRow.tsx';
import { SETTINGS_WORDS as WORDS } from './words.ts';

const useStyles = makeStyles({
  group: { margin: '16px 0 0', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

/** `fields`: those of the owner's that are shown here. Headings are of level `level`; none where there is one group only. */
export function FieldForm({ owned, fields, level = 3 }: { readonly owned: Owned; readonly fields: readonly SettingField[]; readonly level?: 2 | 3 }): ReactNode {
  const styles = useStyles();
  const drafts = useDrafts();
  const groups = [...new Set(fields.map(groupOf))];
  const Heading = level === 2 ? 'h2' : 'h3';
  return groups.map((group) => (
    <div key={group}>
      {groups.length > 1 && <Heading className={styles.group}>{group}</Heading>}
      {fields.filter((field) => groupOf(field) === group).map((field) => (
        <SettingRow key={field.name} field={field} state={stateOf(drafts, owned, field)} onChange={(raw) => { setDraft(owned.owner, field.name, raw); }} />
      ))}
    </div>
  ));
}

function groupOf({ name, group }: SettingField): string {
  return WORDS.groupOf[name] ?? group;
}
