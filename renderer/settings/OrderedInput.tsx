/** Several of a few choices, in an order: ticked ones first, each with a way up and down; a choice that takes a name has a box for it. */
import { Button, Checkbox, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { takesName, type Pair, type Raw } from './fieldValue.ts';
import type { SettingInputProps } from './inputs.tsx';
import { SETTINGS_WORDS } from './words.ts';

const WORDS = SETTINGS_WORDS.ordered;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, maxWidth: '520px' },
  row: { display: 'grid', gridTemplateColumns: '28px minmax(0, 1fr) auto auto', alignItems: 'center', columnGap: '4px', minHeight: '36px' },
  place: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', textAlign: 'end' },
  named: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '8px' },
  spoken: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

export function OrderedInput({ field, raw, onChange }: SettingInputProps): ReactNode {
  const styles = useStyles();
  const chosen = Array.isArray(raw) ? (raw as readonly Pair[]) : [];
  const labelOf = ({ name, value }: Pair): string => {
    const label = field.choices.find((choice) => choice.value === name)?.label ?? name;
    return value.trim() === '' ? label : WORDS.named(label, value.trim());
  };
  const list = useRef<HTMLOListElement>(null);
  const [after, setAfter] = useState<{ readonly row: string; readonly part: string; readonly text: string } | null>(null);
  // What is moved, ticked or unticked is another row of the page: the keyboard goes with it.
  useEffect(() => {
    if (after !== null) list.current?.querySelector<HTMLElement>(`[data-row="${after.row}"] ${after.part}`)?.focus();
  }, [after]);
  const set = (next: readonly Pair[]): void => { onChange(next satisfies Raw); };
  const move = (from: number, by: 'up' | 'down'): void => {
    const to = by === 'up' ? from - 1 : from + 1;
    const [one, other] = [chosen[from], chosen[to]];
    if (one === undefined || other === undefined) return;
    set(chosen.map((pair, index) => (index === to ? one : index === from ? other : pair)));
    setAfter({ row: String(to), part: `[data-move="${by}"]`, text: WORDS.moved(labelOf(one), to + 1, chosen.length) });
  };
  const tick = (name: string): void => {
    set([...chosen, { name, value: '' }]);
    setAfter({ row: String(chosen.length), part: takesName(name) ? 'input:not([type="checkbox"])' : 'input', text: '' });
  };
  const untick = (index: number, { name }: Pair): void => {
    set(chosen.filter((_, at) => at !== index));
    setAfter({ row: `offered ${name}`, part: 'input', text: '' });
  };
  // One with a name can be chosen several times, so an empty one always stays on offer.
  const rest = field.choices.filter(({ value }) => takesName(value) || chosen.every(({ name }) => name !== value));
  return (
    <div>
      <ol ref={list} className={styles.list}>
        {chosen.map((pair, index) => {
          const label = labelOf(pair);
          const box = <Checkbox checked label={field.choices.find(({ value }) => value === pair.name)?.label ?? pair.name} onChange={() => { untick(index, pair); }} />;
          return (
            <li data-row={String(index)} key={takesName(pair.name) ? `${pair.name} ${String(index)}` : pair.name} className={styles.row}>
              <span className={styles.place} aria-hidden="true">{index + 1}.</span>
              {takesName(pair.name) ? (
                <span className={styles.named}>
                  {box}
                  <Input size="small" aria-label={WORDS.nameOf} placeholder={WORDS.nameOf} autoComplete="off" maxLength={31} value={pair.value}
                    onChange={(_, data) => { set(chosen.map((one, at) => (at === index ? { ...one, value: data.value } : one))); }} />
                </span>
              ) : box}
              <Button data-move="up" size="small" appearance="subtle" icon={<ArrowUpRegular />}
                aria-label={WORDS.up(label)} disabledFocusable={index === 0} onClick={() => { move(index, 'up'); }} />
              <Button data-move="down" size="small" appearance="subtle" icon={<ArrowDownRegular />}
                aria-label={WORDS.down(label)} disabledFocusable={index === chosen.length - 1}
                onClick={() => { move(index, 'down'); }} />
            </li>
          );
        })}
        {rest.map(({ value, label }) => (
          <li data-row={`offered ${value}`} key={`offered ${value}`} className={styles.row}>
            <span />
            <Checkbox checked={false} label={label} onChange={() => { tick(value); }} />
          </li>
        ))}
      </ol>
      <span role="status" className={styles.spoken}>{after?.text ?? ''}</span>
    </div>
  );
}
