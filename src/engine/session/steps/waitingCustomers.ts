/**
 * Customers that have waited to be added since an earlier session: is one of them in QuickBooks already? QuickBooks would refuse its name, and with our second
 * name the buyer would be there twice. It happens where this database is older than the company file: the Add that it still plans has been made.
 */
import type { JobId } from '../../../domain/ids.ts';
import { customerQuery, readCustomers } from '../../../quickbooks/qbxml/customer.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { findJob, type JobRow } from '../../db/jobs.ts';
import { recordsOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { applyCustomerFound, isOurs } from '../writeOutcome.ts';
import { customerJobOf, undrafted } from './lookups.ts';

const AT_ONCE = 50;

type Adding = JobRow & { readonly payload: Extract<JobRow['payload'], { family: 'customer' }> };

export const waitingCustomers: Step = {
  next(scope) {
    const { plan } = scope;
    const adding = new Map<string, Adding>();
    for (const job of undrafted(scope)) {
      const customer = customerJobOf(scope, job);
      // What this session has made was looked up by it.
      if (!isAdding(customer) || plan.customersAsked.includes(customer.payload.key)) continue;
      adding.set(customer.payload.key, customer);
      if (adding.size === AT_ONCE) break;
    }
    if (adding.size === 0) return null;
    const names = new Set([...adding.values()].flatMap(({ payload }) => payload.names));
    return {
      purpose: { kind: 'waitingCustomers', jobIds: [...adding.values()].map(({ id }) => id) }, jobId: null,
      text: writeMessageSet({ version: plan.version, requests: [customerQuery('customers', [...names])] }),
    };
  },
};

function isAdding(job: JobRow | null): job is Adding {
  return job !== null && job.payload.family === 'customer' && (job.state === 'waiting' || job.state === 'ready');
}

export function settleWaitingCustomers(scope: Scope, purpose: { readonly jobIds: readonly JobId[] }, answer: ReadAnswer): Failure | null {
  const found = recordsOf(answer.set, 'customers', readCustomers);
  if (!found.ok) return { failed: found.error };
  for (const id of purpose.jobIds) {
    const job = findJob(scope.ctx.db, id);
    if (!isAdding(job)) continue;
    const { draft, key } = job.payload;
    scope.plan.customersAsked.push(key);
    const record = found.value.find((one) => isOurs(draft, one));
    if (record !== undefined) applyCustomerFound(scope, job, record, answer.answeredSequence, answer.exchange.id);
  }
  return null;
}
