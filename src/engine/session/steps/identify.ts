/** First of all: which company file answered, and may we write to it? */
import { guardCompany, olderFile } from '../../../decide/guardCompany.ts';
import type { CompanyIdentity } from '../../../domain/company.ts';
import type { JobId } from '../../../domain/ids.ts';
import { companyQuery, hostQuery, preferencesQuery, readIdentity } from '../../../quickbooks/qbxml/company.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { readTransactions, transactionQuery } from '../../../quickbooks/qbxml/transaction.ts';
import { readDeleted, txnDeletedQuery } from '../../../quickbooks/qbxml/txnDeleted.ts';
import { WRITTEN_KINDS } from '../../../quickbooks/qbxml/txnTypes.ts';
import { chooseVersion } from '../../../quickbooks/qbxml/versions.ts';
import { OWNER_ID } from '../../../quickbooks/qwcFile.ts';
import { findCompany, setCompanyState } from '../../db/companies.ts';
import { findJob, lastPosted } from '../../db/jobs.ts';
import { writeLog } from '../../db/log.ts';
import { keepMissing } from '../../db/missing.ts';
import { recordsOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';

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
  const verdict = guardCompany({ fileId: company.fileId, state: company.state, approved: company.identity, problem: company.problem, approveFirst: company.approveFirst }, answered);
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

/** Looks for the last documents we posted: a restored older company file lacks them. */
export const guard: Step = {
  next({ ctx, company, plan }) {
    if (plan.guardAsked) return null;
    const asked = plan.guardDepth ?? 0;
    const posted = lastPosted(ctx.db, company.id, asked === 0 ? GUARD_DEPTH : GUARD_STEP, asked);
    if (posted.length === 0) {
      plan.guardAsked = true;
      return null;
    }
    const txnIds = posted.flatMap((job) => (job.txnId === null ? [] : [job.txnId]));
    const requests = [transactionQuery('posted', { by: 'txnIds', txnIds }), txnDeletedQuery('deleted', WRITTEN_KINDS)];
    return { purpose: { kind: 'guard', txnIds }, jobId: null, text: writeMessageSet({ version: plan.version, onError: 'continueOnError', requests }) };
  },
};

export function settleGuard(scope: Scope, purpose: { readonly txnIds: readonly string[] }, { set }: ReadAnswer): Failure | null {
  const { ctx, plan, company } = scope;
  const found = recordsOf(set, 'posted', readTransactions);
  if (!found.ok) return { failed: found.error };
  const deleted = recordsOf(set, 'deleted', readDeleted);
  if (!deleted.ok) return { failed: deleted.error };
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

function stopForOlderFile({ ctx, company: { id }, now }: Scope, missing: readonly JobId[]): Failure {
  const { identity } = findCompany(ctx.db, id);
  const problem = olderFile(missing.map((job) => findJob(ctx.db, job).refNumber));
  setCompanyState(ctx.db, id, { state: 'stopped', identity, candidate: identity, problem });
  writeLog(ctx.db, { at: now, companyId: id, outcome: 'needsAttention', text: `${problem.what} ${problem.todo}` });
  return { failed: problem };
}
