/** What a file of links would change, and which of its rows cannot be taken, with line, column and remedy. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { IMPORT } from './words.ts';

type Preview = Output<'matching.importCsv'>;

const MOST_ROWS = 50;

const useStyles = makeStyles({
  text: { margin: 0 },
  heading: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  frame: {
    maxHeight: '200px', overflowY: 'auto', border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { width: '100%', borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  cell: { textAlign: 'start', verticalAlign: 'top', padding: '4px 8px', overflowWrap: 'anywhere', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
});

export function ImportPreview({ preview }: { readonly preview: Preview }): ReactNode {
  const styles = useStyles();
  const { added, changed, same, shared, badTotal, bad, sample } = preview;
  const said = [
    ...(added > 0 ? [IMPORT.adds(added)] : []),
    ...(changed > 0 ? [IMPORT.changes(changed)] : []),
    ...(shared > 0 ? [IMPORT.shares(shared)] : []),
    ...(same > 0 ? [IMPORT.same(same)] : []),
  ];
  return (
    <>
      <div>{(added + changed === 0 ? [IMPORT.nothing, ...said] : said).map((text) => <p key={text} className={styles.text}>{text}</p>)}</div>
      {badTotal > 0 && (
        <>
          <p className={styles.heading}>{IMPORT.bad(badTotal)}</p>
          <Lines label={IMPORT.bad(badTotal)} heads={[IMPORT.columns.line, IMPORT.columns.field, IMPORT.columns.what, IMPORT.columns.todo]}
            rows={bad.slice(0, MOST_ROWS).map(({ line, problem }) => [String(line), problem.field ?? '', problem.what, problem.todo])} />
          {badTotal > MOST_ROWS && <p className={styles.text}>{IMPORT.more(badTotal - MOST_ROWS)}</p>}
        </>
      )}
      {sample.length > 0 && (
        <>
          <p className={styles.heading}>{IMPORT.sample}</p>
          <Lines label={IMPORT.sample} heads={[IMPORT.sampleColumns.line, IMPORT.sampleColumns.sku, IMPORT.sampleColumns.item, IMPORT.sampleColumns.was]}
            rows={sample.slice(0, MOST_ROWS).map(({ line, sku, item, was }) => [String(line), sku, item, was ?? IMPORT.none])} />
          {added + changed > MOST_ROWS && <p className={styles.text}>{IMPORT.more(added + changed - MOST_ROWS)}</p>}
        </>
      )}
    </>
  );
}

function Lines({ label, heads, rows }: { readonly label: string; readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] }): ReactNode {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={styles.frame} tabIndex={0} role="group" aria-label={label}>
      <table className={styles.table} aria-label={label}>
        <thead><tr>{heads.map((head) => <th key={head} scope="col" className={styles.cell}>{head}</th>)}</tr></thead>
        <tbody>{rows.map((cells) => <tr key={`${id} ${cells[0] ?? ''}`}>{cells.map((cell, at) => <td key={heads[at] ?? at} className={styles.cell}>{cell}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
