/** Table connection. */
import type { Instant } from '../../domain/calendar.ts';
import type { Connection } from '../../domain/connection.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { CONNECTION_DEFAULTS, type ConnectionSettings } from '../../domain/settings.ts';
import { parse } from './companies.ts';
import type { Db } from './open.ts';
import { remembered } from './remembered.ts';
import { createSettingsReader } from './settingsText.ts';
import { prepared } from './statement.ts';

type Row = {
  readonly id: number; readonly company_id: number; readonly name: string; readonly kind: string; readonly url: string; readonly host: string;
  readonly secrets: string; readonly settings: string; readonly created_at: number; readonly order_cursor: string | null;
  readonly last_pull_at: number | null; readonly last_listings_at: number | null; readonly problem: string | null;
};

/** A connection with its sealed secrets and the host name that newMessageSetIDs are made of. */
export type ConnectionRow = Connection & { readonly host: string; readonly sealedSecrets: Readonly<Record<string, string>> };

const settingsOf = createSettingsReader<ConnectionSettings>(CONNECTION_DEFAULTS);

function toConnection(row: Row): ConnectionRow {
  return {
    id: row.id as ConnectionId, companyId: row.company_id as CompanyId, name: row.name, kind: row.kind, url: row.url, host: row.host,
    sealedSecrets: JSON.parse(row.secrets) as Record<string, string>,
    settings: settingsOf(row.settings),
    createdAt: row.created_at as Instant, orderCursor: row.order_cursor, lastPullAt: row.last_pull_at as Instant | null,
    lastListingsAt: row.last_listings_at as Instant | null, problem: parse<Problem>(row.problem),
  };
}

export function listConnections(db: Db, companyId?: CompanyId): readonly ConnectionRow[] {
  return companyId === undefined
    ? prepared<[], Row>(db, 'SELECT * FROM connection ORDER BY id').all().map(toConnection)
    : remembered(db, 'connection', `of ${String(companyId)}`, () =>
      prepared<[number], Row>(db, 'SELECT * FROM connection WHERE company_id = ? ORDER BY id').all(companyId).map(toConnection));
}

export function findConnection(db: Db, id: ConnectionId): ConnectionRow {
  return remembered(db, 'connection', id, () => {
    const row = prepared<[number], Row>(db, 'SELECT * FROM connection WHERE id = ?').get(id);
    if (row === undefined) throw new Error(`no connection ${String(id)}`);
    return toConnection(row);
  });
}

export type NewConnection = {
  readonly companyId: CompanyId; readonly name: string; readonly kind: string; readonly url: string; readonly host: string;
  readonly sealedSecrets: Readonly<Record<string, string>>; readonly settings: Partial<ConnectionSettings>; readonly at: Instant;
};

export function insertConnection(db: Db, connection: NewConnection): ConnectionId {
  const { lastInsertRowid } = prepared<unknown[]>(db, `INSERT INTO connection (company_id, name, kind, url, host, secrets, settings, created_at)
    VALUES (@companyId, @name, @kind, @url, @host, @secrets, @settings, @at)`).run({
    companyId: connection.companyId, name: connection.name, kind: connection.kind, url: connection.url, host: connection.host, at: connection.at,
    secrets: JSON.stringify(connection.sealedSecrets), settings: JSON.stringify(connection.settings),
  });
  return Number(lastInsertRowid) as ConnectionId;
}

export function updateConnectionSetup(
  db: Db,
  id: ConnectionId,
  change: { readonly url: string; readonly sealedSecrets: Readonly<Record<string, string>>; readonly settings: Partial<ConnectionSettings> },
): void {
  prepared<unknown[]>(db, 'UPDATE connection SET url = ?, secrets = ?, settings = ? WHERE id = ?')
    .run(change.url, JSON.stringify(change.sealedSecrets), JSON.stringify(change.settings), id);
}

export function setOrderCursor(db: Db, id: ConnectionId, cursor: string): void {
  prepared<unknown[]>(db, 'UPDATE connection SET order_cursor = ? WHERE id = ?').run(cursor, id);
}

/** A pull ended well; `startedAt` is what freshness counts from. */
export function setLastPull(db: Db, id: ConnectionId, startedAt: Instant): void {
  prepared<unknown[]>(db, 'UPDATE connection SET last_pull_at = ?, problem = NULL WHERE id = ?').run(startedAt, id);
}

export function setLastListings(db: Db, id: ConnectionId, at: Instant): void {
  prepared<unknown[]>(db, 'UPDATE connection SET last_listings_at = ? WHERE id = ?').run(at, id);
}

export function setConnectionProblem(db: Db, id: ConnectionId, problem: Problem | null): void {
  prepared<unknown[]>(db, 'UPDATE connection SET problem = ? WHERE id = ?').run(problem && JSON.stringify(problem), id);
}
