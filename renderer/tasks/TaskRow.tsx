/** One task, with its buttons. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useAction } from '../engine/useCall.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { useNotify } from '../parts/Notices.tsx';
import { useDo } from '../parts/useDo.ts';
import { TASKS_WORDS as WORDS } from './words.ts';

const SCHEDULE = { section: 'schedule' };
const KEEPING = { section: 'keeping' };
type Task = Output<'tasks.list'>['tasks'][number];

const cell = {
  padding: '10px 12px', textAlign: 'start', verticalAlign: 'top', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  overflowWrap: 'anywhere', fontWeight: tokens.fontWeightRegular,
} as const;

const useStyles = makeStyles({
  cell,
  name: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  about: { margin: '2px 0 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  actions: { display: 'flex', flexDirection: 'column', rowGap: '6px', alignItems: 'stretch' },
});

export function TaskRow({ task }: { readonly task: Task }): ReactNode {
  const styles = useStyles();
  const run = useAction('tasks.run');
  const notify = useNotify();
  const pause = useDo('tasks.pause');
  const resume = useDo('tasks.resume');
  const { task: ref, label, every, daily, heldBack, setting, isPaused, isRunning, lastEndedAt, waiting } = task;
  const { name, about } = WORDS.kinds[ref.kind];
  const whole = WORDS.nameOf(name, label);
  const runNow = async (): Promise<void> => {
    const done = await run.run({ task: ref });
    if (!done.ok) {
      notify.failed(done.error);
      return;
    }
    const { task: after } = done.value;
    const text = WORDS.ran(name, after.isRunning ? '' : after.lastText);
    // A run that failed is an answer too.
    if (!after.isRunning && after.lastOk === false) notify.failed({ what: text, todo: '' });
    else notify.done(text);
  };
  return (
    <tr data-task={ref.kind} data-paused={isPaused}>
      <th scope="row" className={styles.cell}>
        <p className={styles.name}>{name}</p>
        {label !== '' && <p className={styles.quiet}>{label}</p>}
        <p className={styles.about}>{about}</p>
      </th>
      <td className={styles.cell}>
        {daily !== null ? WORDS.daily(daily) : every !== null ? WORDS.every(every) : ref.kind === 'sweep' ? WORDS.onlyAsked : WORDS.whenDue}
        {setting !== null && <div><TabLink tab="settings" query={ref.kind === 'housekeeping' ? KEEPING : SCHEDULE}>{WORDS.change}</TabLink></div>}
        {waiting > 0 && <p className={styles.about}>{WORDS.waiting(waiting)}</p>}
      </td>
      <td className={styles.cell}><RelativeTime at={lastEndedAt} /></td>
      <td className={styles.cell}><Outcome task={task} /></td>
      <td className={styles.cell}>
        {isPaused ? <StatusBadge tone="held">{WORDS.paused}</StatusBadge> : <RelativeTime at={task.nextAt} none={WORDS.notDue} />}
        {heldBack !== null && !isPaused && <p className={styles.about}>{WORDS.heldBack[heldBack]}</p>}
      </td>
      <td className={styles.cell}>
        <div className={styles.actions}>
          <Button size="small" disabledFocusable={isRunning || run.isRunning}
            aria-label={WORDS.label(WORDS.runNow, whole)} onClick={() => { void runNow(); }}>{WORDS.runNow}</Button>
          {isPaused
            ? <Button size="small" disabledFocusable={resume.isRunning} aria-label={WORDS.label(WORDS.resume, whole)}
                onClick={() => { void resume.run({ task: ref }, () => WORDS.isResumed(whole)); }}>{WORDS.resume}</Button>
            : <Button size="small" disabledFocusable={pause.isRunning} aria-label={WORDS.label(WORDS.pause, whole)}
                onClick={() => { void pause.run({ task: ref }, () => WORDS.isPaused(whole)); }}>{WORDS.pause}</Button>}
        </div>
      </td>
    </tr>
  );
}

function Outcome({ task: { isRunning, lastOk, lastText } }: { readonly task: Task }): ReactNode {
  const styles = useStyles();
  if (isRunning) return <StatusBadge tone="busy">{WORDS.running}</StatusBadge>;
  if (lastOk === null) return <span className={styles.quiet}>{WORDS.neverRan}</span>;
  return <><StatusBadge tone={lastOk ? 'good' : 'bad'}>{lastOk ? WORDS.ok : WORDS.failed}</StatusBadge>{lastText !== '' && <p className={styles.about}>{lastText}</p>}</>;
}
