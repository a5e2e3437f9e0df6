/** The stock numbers of the preview, shop by shop: how many would change, which would become 0, which are not sent and why. */
import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { WarningFilled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { formatQuantity } from '../parts/format.ts';
import { PREVIEW_WORDS } from './wordsPreview.ts';

const WORDS = PREVIEW_WORDS.stock;
type ShopStock = Output<'preview.show'>['stock'][number];

const cell = { padding: '6px 10px', textAlign: 'start', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, overflowWrap: 'anywhere' } as const;

const useStyles = makeStyles({
  shop: { display: 'flex', flexDirection: 'column', rowGap: '10px' },
  text: { margin: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  warning: { display: 'flex', columnGap: '8px', alignItems: 'flex-start', margin: 0 },
  icon: { color: tokens.colorStatusWarningForeground3, fontSize: '18px', display: 'inline-flex', flexShrink: 0 },
  list: { margin: '4px 0 0', paddingInlineStart: '20px', color: tokens.colorNeutralForeground2 },
  table: { width: '100%', borderCollapse: 'collapse' },
  caption: { textAlign: 'start', padding: '4px 0', color: tokens.colorNeutralForeground2 },
  head: { ...cell, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  headNumber: { ...cell, textAlign: 'end', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  cell,
  number: { ...cell, textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

export function PreviewStock({ stock, approveZero, onApproveZero }: {
  readonly stock: readonly ShopStock[];
  readonly approveZero: boolean;
  readonly onApproveZero: (isOn: boolean) => void;
}): ReactNode {
  const styles = useStyles();
  const toZero = stock.reduce((sum, shop) => sum + shop.toZero, 0);
  return (
    <>
      {stock.map((shop) => <Shop key={shop.connectionId} shop={shop} />)}
      {toZero > 0 && (
        <div>
          <Checkbox label={WORDS.approveZero(toZero)} checked={approveZero} onChange={(_, { checked }) => { onApproveZero(checked === true); }} />
          <p className={styles.quiet}>{WORDS.holdZero}</p>
        </div>
      )}
    </>
  );
}

function Shop({ shop }: { readonly shop: ShopStock }): ReactNode {
  const styles = useStyles();
  const { name, pushes, count, changes, toZero, skipped, examples } = shop;
  if (!pushes) return <p className={styles.text}>{WORDS.off(name)}</p>;
  return (
    <div className={styles.shop}>
      <p className={styles.text}>{WORDS.count(name, count, changes)}</p>
      {toZero > 0 && <p className={styles.warning}><span className={styles.icon} aria-hidden="true"><WarningFilled /></span>{WORDS.toZero(toZero)}</p>}
      {examples.length > 0 && (
        <table className={styles.table}>
          <caption className={styles.caption}>{WORDS.examples(examples.length)}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.head}>{WORDS.heads.sku}</th>
              <th scope="col" className={styles.head}>{WORDS.heads.name}</th>
              <th scope="col" className={styles.headNumber}>{WORDS.heads.now}</th>
              <th scope="col" className={styles.headNumber}>{WORDS.heads.then}</th>
            </tr>
          </thead>
          <tbody>
            {examples.map((row) => (
              <tr key={row.listingId}>
                <th scope="row" className={styles.cell}>{row.sku}</th>
                <td className={styles.cell}>{row.name}</td>
                <td className={styles.number}>{formatQuantity(row.storeQuantity)}</td>
                <td className={styles.number}>{formatQuantity(row.quantity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {skipped.length > 0 && (
        <div>
          <p className={styles.quiet}>{WORDS.skipped}</p>
          <ul className={styles.list}>{skipped.map(({ reason, count: number }) => <li key={reason}>{WORDS.skippedLine(number, reason)}</li>)}</ul>
        </div>
      )}
    </div>
  );
}
