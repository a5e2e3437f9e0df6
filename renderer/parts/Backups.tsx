/** The backups of the bridge's database: which there are, and the question before one is put in the database's place. Works while the engine cannot start, too. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useAction, useCall } from '../engine/useCall.ts';
import { BACKUPS } from '../words.ts';
import { ErrorState } from './ErrorState.tsx';
import { formatFully, formatMoment } from './format.ts';
import { Loading } from './Loading.tsx';
import { ProblemCard } from './ProblemCard.tsx';
import { useQuestion } from './Questions.tsx';
import { useNow } from './useNow.ts';

type Backup = Output<'backups.list'>['backups'][number];

/** A backup made by the task appears without an event. Milliseconds. */
const AGAIN = 30_000;

const useStyles = makeStyles({
  table: { borderCollapse: 'collapse', width: '100%', maxWidth: '760px' },
  cell: { padding: '6px 12px 6px 0', textAlign: 'start', fontWeight: tokens.fontWeightRegular, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function Backups(): ReactNode {
  const styles = useStyles();
  const now = useNow();
  const { data, problem, reload } = useCall('backups.list', {}, { every: AGAIN });
  const restore = useAction('backups.restore');
  const ask = useQuestion();
  const [outcome, setOutcome] = useState('');
  if (data === undefined) return problem === null ? <Loading /> : <ErrorState problem={problem} onRetry={reload} />;
  const onConfirm = async (name: string): Promise<void> => {
    const done = await restore.run({ name });
    setOutcome(done.ok ? (done.value.restarting ? BACKUPS.restarting : BACKUPS.atNextStart) : '');
  };
  const askFirst = ({ name, at }: Backup): void => {
    ask({
      title: BACKUPS.question(formatMoment(at, now)), text: BACKUPS.consequences.map((line) => <p key={line}>{line}</p>), confirm: BACKUPS.confirm,
      onConfirm: () => void onConfirm(name),
    });
  };
  return (
    <>
      {data.backups.length === 0 ? <p className={styles.text}>{BACKUPS.none}</p> : (
        <table className={styles.table}>
          <thead><tr>{BACKUPS.columns.map((title) => <th key={title} scope="col" className={styles.cell}>{title}</th>)}</tr></thead>
          <tbody>
            {data.backups.map((one) => (
              <tr key={one.name}>
                <td className={styles.cell} title={formatFully(one.at)}>{formatMoment(one.at, now)}</td>
                <td className={styles.cell}>{BACKUPS.size(one.bytes)}</td>
                <td className={styles.cell}>{BACKUPS.kind[one.kind]}</td>
                <td className={styles.cell}>
                  <Button size="small" disabled={restore.isRunning}
                    aria-label={BACKUPS.restoreOf(formatMoment(one.at, now))} onClick={() => { askFirst(one); }}>{BACKUPS.restore}</Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.text}>{BACKUPS.kept(data.keptDays)}</p>
      <div role="status">{outcome !== '' && <p className={styles.text}>{outcome}</p>}</div>
      <div role="alert">{restore.problem !== null && <ProblemCard problem={restore.problem} />}</div>
    </>
  );
}
