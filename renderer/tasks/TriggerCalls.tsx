/** The newest calls of the trigger: who called, for what, and what the answer was. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { formatCount } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusBadge, type BadgeTone } from '../parts/StatusBadge.tsx';
import { TRIGGER_WORDS as WORDS } from './triggerWords.ts';

type Call = Output<'trigger.calls'>['calls'][number];

/** Other programs call without an event. Milliseconds. */
const AGAIN = 5_000;
const PAGE = 25;
const MOST = 200;

const cell = {
  padding: '8px 12px', textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  overflowWrap: 'anywhere', fontWeight: tokens.fontWeightRegular,
} as const;

const useStyles = makeStyles({
  box: {
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium, overflowX: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  table: { width: '100%', minWidth: '640px', borderCollapse: 'collapse', tableLayout: 'fixed' },
  head: { ...cell, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  narrow: { width: '14%' },
  cell,
  answer: { ...cell, whiteSpace: 'pre-wrap' },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
  more: { marginTop: '8px' },
});

export function TriggerCalls(): ReactNode {
  const styles = useStyles();
  const [limit, setLimit] = useState(PAGE);
  const { data, problem, reload } = useCall('trigger.calls', { limit }, { every: AGAIN });
  if (data === undefined) return problem === null ? <Loading lines={4} /> : <ErrorState problem={problem} onRetry={reload} />;
  if (data.calls.length === 0) return <p className={styles.none}>{WORDS.noCalls}</p>;
  return (
    <div>
      <div className={styles.box} role="region" aria-label={WORDS.calls} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              {[WORDS.heads.at, WORDS.heads.caller, WORDS.heads.wanted, WORDS.heads.state].map((title) =>
                <th key={title} scope="col" className={mergeClasses(styles.head, styles.narrow)}>{title}</th>)}
              <th scope="col" className={styles.head}>{WORDS.heads.answer}</th>
            </tr>
          </thead>
          <tbody>
            {data.calls.map((call) => (
              <tr key={call.id} data-call={call.status}>
                <th scope="row" className={styles.cell}><RelativeTime at={call.at} /></th>
                <td className={styles.cell}>{call.caller === 'test' ? WORDS.testButton : call.caller === '' ? WORDS.nobody : call.caller}</td>
                <td className={styles.cell}>{call.wanted === '*' ? WORDS.allPending : call.wanted}</td>
                <td className={styles.cell}><StatusBadge tone={toneOf(call)}>{String(call.status)}</StatusBadge></td>
                <td className={styles.answer}>{call.answer}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.next !== null && limit < MOST &&
        <Button className={styles.more} size="small" onClick={() => { setLimit(Math.min(MOST, limit * 2)); }}>
          {WORDS.more(formatCount(limit))}
        </Button>}
    </div>
  );
}

function toneOf({ status }: Call): BadgeTone {
  if (status === 200) return 'good';
  return status === 202 ? 'busy' : status >= 500 ? 'bad' : 'attention';
}
