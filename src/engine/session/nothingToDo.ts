/** May the Web Connector be told `none`, so that QuickBooks is not even opened? (DESIGN §4, session) */
import type { Instant } from '../../domain/calendar.ts';
import { sweepOf, type CompanyRow } from '../db/companies.ts';
import { jobsIn, pendingDocuments, plannable } from '../db/jobs.ts';
import { rereadDue } from '../db/reread.ts';
import type { Db } from '../db/open.ts';
import { wantedItems } from '../db/wantedItems.ts';
import { newPlan } from './plan.ts';
import { itemReadIsDue } from './steps/reads.ts';

/** True only when the company is known, no document waits or is in doubt or pending, and no item read is due (by default one is at every poll). */
export function nothingToDo(db: Db, company: CompanyRow, now: Instant): boolean {
  if (company.state !== 'approved' || company.lastSweepAt === null || sweepOf(db, company.id) !== null) return false;
  if (itemReadIsDue({ company, plan: newPlan(now) })) return false;
  return plannable(db, company.id, 1).length === 0 && jobsIn(db, company.id, 'inDoubt', 1).length === 0
    && pendingDocuments(db, company.id, 1).length === 0 && rereadDue(db, company.id).length === 0 && wantedItems(db, company.id, 1).length === 0;
}
