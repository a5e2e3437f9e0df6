/** Several SKUs beside one another: the numbers alone; each SKU leads to all that is known of it. */
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { formatQuantity } from '../parts/format.ts';
import { hrefOf } from '../route.ts';
import { SameBadge } from './SameBadge.tsx';
import { SKU_WORDS } from './words.ts';

const WORDS = SKU_WORDS.table;
const cell = {
  padding: '6px 8px', textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  overflowWrap: 'anywhere', fontWeight: tokens.fontWeightRegular,
} as const;

const useStyles = makeStyles({
  box: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' } },
  table: { width: '100%', borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  head: { ...cell, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  cell,
  number: { ...cell, textAlign: 'end' },
});

export function SkuTable({ checks }: { readonly checks: Output<'sku.check'>['checks'] }): ReactNode {
  const styles = useStyles();
  const shops = checks.flatMap((check) => check.shops);
  const isOneShop = new Set(shops.map(({ row }) => row.connectionId)).size === 1;
  return (
    <div className={styles.box} role="region" aria-label={WORDS.label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.head}>{WORDS.sku}</th>
            {!isOneShop && <th scope="col" className={styles.head}>{WORDS.store}</th>}
            {[WORDS.quickbooks, WORDS.toSell, WORDS.sent, WORDS.shows, WORDS.state].map((title) => <th key={title} scope="col" className={styles.head}>{title}</th>)}
          </tr>
        </thead>
        <tbody>
          {shops.map(({ row, shop, computed, lastSent, isSame }) => (
            <tr key={row.listingId} data-sku={row.sku}>
              <th scope="row" className={styles.cell}><Link href={hrefOf('dashboard', { sku: row.sku })}>{row.sku}</Link></th>
              {!isOneShop && <td className={styles.cell}>{shop}</td>}
              <td className={styles.number}>{formatQuantity(row.onHand)}</td>
              <td className={styles.number}>{formatQuantity(computed)}</td>
              <td className={styles.number}>{formatQuantity(lastSent?.sent ?? null)}</td>
              <td className={styles.number}>{formatQuantity(row.storeQuantity)}</td>
              <td className={styles.cell}><SameBadge isSame={isSame} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
