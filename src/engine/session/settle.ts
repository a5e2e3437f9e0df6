/** Acts on a stored answer: dispatches on why the request went out. */
import { assertNever } from '../../domain/brand.ts';
import type { Sequence } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { readMessageSet } from '../../quickbooks/qbxml/envelope.ts';
import { itemOf } from '../../quickbooks/qbxml/item.ts';
import { classifyHresult } from '../../quickbooks/qbxml/status.ts';
import { findJob } from '../db/jobs.ts';
import { handedAfter, type ExchangeRow } from '../db/sessions.ts';
import type { Purpose } from './plan.ts';
import { fieldsRefused, settleFieldsRead, settleFieldsWrite } from './steps/customFields.ts';
import { settleSearch, settleStatusCheck } from './steps/doubts.ts';
import { settleNumbers } from './steps/documents.ts';
import { settleGuard, settleIdentity } from './steps/identify.ts';
import { settleInvoices } from './steps/invoices.ts';
import { listsRefused, settleLists } from './steps/lists.ts';
import { settleCustomers, settleItems } from './steps/lookups.ts';
import { settlePage, settlePosted, settleTouched } from './steps/reads.ts';
import { settleRestored } from './steps/restored.ts';
import { settleSites, sitesRefused } from './steps/sites.ts';
import { settleBatch, settleCount, settleList } from './steps/sweep.ts';
import { settleWaitingCustomers } from './steps/waitingCustomers.ts';
import { settleWanted } from './steps/wanted.ts';
import type { Failure, ReadAnswer, Scope } from './step.ts';
import { applyWrite, readWriteAnswer } from './writeOutcome.ts';

/** Answers with nothing but items, thousands of them perhaps. */
const OF_ITEMS: readonly Purpose['kind'][] = ['fullRead', 'modifiedRead', 'touchedRead', 'sweepBatch'];

export type RawAnswer = { readonly response: string; readonly hresult: string; readonly message: string };

/** Returns the failure that ends the session, or null to go on. */
export function settle(scope: Scope, exchange: ExchangeRow, answer: RawAnswer, sequence: Sequence): Failure | null {
  const { purpose } = exchange;
  if (purpose.kind === 'write') return settleWritten(scope, exchange, answer, sequence);
  if (answer.hresult !== '') {
    const { nothingRan, problem: why } = classifyHresult(answer.hresult, answer.message);
    if (nothingRan && purpose.kind === 'lists') return listsRefused(scope, purpose, why);
    if (nothingRan && purpose.kind === 'sites') return sitesRefused(scope, why);
    if (nothingRan && purpose.kind === 'fieldsWrite') return fieldsRefused(scope, purpose, why);
    return { failed: why };
  }
  if (purpose.kind === 'statusCheck') {
    settleStatusCheck(scope, purpose, answer.response);
    return null;
  }
  if (purpose.kind === 'identify') return settleIdentity(scope, answer.response, true);
  const set = readMessageSet(answer.response, OF_ITEMS.includes(purpose.kind) ? itemOf : undefined);
  if (!set.ok) return { failed: set.error };
  const handedSequence = exchange.handedSequence;
  if (handedSequence === null) return { failed: problem('notHanded', 'An answer came to a request that was never handed out.', 'Run the Web Connector again.') };
  return settleRead(scope, purpose, { set: set.value, handedSequence, answeredSequence: sequence, exchange });
}

function settleRead(scope: Scope, purpose: Exclude<Purpose, { kind: 'write' | 'statusCheck' | 'identify' }>, answer: ReadAnswer): Failure | null {
  switch (purpose.kind) {
    case 'guard': return settleGuard(scope, purpose, answer);
    case 'restored': return settleRestored(scope, purpose, answer);
    case 'findDoubtful': return settleSearch(scope, purpose, answer);
    case 'lookupItems': return settleItems(scope, purpose, answer);
    case 'lookupCustomers': return settleCustomers(scope, purpose, answer);
    case 'waitingCustomers': return settleWaitingCustomers(scope, purpose, answer);
    case 'checkNumbers': return settleNumbers(scope, purpose, answer);
    case 'posted': return settlePosted(scope, purpose, answer);
    case 'fullRead': case 'modifiedRead': return settlePage(scope, purpose, answer);
    case 'touchedRead': return settleTouched(scope, purpose, answer);
    case 'wantedRead': return settleWanted(scope, purpose, answer);
    case 'fieldsRead': return settleFieldsRead(scope, purpose, answer);
    case 'fieldsWrite': return settleFieldsWrite(scope, purpose, answer);
    case 'invoices': return settleInvoices(scope, purpose, answer);
    case 'lists': return settleLists(scope, purpose, answer);
    case 'sweepCount': return settleCount(scope, answer);
    case 'sweepList': return settleList(scope, purpose, answer);
    case 'sites': return settleSites(scope, purpose, answer);
    case 'sweepBatch': return settleBatch(scope, purpose, answer);
    default: return assertNever(purpose);
  }
}

function settleWritten(scope: Scope, exchange: ExchangeRow, answer: RawAnswer, sequence: Sequence): Failure | null {
  if (exchange.jobId === null) return null;
  const job = findJob(scope.ctx.db, exchange.jobId);
  if (job.state !== 'sent') return null; // a late answer to an earlier sending has settled it meanwhile
  const booked = readWriteAnswer(job, answer.response, answer.hresult, answer.message);
  applyWrite(scope, job, booked, sequence, exchange.id);
  // QuickBooks itself failed (not just our text): the session inside it is gone, the next poll starts anew.
  if (answer.hresult === '') return null;
  const { nothingRan, problem: why } = classifyHresult(answer.hresult, answer.message);
  return nothingRan ? null : { failed: why };
}

/** An answer that comes after its session ended settles its own document, and nothing else. */
export function settleLate(scope: Scope, exchange: ExchangeRow, answer: RawAnswer, sequence: Sequence): void {
  if (exchange.purpose.kind !== 'write' || exchange.jobId === null) return;
  const job = findJob(scope.ctx.db, exchange.jobId);
  if (job.state !== 'inDoubt' && job.state !== 'sent' && job.state !== 'needsAttention') return;
  const booked = readWriteAnswer(job, answer.response, answer.hresult, answer.message);
  const success = booked.verdict.to === 'done';
  // A person is asked already; only "QuickBooks has it" ends that.
  if (job.state === 'needsAttention' && !success) return;
  // A refusal of an earlier sending says nothing about the same text sent again since.
  if (!success && (booked.verdict.to === 'inDoubt' || handedAfter(scope.ctx.db, job.id, exchange.id))) return;
  if (job.state === 'sent' && !success) return;
  applyWrite(scope, job, booked, sequence, exchange.id);
}
