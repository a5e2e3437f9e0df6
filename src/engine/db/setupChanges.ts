/** Tables company and connection as set-up and settings change them. */
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { CompanySettings, ConnectionSettings } from '../../domain/settings.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export function renameCompany(db: Db, id: CompanyId, change: { readonly name: string; readonly username: string; readonly passwordHash: string }): void {
  prepared<unknown[]>(db, 'UPDATE company SET name = @name, username = @username, password_hash = @passwordHash WHERE id = @id').run({ ...change, id });
}

/** Nothing is written for the company until it is let go. */
export function setHeld(db: Db, id: CompanyId, held: boolean): void {
  prepared<unknown[]>(db, 'UPDATE company SET hold_writes = ? WHERE id = ?').run(held ? 1 : 0, id);
}

/** `settings`: only those that differ from the defaults. */
export function setCompanySettings(db: Db, id: CompanyId, settings: Partial<CompanySettings>): void {
  prepared<unknown[]>(db, 'UPDATE company SET settings = ? WHERE id = ?').run(JSON.stringify(settings), id);
}

/** `settings`: only those that differ from the defaults. A person has chosen them. */
export function setConnectionSettings(db: Db, id: ConnectionId, settings: Partial<ConnectionSettings>, at: Instant): void {
  prepared<unknown[]>(db, 'UPDATE connection SET settings = ?, chosen_at = ? WHERE id = ?').run(JSON.stringify(settings), at, id);
}

/** When a person last saved the shop's settings; null: never. */
export function chosenAt(db: Db, id: ConnectionId): Instant | null {
  return prepared<[number], { at: Instant | null }>(db, 'SELECT chosen_at AS at FROM connection WHERE id = ?').get(id)?.at ?? null;
}

export function changeConnection(
  db: Db,
  id: ConnectionId,
  change: { readonly name: string; readonly url: string; readonly sealedSecrets: Readonly<Record<string, string>> },
): void {
  prepared<unknown[]>(db, 'UPDATE connection SET name = ?, url = ?, secrets = ?, problem = NULL WHERE id = ?')
    .run(change.name, change.url, JSON.stringify(change.sealedSecrets), id);
}

/** The next pull begins again at the start day. */
export function forgetOrderCursor(db: Db, id: ConnectionId): void {
  prepared<unknown[]>(db, 'UPDATE connection SET order_cursor = NULL, last_pull_at = NULL WHERE id = ?').run(id);
}

/** Has the shop ever sent an order? */
export function hasOrders(db: Db, id: ConnectionId): boolean {
  return prepared<[number]>(db, 'SELECT 1 FROM store_order WHERE connection_id = ? LIMIT 1').get(id) !== undefined;
}
