/** Is the company file that answered the one we may write to? (DESIGN §4, company guard) */
import type { CompanyIdentity, CompanyState } from '../domain/company.ts';
import { problem, type Problem } from '../domain/problem.ts';

export type GuardInput = {
  /** The `{GUID}` the .qwc asked the Web Connector to store in the file. */
  readonly fileId: string;
  readonly state: CompanyState;
  readonly approved: CompanyIdentity | null;
  readonly problem: Problem | null;
  readonly approveFirst: boolean;
};

export type GuardVerdict = {
  readonly state: CompanyState;
  readonly identity: CompanyIdentity | null;
  readonly candidate: CompanyIdentity | null;
  readonly problem: Problem | null;
};

/** Problems that only a person's choice ends; a right answer alone does not. */
const NEEDS_A_CHOICE = ['companyFileOlder'];

export function guardCompany(input: GuardInput, answered: CompanyIdentity): GuardVerdict {
  const stop = (why: Problem): GuardVerdict => ({ state: 'stopped', identity: input.approved, candidate: answered, problem: why });
  if (answered.fileId === '') {
    return stop(problem('companyFileUnmarked', `The company file "${answered.name}" was never connected to this Stockbridge company.`,
      'Open the right company file in QuickBooks and add the .qwc file to the Web Connector while it is open.', { detail: answered.path }));
  }
  if (answered.fileId.toUpperCase() !== input.fileId.toUpperCase()) {
    return stop(problem('otherCompanyFile', `Another company file answered: "${answered.name}".`,
      'Open the right company file in QuickBooks. Nothing has been written.', { detail: answered.path }));
  }
  if (input.state === 'stopped' && input.problem !== null && NEEDS_A_CHOICE.includes(input.problem.code)) {
    return { state: 'stopped', identity: input.approved, candidate: answered, problem: input.problem };
  }
  if (input.approved === null) {
    return input.approveFirst
      ? { state: 'approved', identity: answered, candidate: null, problem: null }
      : { state: 'confirm', identity: null, candidate: answered, problem: problem('confirmCompany', `QuickBooks answered with the company "${answered.name}".`,
          'Say whether this is your company. Nothing is written before.', { detail: answered.path }) };
  }
  const nameChanged = answered.name !== input.approved.name;
  const pathChanged = answered.path !== '' && answered.path.toLowerCase() !== input.approved.path.toLowerCase();
  if (nameChanged || pathChanged) {
    return stop(problem('companyFileMoved',
      nameChanged ? `The company file is now called "${answered.name}" instead of "${input.approved.name}".` : 'The company file is now at another place; it may be a copy.',
      'Say whether this is the file your books are kept in. Nothing is written before.', { detail: `${input.approved.path} → ${answered.path}` }));
  }
  return { state: 'approved', identity: { ...answered, path: input.approved.path === '' ? answered.path : input.approved.path }, candidate: null, problem: null };
}

/** Numbers that the sentence names; the whole list is beside it. */
const NAMED = 5;

/** The file lacks documents we posted and did not see deleted: it is older than our records. */
export function olderFile(missing: readonly string[]): Problem {
  return problem(
    'companyFileOlder',
    `This company file is older than our records: ${missing.length === 1 ? 'a document' : `${String(missing.length)} documents`} that we posted ${missing.length === 1 ? 'is' : 'are'} not in it (${missing.slice(0, NAMED).join(', ')}${missing.length > NAMED ? ' …' : ''}).`,
    'If a newer file exists, open that. If a backup was restored, look at the missing documents, then say that this is your company file. Nothing is written before.',
  );
}
