/** First of all: which company file answered, and may we write to it? */
import { guardCompany, olderFile } from '../../../decide/guardCompany.ts';
import { memoKeyIn } from '../../../decide/identifiers.ts';
import { DAY, earlier, sinceStamp, type Instant } from '../../../domain/calendar.ts';
import type { CompanyIdentity } from '../../../domain/company.ts';
import type { TransactionRecord } from '../../../domain/document.ts';
import type { JobId } from '../../../domain/ids.ts';
import { ok } from '../../../domain/result.ts';
import { companyQuery, hostQuery, preferencesQuery, readIdentity } from '../../../quickbooks/qbxml/company.ts';
import { answerFor, writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { readTransactions, transactionQuery } from '../../../quickbooks/qbxml/transaction.ts';
import { readDeleted, txnDeletedQuery } from '../../../quickbooks/qbxml/txnDeleted.ts';
import { WRITTEN_KINDS } from '../../../quickbooks/qbxml/txnTypes.ts';
import { chooseVersion } from '../../../quickbooks/qbxml/versions.ts';
import { OWNER_ID } from '../../../quickbooks/qwcFile.ts';
import { findCompany, setCompanyState, setUpAt } from '../../db/companies.ts';
import { isFoundAlready } from '../../db/found.ts';
import { findJob, isKeyKnown, lastPosted } from '../../db/jobs.ts';
import { writeLog } from '../../db/log.ts';
import { markOlder } from '../../db/markRestored.ts';
import { keepMissing } from '../../db/missing.ts';
import { recordsOf, zoneOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { sinceLastSession } from './reads.ts';

/** Documents looked for at the start of each session. */
const GUARD_DEPTH = 5;
/** Once one of those is missing, all before them are looked for, so many at once, until so many in a row are there: the choice names every missing one. */
const GUARD_STEP = 100;

export const identify: Step = {
  next({ plan }) {
    if (plan.identified) return null;
    const requests = [hostQuery('host'), companyQuery('company', OWNER_ID), preferencesQuery('preferences')];
    return { purpose: { kind: 'identify' }, jobId: null, text: writeMessageSet({ onError: 'continueOnError', requests }) };
  },
};

/**
 * Takes the answers of HostQuery, CompanyQuery and PreferencesQuery: from strHCPResponse, or from our own request when that lacked our FileID.
 * Returns the failure that ends the session, or null.
 */
export function settleIdentity(scope: Scope, answers: string, last: boolean): Failure | null {
  const { ctx, company, plan } = scope;
  const read = readIdentity(answers);
  if (!read.ok) return last ? { failed: read.error } : null;
  if (read.value.fileId === '' && !last) return null; // ask ourselves, naming our OwnerID
  const path = plan.companyFile === '' ? (company.identity?.path ?? '') : plan.companyFile;
  const answered: CompanyIdentity = { ...read.value, path };
  const version = chooseVersion(answered.supportedVersions);
  if (!version.ok) return { failed: version.error };
  const verdict = guardCompany(
    { fileId: company.fileId, state: company.state, approved: company.identity, problem: company.problem, approveFirst: company.approveFirst },
    answered,
  );
  setCompanyState(ctx.db, company.id, verdict);
  if (company.state !== verdict.state) {
    writeLog(ctx.db, { at: scope.now, companyId: company.id, outcome: verdict.state === 'approved' ? 'info' : 'needsAttention',
      text: verdict.problem === null ? `Company file "${answered.name}" approved.` : `${verdict.problem.what} ${verdict.problem.todo}` });
  }
  if (verdict.state !== 'approved') return { failed: verdict.problem ?? olderFile([]) };
  plan.version = version.value;
  plan.identified = true;
  return null;
}

/**
 * Looks for the last documents we posted: a restored older company file lacks them. And for what bears our key and is not known here: then this database is the
 * older one, whoever has put it in place.
 */
export const guard: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    if (plan.guardAsked) return null;
    const asked = plan.guardDepth ?? 0;
    const txnIds = lastPosted(ctx.db, company.id, asked === 0 ? GUARD_DEPTH : GUARD_STEP, asked).flatMap((job) => (job.txnId === null ? [] : [job.txnId]));
    const requests = [
      ...(txnIds.length === 0 ? [] : [transactionQuery('posted', { by: 'txnIds', txnIds }), txnDeletedQuery('deleted', WRITTEN_KINDS)]),
      // While a restore is being looked into, the same is asked more thoroughly (restored.ts).
      ...(asked > 0 || company.restoredFrom !== null ? [] : [transactionQuery('since', { by: 'modifiedSince', from: sinceStamp(strangersSince(scope), zoneOf(scope)) })]),
    ];
    if (requests.length === 0) {
      plan.guardAsked = true;
      return null;
    }
    return { purpose: { kind: 'guard', txnIds }, jobId: null, text: writeMessageSet({ version: plan.version, onError: 'continueOnError', requests }) };
  },
};

export function settleGuard(scope: Scope, purpose: { readonly txnIds: readonly string[] }, { set }: ReadAnswer): Failure | null {
  const { ctx, plan, company } = scope;
  const asksPosted = purpose.txnIds.length > 0;
  const found = asksPosted ? recordsOf(set, 'posted', readTransactions) : ok([]);
  if (!found.ok) return { failed: found.error };
  const deleted = asksPosted ? recordsOf(set, 'deleted', readDeleted) : ok([]);
  if (!deleted.ok) return { failed: deleted.error };
  if (answerFor(set, 'since') !== null) {
    const since = recordsOf(set, 'since', readTransactions);
    if (!since.ok) return { failed: since.error };
    noteStrangers(scope, since.value);
  }
  const seen = new Set<string>([...found.value, ...deleted.value].map((record) => record.txnId));
  const asked = plan.guardDepth ?? 0;
  const missing = lastPosted(ctx.db, company.id, purpose.txnIds.length, asked).filter(({ txnId }) => txnId !== null && purpose.txnIds.includes(txnId) && !seen.has(txnId));
  plan.guardDepth = asked + purpose.txnIds.length;
  plan.guardMissing = [...(plan.guardMissing ?? []), ...missing.map((job) => job.id)];
  if (missing.length > 0 && lastPosted(ctx.db, company.id, 1, plan.guardDepth).length > 0) return null;
  plan.guardAsked = true;
  keepMissing(ctx.db, company.id, plan.guardMissing);
  return plan.guardMissing.length === 0 ? null : stopForOlderFile(scope, plan.guardMissing);
}

/** Nothing of ours is older than the company here, but for clocks that differ. */
function strangersSince(scope: Scope): Instant {
  return sinceLastSession(scope) ?? earlier(setUpAt(scope.ctx.db, scope.company.id), DAY);
}

/** Documents of ours that this database has never heard of: it is looked into as after a restore, before anything is written. */
function noteStrangers(scope: Scope, since: readonly TransactionRecord[]): void {
  const { ctx, company, now } = scope;
  const strangers = new Set(since.filter(({ memo, txnId }) => {
    const key = memoKeyIn(memo);
    return key !== null && !isKeyKnown(ctx.db, company.id, key) && !isFoundAlready(ctx.db, company.id, txnId);
  }).map(({ refNumber }) => refNumber));
  if (strangers.size === 0) return;
  markOlder(ctx.db, company.id, strangersSince(scope));
  writeLog(ctx.db, {
    at: now, companyId: company.id, outcome: 'info',
    text: `QuickBooks has documents of ours that this database does not know (${[...strangers].slice(0, 5).join(', ')}${strangers.size > 5 ? ', …' : ''}): it is an older copy, or another `
      + 'Stockbridge writes to this company file. They are looked for before anything is written, and every stock number is computed anew.',
  });
}

function stopForOlderFile({ ctx, company: { id }, now }: Scope, missing: readonly JobId[]): Failure {
  const { identity } = findCompany(ctx.db, id);
  const problem = olderFile(missing.map((job) => findJob(ctx.db, job).refNumber));
  setCompanyState(ctx.db, id, { state: 'stopped', identity, candidate: identity, problem });
  writeLog(ctx.db, { at: now, companyId: id, outcome: 'needsAttention', text: `${problem.what} ${problem.todo}` });
  return { failed: problem };
}
