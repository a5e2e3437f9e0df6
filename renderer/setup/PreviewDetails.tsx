/** One document of the preview in full: its lines, and why customer, items and tax are what they are. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Facts } from '../parts/Facts.tsx';
import { formatMoney, formatQuantity } from '../parts/format.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import type { PreviewDocument } from './PreviewDocuments.tsx';
import { PREVIEW_WORDS } from './wordsPreview.ts';

const WORDS = PREVIEW_WORDS.documents;

const cell = { padding: '4px 10px 4px 0', textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` } as const;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '10px', padding: '4px 0 8px 20px' },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200 },
  head: { ...cell, whiteSpace: 'nowrap', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  cell: { ...cell, overflowWrap: 'anywhere' },
  headNumber: { ...cell, whiteSpace: 'nowrap', textAlign: 'end', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  number: { ...cell, textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  text: { margin: 0 },
});

export function PreviewDetails({ document }: { readonly document: PreviewDocument }): ReactNode {
  const styles = useStyles();
  const { draft, problem, reason, charged } = document;
  const { lineHeads: heads } = WORDS;
  return (
    <div className={styles.root}>
      {problem !== null && <ProblemCard problem={problem} />}
      {reason !== null && <p className={styles.text}>{reason}</p>}
      {draft !== null && (
        <>
          <Facts facts={[
            [WORDS.why, draft.customer.how], [WORDS.taxHow, draft.taxHow], [WORDS.payment, draft.paymentMethod], [WORDS.deposit, draft.depositTo], [WORDS.memo, draft.memo],
            [WORDS.charged, charged === null ? null : formatMoney(charged)],
          ]} />
          {draft.isPending && <p className={styles.text}>{WORDS.pending}</p>}
          <table className={styles.table} aria-label={WORDS.lines}>
            <thead>
              <tr>
                {[heads.item, heads.description].map((head) => <th key={head} scope="col" className={styles.head}>{head}</th>)}
                {[heads.quantity, heads.amount].map((head) => <th key={head} scope="col" className={styles.headNumber}>{head}</th>)}
                {[heads.code, heads.how].map((head) => <th key={head} scope="col" className={styles.head}>{head}</th>)}
              </tr>
            </thead>
            <tbody>
              {draft.lines.map((line, index) => (
                <tr key={index}>
                  <td className={styles.cell}>{line.item}</td>
                  <td className={styles.cell}>{line.description}</td>
                  <td className={styles.number}>{line.quantity === null ? '' : formatQuantity(line.quantity)}</td>
                  <td className={styles.number}>{formatMoney(line.amount)}</td>
                  <td className={styles.cell}>{line.taxCode}</td>
                  <td className={styles.cell}>{line.how}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {draft.fields.length > 0 && <Facts facts={draft.fields.map(({ name, value }) => [name, value] as const)} />}
          {draft.decisions.length > 0 && (
            <details>
              <summary>{WORDS.decisions}</summary>
              <ul>{draft.decisions.map(({ text }, index) => <li key={index}>{text}</li>)}</ul>
            </details>
          )}
          {draft.cuts.length > 0 && <Facts facts={[[WORDS.cuts, draft.cuts.join(' ')]]} />}
        </>
      )}
    </div>
  );
}
