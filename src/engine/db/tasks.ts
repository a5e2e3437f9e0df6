/** Table task: what came of the last run of each scheduled task, and which are paused. */
import type { Instant } from '../../domain/calendar.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Task, TaskEnd, TaskMemory } from '../../domain/task.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

type Row = { readonly paused: number; readonly started_at: number | null; readonly ended_at: number | null; readonly ok: number | null; readonly text: string };

/** Beside its kind, what tells a task from the others. */
export function subjectOf(task: Task): number {
  return task.kind === 'housekeeping' || task.kind === 'backup' ? 0 : task.kind === 'sweep' ? task.companyId : task.connectionId;
}

export function taskMemory(db: Db, task: Task): TaskMemory {
  const row = prepared<[string, number], Row>(db, 'SELECT * FROM task WHERE kind = ? AND subject = ?').get(task.kind, subjectOf(task));
  return {
    isPaused: row?.paused === 1, startedAt: (row?.started_at ?? null) as Instant | null, endedAt: (row?.ended_at ?? null) as Instant | null,
    last: row === undefined || row.ok === null ? null : { ok: row.ok === 1, text: row.text },
  };
}

export function isPaused(db: Db, task: Task): boolean {
  return prepared<[string, number]>(db, 'SELECT 1 FROM task WHERE kind = ? AND subject = ? AND paused = 1').get(task.kind, subjectOf(task)) !== undefined;
}

/** True when that changed anything. */
export function setPaused(db: Db, task: Task, paused: boolean): boolean {
  return prepared<[string, number, number]>(db, `INSERT INTO task (kind, subject, paused) VALUES (?, ?, ?)
    ON CONFLICT (kind, subject) DO UPDATE SET paused = excluded.paused WHERE paused <> excluded.paused`).run(task.kind, subjectOf(task), paused ? 1 : 0).changes > 0;
}

export function noteTaskStart(db: Db, task: Task, at: Instant): void {
  prepared<[string, number, number]>(db, `INSERT INTO task (kind, subject, started_at) VALUES (?, ?, ?)
    ON CONFLICT (kind, subject) DO UPDATE SET started_at = excluded.started_at`).run(task.kind, subjectOf(task), at);
}

export function noteTaskEnd(db: Db, task: Task, at: Instant, { ok, text }: TaskEnd): void {
  prepared<unknown[]>(db, `INSERT INTO task (kind, subject, ended_at, ok, text) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (kind, subject) DO UPDATE SET ended_at = excluded.ended_at, ok = excluded.ok, text = excluded.text`).run(task.kind, subjectOf(task), at, ok ? 1 : 0, text);
}

/** The last run of the task *backup* made none. */
export function lacksBackup(db: Db): boolean {
  return taskMemory(db, { kind: 'backup' }).last?.ok === false;
}

/** May stock be sent to the shop? Not while its company is held for the preview, nor while a person has paused the task *inventory*. */
export function mayPush(db: Db, connectionId: ConnectionId): boolean {
  return prepared<[number]>(db, `SELECT 1 FROM connection CROSS JOIN company ON company.id = connection.company_id WHERE connection.id = ? AND company.hold_writes = 0
    AND NOT EXISTS (SELECT 1 FROM task WHERE kind = 'inventory' AND subject = connection.id AND paused = 1)`).get(connectionId) !== undefined;
}
