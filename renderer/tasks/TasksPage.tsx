/** What runs by itself: how often, when last and next, with what result, now, and not for the time being. */
import { CalendarClockRegular } from '@fluentui/react-icons';
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { Sweeps } from '../stock/Sweeps.tsx';
import { TaskRow } from './TaskRow.tsx';
import { TriggerSection } from './TriggerSection.tsx';
import { TASKS_WORDS as WORDS } from './words.ts';

/** A run that begins or ends by itself sends no event of its own. Milliseconds. */
const AGAIN = 3_000;

const head = {
  padding: '8px 12px', textAlign: 'start', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold,
  borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, whiteSpace: 'nowrap',
} as const;

const useStyles = makeStyles({
  box: { backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, overflowX: 'auto' },
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed', minWidth: '760px' },
  task: { ...head, width: '25%' },
  every: { ...head, width: '13%' },
  time: { ...head, width: '13.5%' },
  result: { ...head, width: '22%' },
  actions: { ...head, width: '104px' },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

export function TasksPage(): ReactNode {
  const { data, problem, reload } = useCall('tasks.list', {}, { every: AGAIN });
  return (
    <Page title={WORDS.title} about={WORDS.about}>
      {data === undefined ? (problem === null ? <Loading lines={8} /> : <ErrorState problem={problem} onRetry={reload} />) : <Tasks tasks={data.tasks} />}
      <Sweeps />
      <TriggerSection />
    </Page>
  );
}

function Tasks({ tasks }: { readonly tasks: Output<'tasks.list'>['tasks'] }): ReactNode {
  const styles = useStyles();
  const { heads } = WORDS;
  if (tasks.length === 0) return <EmptyState icon={CalendarClockRegular} title={WORDS.none.title} text={WORDS.none.text} />;
  return (
    <div className={styles.box} role="region" aria-label={WORDS.table} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.task}>{heads.task}</th>
            <th scope="col" className={styles.every}>{heads.every}</th>
            <th scope="col" className={styles.time}>{heads.last}</th>
            <th scope="col" className={styles.result}>{heads.result}</th>
            <th scope="col" className={styles.time}>{heads.next}</th>
            <th scope="col" className={styles.actions}><span className={styles.hidden}>{heads.actions}</span></th>
          </tr>
        </thead>
        <tbody>{tasks.map((task) => <TaskRow key={JSON.stringify(task.task)} task={task} />)}</tbody>
      </table>
    </div>
  );
}
