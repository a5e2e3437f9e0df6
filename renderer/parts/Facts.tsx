/** Names and values below each other, as on a form. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** A fact that is null is left out. */
export type Fact = readonly [name: string, value: ReactNode | null];

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'minmax(96px, auto) minmax(0, 1fr)', columnGap: '16px', rowGap: '6px', margin: 0 },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});

export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {facts.filter(([, value]) => value !== null && value !== '').map(([name, value]) => [
        <dt key={`${name} name`} className={styles.name}>{name}</dt>,
        <dd key={name} className={styles.value}>{value}</dd>,
      ])}
    </dl>
  );
}
