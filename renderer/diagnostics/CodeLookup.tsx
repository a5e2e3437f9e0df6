/** Codes of the Web Connector and of QuickBooks in plain words: one that was typed, or all to leaf through. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { SearchField, Toolbar } from '../parts/Toolbar.tsx';
import { useRoute } from '../route.ts';
import { CODE_SOURCES, DIAGNOSTICS, type Code } from './words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px', marginTop: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
  answers: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  card: {
    display: 'flex', flexDirection: 'column', rowGap: '8px', padding: '12px 16px', borderRadius: tokens.borderRadiusMedium, border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  code: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  source: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  summary: { cursor: 'pointer', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' } },
  scroller: {
    maxHeight: '360px', overflowY: 'auto', marginTop: '8px', border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  table: { width: '100%', tableLayout: 'fixed', borderCollapse: 'separate', borderSpacing: 0 },
  cell: { padding: '6px 12px', textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, overflowWrap: 'anywhere' },
  head: { position: 'sticky', top: 0, backgroundColor: tokens.colorNeutralBackground2, fontWeight: tokens.fontWeightSemibold },
  narrow: { width: '110px' },
  middle: { width: '170px' },
});

export function CodeLookup(): ReactNode {
  const styles = useStyles();
  const { query } = useRoute();
  const [code, setCode] = useState(query['code'] ?? '');
  const found = useCall('diagnostics.code', { code: code === '' ? '0' : code.slice(0, 40) }, { enabled: code !== '' });
  return (
    <section className={styles.root} aria-labelledby="codes">
      <h2 id="codes" className={styles.heading}>{DIAGNOSTICS.codes}</h2>
      <p className={styles.about}>{DIAGNOSTICS.codesAbout}</p>
      <Toolbar><SearchField label={DIAGNOSTICS.code} placeholder={DIAGNOSTICS.codeHint} value={code} onSearch={setCode} /></Toolbar>
      <div className={styles.answers} aria-live="polite">
        {code !== '' && found.problem?.code === 'unknownCode' && <ProblemCard problem={found.problem} />}
        {code !== '' && found.problem !== null && found.problem.code !== 'unknownCode' && <ErrorState problem={found.problem} onRetry={found.reload} />}
        {code !== '' && found.problem === null && found.data?.codes.map((one) => <CodeCard key={`${one.source} ${one.code}`} code={one} />)}
      </div>
      <AllCodes />
    </section>
  );
}

function CodeCard({ code }: { readonly code: Code }): ReactNode {
  const styles = useStyles();
  return (
    <article className={styles.card}>
      <h3 className={styles.code}>{code.code} <span className={styles.source}>{CODE_SOURCES[code.source]}</span></h3>
      <Facts facts={[[DIAGNOSTICS.meaning, code.meaning], [DIAGNOSTICS.cause, code.cause], [DIAGNOSTICS.cure, code.cure]]} />
    </article>
  );
}

function AllCodes(): ReactNode {
  const styles = useStyles();
  const { data, problem, reload } = useCall('diagnostics.codes', {});
  if (data === undefined) return problem === null ? <Loading lines={1} /> : <ErrorState problem={problem} onRetry={reload} />;
  const { code, source, meaning, cure } = DIAGNOSTICS.codeColumns;
  return (
    <details>
      <summary className={styles.summary}>{DIAGNOSTICS.allCodes(data.codes.length)}</summary>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={DIAGNOSTICS.codeTable}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={mergeClasses(styles.cell, styles.head, styles.narrow)}>{code}</th>
              <th scope="col" className={mergeClasses(styles.cell, styles.head, styles.middle)}>{source}</th>
              <th scope="col" className={mergeClasses(styles.cell, styles.head)}>{meaning}</th>
              <th scope="col" className={mergeClasses(styles.cell, styles.head)}>{cure}</th>
            </tr>
          </thead>
          <tbody>
            {data.codes.map((one) => (
              <tr key={`${one.source} ${one.code}`}>
                <td className={styles.cell}>{one.code}</td>
                <td className={styles.cell}>{CODE_SOURCES[one.source]}</td>
                <td className={styles.cell}>{one.meaning}</td>
                <td className={styles.cell}>{one.cure}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
