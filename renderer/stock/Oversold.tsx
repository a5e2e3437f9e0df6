/** Items of which more was sold than there is, with who sold them and what can be done. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { OVERSOLD_WORDS as WORDS } from './wordsRules.ts';

type Company = Output<'status.show'>['companies'][number];

const SHOWN = 20;

const useStyles = makeStyles({
  root: {
    display: 'flex', flexDirection: 'column', rowGap: '8px', padding: '12px 16px', borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1,
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingInlineStart: '18px', display: 'flex', flexDirection: 'column', rowGap: '8px', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Nothing at all where nothing is short. */
export function Oversold({ company }: { readonly company: Company }): ReactNode {
  const styles = useStyles();
  const id = useId();
  const { data } = useCall('stock.oversells', { companyId: company.id, limit: SHOWN }, { enabled: company.oversold > 0 });
  if (company.oversold === 0 || data === undefined || data.oversells.length === 0) return null;
  return (
    <section className={styles.root} aria-labelledby={id} data-oversold={company.oversold}>
      <h2 id={id} className={styles.heading}>{WORDS.heading(company.oversold)}</h2>
      <ul className={styles.list}>
        {data.oversells.map(({ id: key, item, foundAt, text }) => (
          <li key={key}>{text} <span className={styles.quiet}><RelativeTime at={foundAt} /></span> <TabLink tab="log" query={{ sku: item }}>{WORDS.log}</TabLink></li>
        ))}
      </ul>
      {data.next !== null && <span className={styles.quiet}>{WORDS.more}</span>}
    </section>
  );
}
