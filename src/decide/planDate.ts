/** The day a document is dated: the company's calendar, and never inside closed books. */
import { DAY, formatUtc, instant, toDay, type Day, type Instant } from '../domain/calendar.ts';
import type { DraftDecision } from '../domain/document.ts';
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ClosedBooksRule } from '../domain/settings.ts';
import { decision, type CompanyFacts } from './draftInput.ts';

export type PlannedDate = { readonly day: Day; readonly decision: DraftDecision };

/** `event`: what happened then (`paid`, `placed`, `given back`). Error: `booksClosed`. QuickBooks refuses such an Add only at the Add (docs/qbxml.md), so it is refused here. */
export function planDate(at: Instant, event: string, about: string, company: Pick<CompanyFacts, 'zone' | 'closingDate'>, rule: ClosedBooksRule): Result<PlannedDate> {
  const day = toDay(at, company.zone);
  if (company.closingDate === null || day > company.closingDate) {
    return ok({ day, decision: decision('date', `${day}: the day it was ${event}, in the company's time zone (${company.zone}).`) });
  }
  if (rule === 'firstOpenDay') {
    const open = dayAfter(company.closingDate);
    return ok({ day: open, decision: decision('date', `${open}, the first open day: it was ${event} on ${day}, but the books are closed up to ${company.closingDate}.`) });
  }
  return err(problem(
    'booksClosed', `${about} is dated ${day}, but the books are closed up to ${company.closingDate}.`,
    'Move the closing date in QuickBooks, or let the connection date it on the first open day, or enter the order by hand and mark it as already in QuickBooks.',
    { field: 'TxnDate' },
  ));
}

function dayAfter(day: string): Day {
  return formatUtc(instant(Date.parse(`${day}T00:00:00Z`) + DAY)).slice(0, 10) as Day;
}
