/** Table company. */
import type { Instant } from '../../domain/calendar.ts';
import type { Company, CompanyIdentity, CompanyState } from '../../domain/company.ts';
import type { CompanyId, Sequence } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { COMPANY_DEFAULTS, type CompanySettings } from '../../domain/settings.ts';
import type { Db } from './open.ts';
import { remembered } from './remembered.ts';
import { createSettingsReader } from './settingsText.ts';
import { prepared } from './statement.ts';

type Row = {
  readonly id: number; readonly name: string; readonly username: string; readonly file_id: string; readonly state: CompanyState;
  readonly identity: string | null; readonly candidate: string | null; readonly problem: string | null; readonly approve_first: number;
  readonly settings: string; readonly item_cursor: number | null; readonly last_sweep_at: number | null; readonly last_poll_at: number | null; readonly hold_writes: number;
  readonly restored_at: number | null; readonly restored_from: number | null;
};

/** A company with what only the engine needs. */
export type CompanyRow = Company & {
  readonly candidate: CompanyIdentity | null;
  readonly lastPollAt: Instant | null;
  /** Made by the wizard, and nobody has agreed to the preview yet: nothing is written in QuickBooks, and no stock is sent. */
  readonly isHeld: boolean;
  /** When a backup was last put in the database's place. */
  readonly restoredAt: Instant | null;
  /** QuickBooks is still to be asked for our documents since that moment, because the database is a restored one. */
  readonly restoredFrom: Instant | null;
};

const settingsOf = createSettingsReader<CompanySettings>(COMPANY_DEFAULTS);

function toCompany(row: Row): CompanyRow {
  return {
    id: row.id as CompanyId, name: row.name, username: row.username, fileId: row.file_id, state: row.state,
    identity: parse<CompanyIdentity>(row.identity), candidate: parse<CompanyIdentity>(row.candidate), problem: parse<Problem>(row.problem),
    approveFirst: row.approve_first === 1,
    settings: settingsOf(row.settings),
    itemCursor: row.item_cursor as Instant | null, lastSweepAt: row.last_sweep_at as Instant | null, lastPollAt: row.last_poll_at as Instant | null,
    isHeld: row.hold_writes === 1, restoredAt: row.restored_at as Instant | null, restoredFrom: row.restored_from as Instant | null,
  };
}

export function parse<T>(json: string | null): T | null {
  return json === null ? null : (JSON.parse(json) as T);
}

export function listCompanies(db: Db): readonly CompanyRow[] {
  return prepared<[], Row>(db, 'SELECT * FROM company ORDER BY id').all().map(toCompany);
}

export function findCompany(db: Db, id: CompanyId): CompanyRow {
  return remembered(db, 'company', id, () => {
    const row = prepared<[number], Row>(db, 'SELECT * FROM company WHERE id = ?').get(id);
    if (row === undefined) throw new Error(`no company ${String(id)}`);
    return toCompany(row);
  });
}

/** When the company was set up here. */
export function setUpAt(db: Db, id: CompanyId): Instant {
  return (prepared<[number], { at: number }>(db, 'SELECT created_at AS at FROM company WHERE id = ?').get(id)?.at ?? 0) as Instant;
}

export function findCompanyByUser(db: Db, username: string): CompanyRow | null {
  const row = prepared<[string], Row>(db, 'SELECT * FROM company WHERE username = ?').get(username);
  return row === undefined ? null : toCompany(row);
}

export function passwordHash(db: Db, id: CompanyId): string {
  return prepared<[number], { password_hash: string }>(db, 'SELECT password_hash FROM company WHERE id = ?').get(id)?.password_hash ?? '';
}

export type NewCompany = {
  readonly name: string; readonly username: string; readonly passwordHash: string; readonly fileId: string; readonly approveFirst: boolean;
  readonly settings: Partial<CompanySettings>; readonly at: Instant;
};

export function insertCompany(db: Db, company: NewCompany): CompanyId {
  const { lastInsertRowid } = prepared<unknown[]>(db, `INSERT INTO company (name, username, password_hash, file_id, state, approve_first, settings, created_at)
    VALUES (@name, @username, @passwordHash, @fileId, 'unknown', @approveFirst, @settings, @at)`)
    .run({ ...company, approveFirst: company.approveFirst ? 1 : 0, settings: JSON.stringify(company.settings) });
  return Number(lastInsertRowid) as CompanyId;
}

export function updateCompanySetup(
  db: Db,
  id: CompanyId,
  change: { readonly username: string; readonly passwordHash: string; readonly approveFirst: boolean; readonly settings: Partial<CompanySettings> },
): void {
  prepared<unknown[]>(db, 'UPDATE company SET username = @username, password_hash = @passwordHash, approve_first = @approveFirst, settings = @settings WHERE id = @id')
    .run({ ...change, id, approveFirst: change.approveFirst ? 1 : 0, settings: JSON.stringify(change.settings) });
}

/** Writes the guard's verdict. */
export function setCompanyState(
  db: Db,
  id: CompanyId,
  change: { readonly state: CompanyState; readonly identity: CompanyIdentity | null; readonly candidate: CompanyIdentity | null; readonly problem: Problem | null },
): void {
  prepared<unknown[]>(db, 'UPDATE company SET state = @state, identity = @identity, candidate = @candidate, problem = @problem WHERE id = @id').run({
    id, state: change.state, identity: change.identity && JSON.stringify(change.identity), candidate: change.candidate && JSON.stringify(change.candidate),
    problem: change.problem && JSON.stringify(change.problem),
  });
}

export function setItemCursor(db: Db, id: CompanyId, cursor: Instant): void {
  prepared<unknown[]>(db, 'UPDATE company SET item_cursor = ? WHERE id = ?').run(cursor, id);
}

/** Every item has been read. `missed`: how many the modified filter had not shown; null when nothing was known before. */
export function setLastSweep(db: Db, id: CompanyId, at: Instant, missed: number | null): void {
  prepared<unknown[]>(db, 'UPDATE company SET last_sweep_at = ?, last_sweep_missed = ? WHERE id = ?').run(at, missed, id);
}

/** How many changes the last sweep found that the modified filter had not shown; null before the first, or when nothing was known before it. */
export function sweepMissed(db: Db, id: CompanyId): number | null {
  return prepared<[number], { missed: number | null }>(db, 'SELECT last_sweep_missed AS missed FROM company WHERE id = ?').get(id)?.missed ?? null;
}

/** What a sweep has come to so far. All but `missed` are absent in what earlier versions stored. */
type SweepSoFar = {
  /** Changes that the modified filter had not shown. */
  readonly missed: number;
  /** When its first session began. */
  readonly startedAt?: Instant;
  /** Items compared, items that are no longer in QuickBooks, changes named in the log. */
  readonly read?: number;
  readonly gone?: number;
  readonly named?: number;
  /** Items read with this hand-out or later need not be read again: the rest of a first read. Null or absent: all are. */
  readonly since?: Sequence | null;
};

/**
 * A sweep that is due (`count`) or under way, whatever sessions it falls in: listing the ListIDs (from the start of that kind in each session), or
 * reading batches, the next of which begins after that ListID.
 */
export type SweepState =
  | (SweepSoFar & { readonly phase: 'count' })
  | (SweepSoFar & { readonly phase: 'list'; readonly item: 'inventory' | 'assembly' | 'group' })
  | (SweepSoFar & { readonly phase: 'batches'; readonly item: 'inventory' | 'assembly' | 'group'; readonly after: string });

export function sweepOf(db: Db, id: CompanyId): SweepState | null {
  return remembered(db, 'company', `sweep ${String(id)}`, () => parse<SweepState>(
    prepared<[number], { sweep: string | null }>(db, 'SELECT sweep FROM company WHERE id = ?').get(id)?.sweep ?? null,
  ));
}

export function setSweep(db: Db, id: CompanyId, state: SweepState | null): void {
  prepared<unknown[]>(db, 'UPDATE company SET sweep = ? WHERE id = ?').run(state && JSON.stringify(state), id);
}

export function setLastPoll(db: Db, id: CompanyId, at: Instant): void {
  prepared<unknown[]>(db, 'UPDATE company SET last_poll_at = ? WHERE id = ?').run(at, id);
}
