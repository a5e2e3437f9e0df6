/** Tabs inside a page, each with a list below. Own markup: Fluent's TabList brings its focus manager, a tenth of all code, into every start. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';

export type TabChoice<Value extends string> = { readonly value: Value; readonly text: string };

export type ListTabsProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly TabChoice<Value>[];
  readonly onChange: (value: Value) => void;
};

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap' },
  tab: {
    padding: '10px', border: 'none', backgroundColor: 'transparent', font: 'inherit',
    lineHeight: tokens.lineHeightBase300, color: tokens.colorNeutralForeground2, cursor: 'pointer',
    borderBottom: '3px solid transparent', borderTop: '3px solid transparent', borderRadius: tokens.borderRadiusMedium,
    ':hover': { color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: {
    color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke, borderBottomLeftRadius: 0, borderBottomRightRadius: 0,
  },
});

/** The panel of a tab is labelled by `tab-<value>`. The arrows, Home and End choose, as the pattern wants (WAI-ARIA Authoring Practices, "Tabs"). */
export function ListTabs<Value extends string>({ label, value, choices, onChange }: ListTabsProps<Value>): ReactNode {
  const styles = useStyles();
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = choices.findIndex((choice) => choice.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + choices.length, Home: 0, End: choices.length - 1 }[event.key];
    const next = to === undefined ? undefined : choices[to % choices.length];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.value);
    root.current?.querySelector<HTMLElement>(`#tab-${next.value}`)?.focus();
  };
  return (
    <div ref={root} role="tablist" aria-label={label} className={styles.root} onKeyDown={onKeyDown}>
      {choices.map((choice) => {
        const isChosen = choice.value === value;
        return (
          <button key={choice.value} type="button" role="tab" id={`tab-${choice.value}`}
            aria-selected={isChosen} tabIndex={isChosen ? 0 : -1}
            className={mergeClasses(styles.tab, isChosen && styles.chosen)}
            onClick={() => { onChange(choice.value); }}>{choice.text}</button>
        );
      })}
    </div>
  );
}
