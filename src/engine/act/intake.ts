/** What taking in an order works with, and the numbers its documents get. */
import { refNumber } from '../../decide/identifiers.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { JobId, Sequence } from '../../domain/ids.ts';
import type { JobKind } from '../../domain/job.ts';
import type { CompanyRow } from '../db/companies.ts';
import type { ConnectionRow } from '../db/connections.ts';
import { refNumberTaken } from '../db/jobs.ts';
import type { Db } from '../db/open.ts';

export type Intake = {
  readonly db: Db;
  readonly company: CompanyRow;
  readonly connection: ConnectionRow;
  readonly zone: string;
  readonly at: Instant;
  readonly sequence: Sequence;
};

/** The first number that no other document than `but` of this company and kind has here. */
export function freeNumber(
  db: Db,
  company: Pick<CompanyRow, 'id'>,
  connection: Pick<ConnectionRow, 'settings'>,
  document: { readonly kind: JobKind; readonly number: string },
  from = 0,
  but: JobId | null = null,
): string {
  for (let n = from; ; n += 1) {
    const candidate = refNumber(connection.settings.refPrefix, document.number, n);
    if (!refNumberTaken(db, company.id, document.kind, candidate, but)) return candidate;
  }
}
