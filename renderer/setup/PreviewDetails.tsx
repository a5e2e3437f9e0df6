/** One document of the preview in full: its lines, and why customer, items and tax are what they are. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { Facts } from '../parts/Facts.tsx';
import { formatDay, formatMoney, formatQuantity, withDays } from '../parts/format.ts';
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
  item: { minWidth: '150px' },
  description: { display: 'block', color: tokens.colorNeutralForeground2 },
  alone: { paddingInlineStart: 0 },
  summary: { cursor: 'pointer', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' } },
  list: { margin: '6px 0 0', paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', rowGap: '4px' },
  text: { margin: 0 },
});

export type PreviewDetailsProps = {
  readonly document: PreviewDocument;
  /** Kind, number, date, customer and total as well: there is no row above that says them. */
  readonly hasHead?: boolean;
  /** A problem that stands beside it already. */
  readonly saidAlready?: Problem | null;
};

export function PreviewDetails({ document, hasHead = false, saidAlready = null }: PreviewDetailsProps): ReactNode {
  const styles = useStyles();
  const { draft, problem, reason, charged } = document;
  const { lineHeads: heads } = WORDS;
  return (
    <div className={mergeClasses(styles.root, hasHead && styles.alone)}>
      {problem !== null && problem.what !== saidAlready?.what && <ProblemCard problem={problem} />}
      {reason !== null && <p className={styles.text}>{withDays(reason)}</p>}
      {draft !== null && (
        <>
          <Facts facts={[
            ...(hasHead ? [
              [WORDS.heads.kind, WORDS.kinds[document.kind] ?? document.kind] as const,
              [WORDS.heads.number, document.refNumber] as const,
              [WORDS.heads.date, formatDay(draft.txnDate)] as const,
              [WORDS.heads.customer, draft.customer.isNew ? `${draft.customer.name} (${WORDS.isNew})` : draft.customer.name] as const,
              [WORDS.heads.total, formatMoney(draft.total)] as const,
            ] : []),
            [WORDS.why, draft.customer.how], [WORDS.taxHow, draft.taxHow], [WORDS.payment, draft.paymentMethod], [WORDS.deposit, draft.depositTo], [WORDS.memo, draft.memo],
            [WORDS.charged, charged === null ? null : formatMoney(charged)],
          ]} />
          {draft.isPending && <p className={styles.text}>{WORDS.pending}</p>}
          {draft.lines.length > 0 && <table className={styles.table} aria-label={WORDS.lines}>
            <thead>
              <tr>
                <th scope="col" className={mergeClasses(styles.head, styles.item)}>{heads.item}</th>
                {[heads.quantity, heads.amount].map((head) => <th key={head} scope="col" className={styles.headNumber}>{head}</th>)}
                {[heads.code, heads.how].map((head) => <th key={head} scope="col" className={styles.head}>{head}</th>)}
              </tr>
            </thead>
            <tbody>
              {draft.lines.map((line, index) => (
                <tr key={index}>
                  <td className={styles.cell}>{line.item}<span className={styles.description}>{line.description}</span></td>
                  <td className={styles.number}>{line.quantity === null ? '' : formatQuantity(line.quantity)}</td>
                  <td className={styles.number}>{formatMoney(line.amount)}</td>
                  <td className={styles.cell}>{line.taxCode}</td>
                  <td className={styles.cell}>{line.how}</td>
                </tr>
              ))}
            </tbody>
          </table>}
          <Facts facts={[
            [WORDS.billTo, addressOf(draft.billAddress)],
            [WORDS.shipTo, addressOf(draft.shipAddress)],
            ...draft.fields.map(({ name, value }) => [WORDS.fields[name] ?? name, value] as const),
          ]} />
          {draft.decisions.length > 0 && (
            <details>
              <summary className={styles.summary}>{WORDS.decisions}</summary>
              <ul className={styles.list}>{draft.decisions.map(({ text }, index) => <li key={index}>{withDays(text)}</li>)}</ul>
            </details>
          )}
          {draft.cuts.length > 0 && <Facts facts={[[WORDS.cuts, draft.cuts.join(' ')]]} />}
        </>
      )}
    </div>
  );
}

/** Its lines below each other; null: there is none. */
function addressOf(lines: readonly string[]): ReactNode {
  return lines.length === 0 ? null : lines.map((line, index) => <div key={index}>{line}</div>);
}
