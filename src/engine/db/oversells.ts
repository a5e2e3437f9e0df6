/** Table oversell: items of which more was sold than there is, with who sold what, until there is enough again. */
import type { Instant } from '../../domain/calendar.ts';
import { scaled, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ListID } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type Oversell = {
  readonly id: number;
  readonly listId: ListID;
  /** FullName as last read. */
  readonly item: string;
  readonly foundAt: Instant;
  /** Null: still short. */
  readonly endedAt: Instant | null;
  /** Pieces that are missing, or were at the worst. */
  readonly short: Decimal;
  readonly text: string;
};

type Row = {
  readonly id: number;
  readonly list_id: ListID;
  readonly found_at: Instant;
  readonly ended_at: Instant | null;
  readonly short: number;
  readonly text: string;
  readonly item: string | null;
};

const COLUMNS = `SELECT oversell.*, (SELECT full_name FROM item WHERE item.company_id = oversell.company_id AND item.list_id = oversell.list_id) AS item FROM oversell`;

function toOversell(row: Row): Oversell {
  return { id: row.id, listId: row.list_id, item: row.item ?? row.list_id, foundAt: row.found_at, endedAt: row.ended_at, short: scaled(row.short), text: row.text };
}

/** The item's, while it lasts. */
export function openOversell(db: Db, companyId: CompanyId, listId: ListID): Oversell | null {
  const row = prepared<[number, string], Row>(db, `${COLUMNS} WHERE company_id = ? AND list_id = ? AND ended_at IS NULL`).get(companyId, listId);
  return row === undefined ? null : toOversell(row);
}

/** New, or grown. */
export function storeOversell(db: Db, companyId: CompanyId, listId: ListID, what: { readonly at: Instant; readonly short: Decimal; readonly text: string }): void {
  prepared<unknown[]>(db, `INSERT INTO oversell (company_id, list_id, found_at, changed_at, short, text) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (company_id, list_id) WHERE ended_at IS NULL DO UPDATE SET changed_at = excluded.changed_at, short = excluded.short, text = excluded.text`)
    .run(companyId, listId, what.at, what.at, what.short, what.text);
}

export function endOversell(db: Db, id: number, at: Instant): void {
  prepared<[number, number]>(db, 'UPDATE oversell SET ended_at = ? WHERE id = ?').run(at, id);
}

/** Newest first; those that last before all others. `before`: an id of an earlier page. */
export function listOversells(db: Db, companyId: CompanyId, page: { readonly openOnly: boolean; readonly before: number | null; readonly limit: number }): readonly Oversell[] {
  return prepared<[number, number, number, number], Row>(db,
    `${COLUMNS} WHERE company_id = ? AND (ended_at IS NULL OR ? = 0) AND oversell.id < ? ORDER BY oversell.id DESC LIMIT ?`,
  ).all(companyId, page.openOnly ? 1 : 0, page.before ?? Number.MAX_SAFE_INTEGER, page.limit).map(toOversell);
}

export function countOversells(db: Db, companyId: CompanyId): number {
  return prepared<[number], { n: number }>(db, 'SELECT count(*) AS n FROM oversell WHERE company_id = ? AND ended_at IS NULL').get(companyId)?.n ?? 0;
}
