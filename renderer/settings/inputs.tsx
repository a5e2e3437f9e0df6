/** One input for each kind of setting. Fluent's inputs take their label and description from the Field around them. */
import { Button, Checkbox, Input, makeStyles, Select, Switch, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { useId, type ReactNode } from 'react';
import type { SettingField } from '../../src/domain/settingFields.ts';
import { ChoiceList, ListFault } from './listChoices.tsx';
import { daysOf, isMode, MODE_TEXTS, type Pair, type Raw } from './fieldValue.ts';
import { SETTINGS_WORDS as WORDS } from './words.ts';

export type SettingInputProps = { readonly field: SettingField; readonly raw: Raw; readonly onChange: (raw: Raw) => void };

const useStyles = makeStyles({
  number: { width: '200px' },
  text: { width: '100%', maxWidth: '420px' },
  block: { display: 'flex', flexDirection: 'column', rowGap: '8px', maxWidth: '420px' },
  part: { display: 'flex', flexDirection: 'column', rowGap: '2px' },
  partLabel: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  pairs: { display: 'flex', flexDirection: 'column', rowGap: '6px', alignItems: 'flex-start', maxWidth: '520px' },
  pair: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto', columnGap: '8px', width: '100%' },
  days: { display: 'flex', flexWrap: 'wrap', columnGap: '8px' },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The time zones this runtime knows, for the list under the field. */
const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

/** Inputs that are one control: the Field labels them. */
export function SimpleInput({ field, raw, onChange }: SettingInputProps): ReactNode {
  const styles = useStyles();
  const { name, kind, unit, choices, most } = field;
  const list = useId();
  const text = typeof raw === 'string' ? raw : '';
  if (kind === 'yesNo') return <Switch checked={raw === true} onChange={(_, data) => { onChange(data.checked); }} />;
  if (kind === 'choice') {
    return (
      <Select className={styles.text} value={text} onChange={(_, data) => { onChange(data.value); }}>
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </Select>
    );
  }
  if (kind === 'zone') return <ZoneInput text={text} onChange={onChange} />;
  if (kind === 'day') return <Input className={styles.number} type="date" value={text} onChange={(_, data) => { onChange(data.value); }} />;
  if (kind === 'time') return <Input className={styles.number} type="time" value={text} onChange={(_, data) => { onChange(data.value); }} />;
  if (kind === 'whole' || kind === 'number') {
    return <Input className={styles.number} inputMode="decimal" autoComplete="off" value={text} contentAfter={unit} onChange={(_, data) => { onChange(data.value); }} />;
  }
  return (
    <>
      <Input className={styles.text} autoComplete="off" value={text} list={list}
        {...(most === null ? {} : { maxLength: most })} onChange={(_, data) => { onChange(data.value); }} />
      <ChoiceList id={list} name={name} />
      <ListFault setting={name} text={text} />
    </>
  );
}

function ZoneInput({ text, onChange }: { readonly text: string; readonly onChange: (raw: Raw) => void }): ReactNode {
  const styles = useStyles();
  const list = useId();
  return (
    <>
      <Input className={styles.text} value={text} placeholder={WORDS.ownZone} list={list} onChange={(_, data) => { onChange(data.value); }} />
      <datalist id={list}>{ZONES.map((zone) => <option key={zone} value={zone} />)}</datalist>
    </>
  );
}

/** Days of the week, each with a tick. */
export function DaysInput({ field, raw, onChange }: SettingInputProps): ReactNode {
  const styles = useStyles();
  const days = daysOf(raw);
  return (
    <div className={styles.days}>
      {field.choices.map(({ value, label }) => (
        <Checkbox key={value} label={label} checked={days.includes(value)}
          onChange={(_, { checked }) => { onChange(field.choices.map((one) => one.value).filter((day) => (day === value ? checked === true : days.includes(day))).join(',')); }} />
      ))}
    </div>
  );
}

/** A choice with texts of its own. `label` names the choice for the screen reader. */
export function ModeInput({ field, raw, label, onChange }: SettingInputProps & { readonly label: string }): ReactNode {
  const styles = useStyles();
  const id = useId();
  if (!isMode(raw)) return null;
  const { mode, texts } = raw;
  return (
    <div className={styles.block}>
      <Select aria-label={label} value={mode} onChange={(_, data) => { onChange({ mode: data.value, texts }); }}>
        {field.choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </Select>
      {(MODE_TEXTS[mode] ?? []).map(({ name, most }) => (
        <div key={name} className={styles.part}>
          <label className={styles.partLabel} htmlFor={`${id}${name}`}>{WORDS.modeTexts[name] ?? name}</label>
          <ChoiceList id={`${id}${name}list`} name={name} />
          <Input id={`${id}${name}`} autoComplete="off" list={`${id}${name}list`} maxLength={most} value={texts[name] ?? ''}
            onChange={(_, data) => { onChange({ mode, texts: { ...texts, [name]: data.value } }); }} />
          <ListFault setting={name} text={texts[name] ?? ''} />
        </div>
      ))}
    </div>
  );
}

/** A list of names and their values. */
export function PairsInput({ field, raw, onChange }: SettingInputProps): ReactNode {
  const styles = useStyles();
  const list = useId();
  const pairs = Array.isArray(raw) ? (raw as readonly Pair[]) : [];
  const set = (index: number, change: Partial<Pair>): void => { onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...change } : pair))); };
  return (
    <div className={styles.pairs}>
      <ChoiceList id={list} name={field.name} />
      {pairs.length === 0 && <p className={styles.none}>{WORDS.noPairs}</p>}
      {pairs.length > 0 && <div className={styles.pair} aria-hidden="true">
        <span className={styles.partLabel}>{WORDS.pairHeads.name}</span>
        <span className={styles.partLabel}>{WORDS.pairHeads.value}</span>
      </div>}
      {pairs.map((pair, index) => (
        <div key={index} className={styles.pair}>
          <Input aria-label={WORDS.pairName(index + 1)} autoComplete="off" maxLength={100} value={pair.name} onChange={(_, data) => { set(index, { name: data.value }); }} />
          <Input aria-label={WORDS.pairValue(index + 1)} autoComplete="off" list={list} maxLength={field.most ?? 31}
            value={pair.value} onChange={(_, data) => { set(index, { value: data.value }); }} />
          <Button appearance="subtle" icon={<DeleteRegular />} aria-label={WORDS.removePair(pair.name)} onClick={() => { onChange(pairs.filter((_, at) => at !== index)); }} />
        </div>
      ))}
      <Button size="small" icon={<AddRegular />} onClick={() => { onChange([...pairs, { name: '', value: '' }]); }}>{WORDS.addPair}</Button>
    </div>
  );
}
