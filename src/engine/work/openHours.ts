/** May a company's shops be written to unasked at this moment, and if not, until when not? */
import { closedBecause, nextOpen, workingHours } from '../../decide/workingHours.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId } from '../../domain/ids.ts';
import { findCompany } from '../db/companies.ts';
import type { Context } from '../ports.ts';

type Here = Pick<Context, 'db' | 'now' | 'zone'>;

export function isOpen({ db, now, zone }: Here, companyId: CompanyId): boolean {
  return closedBecause(now(), workingHours(findCompany(db, companyId).settings, zone)) === null;
}

/** `until`: when what waits goes out; null: nothing is held back at this moment. */
export function heldBack({ db, now, zone }: Here, companyId: CompanyId): { readonly why: 'quiet' | 'dayOff'; readonly until: Instant } | null {
  const hours = workingHours(findCompany(db, companyId).settings, zone);
  const why = closedBecause(now(), hours);
  return why === null ? null : { why, until: nextOpen(now(), hours) };
}
