/** Above a list: search, filters, and what can be done with all of it. */
import { makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', columnGap: '12px', rowGap: '8px' },
  end: { marginInlineStart: 'auto', display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '8px', rowGap: '8px' },
  field: { display: 'flex', flexDirection: 'column', rowGap: '2px' },
  label: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  search: { width: '240px' },
  select: { minWidth: '150px' },
});

/** `actions` stand at the far end. */
export function Toolbar({ children, actions }: { readonly children: ReactNode; readonly actions?: ReactNode }): ReactNode {
  const styles = useStyles();
  return <div className={styles.root} role="search">{children}{actions !== undefined && <div className={styles.end}>{actions}</div>}</div>;
}

/**
 * Milliseconds without a key before the question is asked: less than between two keys, because an answer
 * takes the engine a few hundredths of a second and the lists ask one question at a time.
 */
const CALM = 25;

/** `onSearch` is called when the reader pauses; `label` is shown and spoken. */
export function SearchField({ label, placeholder, value, onSearch }: {
  readonly label: string; readonly placeholder?: string; readonly value: string; readonly onSearch: (text: string) => void;
}): ReactNode {
  const styles = useStyles();
  const id = useId();
  const [text, setText] = useState(value);
  const told = useRef(value);
  // What was told comes back as `value`, late where it goes through the address: the reader has perhaps typed on, and keeps what is typed.
  const underway = useRef<readonly string[]>([]);
  useEffect(() => {
    const at = underway.current.indexOf(value);
    underway.current = at < 0 ? [] : underway.current.slice(at + 1);
    if (at >= 0 || value === told.current) return;
    setText(value);
    told.current = value;
  }, [value]);
  useEffect(() => {
    if (text.trim() === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = text.trim();
      underway.current = [...underway.current, told.current];
      onSearch(told.current);
    }, CALM);
    return () => { clearTimeout(timer); };
  }, [text, onSearch]);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <SearchBox id={id} className={styles.search} {...(placeholder === undefined ? {} : { placeholder })}
        value={text} maxLength={100} onChange={(_, data) => { setText(data.value); }} />
    </div>
  );
}

export type Choice<Value extends string> = { readonly value: Value; readonly text: string };

/** A choice out of few; the system's own list, so that keyboard and screen reader work as everywhere. */
export function FilterField<Value extends string>({ label, value, choices, onChange }: {
  readonly label: string; readonly value: Value; readonly choices: readonly Choice<Value>[]; readonly onChange: (value: Value) => void;
}): ReactNode {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <Select id={id} className={styles.select} value={value} onChange={(_, data) => {
        const chosen = choices.find((choice) => choice.value === data.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}>
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.text}</option>)}
      </Select>
    </div>
  );
}
