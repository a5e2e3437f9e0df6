/** The companies: which file was confirmed, and when its Web Connector called last. */
import { DAY, HOUR, MINUTE, type Instant } from '../../domain/calendar.ts';
import type { CompanyRow } from '../db/companies.ts';
import { fine, ill, note, type Finding } from './finding.ts';

const LATE = DAY;

/** `3 hours`, `2 days`. */
function span(milliseconds: number): string {
  const size = milliseconds < HOUR ? MINUTE : milliseconds < 2 * DAY ? HOUR : DAY;
  const unit = { [MINUTE]: 'minute', [HOUR]: 'hour', [DAY]: 'day' }[size] ?? '';
  const whole = Math.max(0, Math.floor(milliseconds / size));
  return `${String(whole)} ${unit}${whole === 1 ? '' : 's'}`;
}

export function examineCompany(company: CompanyRow, now: Instant): readonly Finding[] {
  return [examineFile(company), examinePoll(company, now)];
}

function examineFile(company: CompanyRow): Finding {
  const subject = { check: 'company', about: company.name } as const;
  const { identity, candidate } = company;
  if (company.problem !== null) return ill(subject, company.problem);
  switch (company.state) {
    case 'approved':
      return fine(subject, `The company file is "${identity?.name ?? ''}", ${identity?.path ?? ''}, FileID ${company.fileId}.`);
    case 'unknown':
      return note(subject, `No company file has answered yet; FileID ${company.fileId}.`,
        'Add its .qwc file to the Web Connector while the company file is open in QuickBooks.');
    case 'confirm':
    case 'stopped':
      return ill(subject, {
        what: `Nothing is written until somebody says whether "${candidate?.name ?? ''}" is the right company file.`,
        todo: 'Run "init" with "approved": true for this company, if it is.',
      });
  }
}

function examinePoll(company: CompanyRow, now: Instant): Finding {
  const subject = { check: 'poll', about: company.name } as const;
  if (company.lastPollAt === null) {
    const todo = `Add the .qwc file, enter the password for "${company.username}" and tick Auto-Run.`;
    return note(subject, 'The Web Connector has never called.', todo);
  }
  const age = now - company.lastPollAt;
  if (age < LATE) return fine(subject, `The Web Connector called ${age < MINUTE ? 'less than a minute' : span(age)} ago.`);
  return ill(subject, { what: `The Web Connector has not called for ${span(age)}.`,
    todo: 'Look whether it runs on this PC, whether its line for Stockbridge is ticked, and whether Auto-Run is on.' });
}
