/** One company or store of the settings: its name, what is known of it, and what can be done. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Facts, type Fact } from '../parts/Facts.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex', flexDirection: 'column', rowGap: '12px', padding: '16px 20px', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
});

export function Card({ title, facts, actions, children }: {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <h3 className={styles.title}>{title}</h3>
      {children}
      <Facts facts={facts} />
      <div className={styles.actions}>{actions}</div>
    </div>
  );
}
