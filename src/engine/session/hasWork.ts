/** Is there anything for a session to do? Only when there is nothing at all is the Web Connector told "none" (DESIGN §4). */
import { later, SECOND, type Instant } from '../../domain/calendar.ts';
import { sweepOf, type CompanyRow } from '../db/companies.ts';
import { jobsIn, pendingDocuments, plannable, rereadDue } from '../db/jobs.ts';
import type { Db } from '../db/open.ts';

export function hasWork(db: Db, company: CompanyRow, now: Instant): boolean {
  // Reading the modified items is due at every poll by default; a company file that is not approved must be looked at each time.
  const { itemCursor, settings } = company;
  if (company.state !== 'approved' || company.lastSweepAt === null || itemCursor === null) return true;
  if (now < itemCursor || now >= later(itemCursor, settings.itemReadEverySeconds * SECOND)) return true;
  return plannable(db, company.id, now, 1).length > 0 || jobsIn(db, company.id, 'inDoubt', 1).length > 0 || rereadDue(db, company.id).length > 0
    || pendingDocuments(db, company.id, 1).length > 0 || sweepOf(db, company.id) !== null;
}
