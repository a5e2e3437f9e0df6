/** A long section of settings in groups that open and close, each closed one with a line that says how it is set. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { SettingField } from '../../src/domain/settingFields.ts';
import { setDraft, stateOf, useDrafts, type Drafts, type Owned } from './drafts.ts';
import { describeRaw, rawOf, sameValue } from './fieldValue.ts';
import type { SettingGroup } from './sections.ts';
import { SettingRow } from './SettingRow.tsx';
import { SETTINGS_WORDS } from './words.ts';

const WORDS = SETTINGS_WORDS.groups;

const useStyles = makeStyles({
  group: { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  heading: { margin: 0, fontSize: 'inherit', fontWeight: 'inherit' },
  button: {
    display: 'grid', gridTemplateColumns: '20px auto minmax(0, 1fr)', alignItems: 'baseline', columnGap: '8px',
    width: '100%', padding: '12px 0', border: 'none', backgroundColor: 'transparent', color: 'inherit', font: 'inherit',
    textAlign: 'start', cursor: 'pointer', ':hover': { color: tokens.colorBrandForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  icon: { display: 'inline-flex', alignSelf: 'center' },
  title: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  set: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, textAlign: 'end', overflowWrap: 'anywhere' },
  fields: { paddingInlineStart: '28px' },
});

/** `wanted`: a setting that a link names; its group opens and the keyboard goes there. */
export function FoldedForm({ owned, groups, wanted }: { readonly owned: Owned; readonly groups: readonly SettingGroup[]; readonly wanted: string | null }): ReactNode {
  const drafts = useDrafts();
  const root = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(groups.slice(0, 1).map(({ key }) => key)));
  const wantedGroup = groups.find(({ fields }) => fields.some(({ name }) => name === wanted))?.key;
  useEffect(() => {
    if (wantedGroup === undefined || wanted === null) return;
    setOpen((former) => new Set([...former, wantedGroup]));
    // The fields are there with the next picture.
    const frame = requestAnimationFrame(() => {
      const row = root.current?.querySelector<HTMLElement>(`[data-setting="${CSS.escape(wanted)}"]`);
      row?.scrollIntoView({ block: 'center' });
      row?.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
    });
    return () => { cancelAnimationFrame(frame); };
  }, [wanted, wantedGroup]);
  const toggle = (key: string): void => {
    setOpen((former) => (former.has(key) ? new Set([...former].filter((one) => one !== key)) : new Set([...former, key])));
  };
  return <div ref={root}>
    {groups.map((group) =>
      <Group key={group.key} owned={owned} group={group} drafts={drafts}
        isOpen={open.has(group.key)} onToggle={() => { toggle(group.key); }} />)}
  </div>;
}

type GroupProps = { readonly owned: Owned; readonly group: SettingGroup; readonly drafts: Drafts; readonly isOpen: boolean; readonly onToggle: () => void };

function Group({ owned, group: { key, head, fields }, drafts, isOpen, onToggle }: GroupProps): ReactNode {
  const styles = useStyles();
  const id = useId();
  const states = fields.map((field) => ({ field, state: stateOf(drafts, owned, field) }));
  // What cannot be saved as typed is never out of sight.
  const isShown = isOpen || states.some(({ state }) => state.message !== null);
  const first = head === null ? undefined : states.find(({ field }) => field.name === head);
  const changed = states.filter(({ field, state }) => !sameValue(state.raw, rawOf(field, field.default))).length;
  const unsaved = states.filter(({ state }) => state.isChanged).length;
  return (
    <div className={styles.group} data-group={key}>
      <h4 className={styles.heading}>
        <button type="button" className={styles.button} aria-expanded={isShown} aria-controls={id} onClick={onToggle}>
          <span className={styles.icon} aria-hidden="true">{isShown ? <ChevronDownRegular /> : <ChevronRightRegular />}</span>
          <span className={styles.title}>{WORDS.titles[key] ?? key}</span>
          <span className={styles.set}>{WORDS.set(first === undefined ? null : describeRaw(first.field, first.state.raw), changed, unsaved)}</span>
        </button>
      </h4>
      <div id={id} hidden={!isShown} className={styles.fields}>
        {isShown && states.map(({ field, state }) => <SettingRow key={field.name} field={field} state={state} onChange={(raw) => { setDraft(owned.owner, field.name, raw); }} />)}
      </div>
    </div>
  );
}

/** Fields in groups; those that no group names stand in the last one. */
export function groupsOf(
  groups: readonly { readonly key: string; readonly head: string | null; readonly names: readonly string[] }[],
  fields: readonly SettingField[],
): readonly SettingGroup[] {
  const named = new Set(groups.flatMap(({ names }) => names));
  return groups.map(({ key, head, names }, index) => ({
    key, head,
    fields: [
      ...names.flatMap((name) => fields.filter((field) => field.name === name)),
      ...(index === groups.length - 1 ? fields.filter(({ name }) => !named.has(name)) : []),
    ],
  })).filter((group) => group.fields.length > 0);
}
