/** Answers the calls about jobs and exchanges. */
import type { z } from 'zod';
import type { exchangeShape, jobCalls, jobShape } from '../../contract/calls/jobs.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import type { OrderDifference } from '../../decide/compareOrder.ts';
import { err, ok } from '../../domain/result.ts';
import { connectorFor } from '../../stores/registry.ts';
import type { Engine } from '../createEngine.ts';
import { findConnection } from '../db/connections.ts';
import { findWriteBack } from '../db/writeBack.ts';
import { exchangesOfJob, pastExchange, type PastExchange } from '../db/exchangeHistory.ts';
import { findJob, type JobRow } from '../db/jobs.ts';
import { pageOfJobs, searchJobs } from '../db/jobSearch.ts';
import { jobOfExchange } from '../db/logSearch.ts';
import { findOrder } from '../db/orders.ts';
import { change } from './change.ts';
import { jobActions } from './jobActions.ts';
import { jobExtraHandlers, relatedTo, type Act } from './jobExtras.ts';
import { cancelJob, markEntered, notPossible, retryJob } from './jobChanges.ts';
import { recordsOfJob } from './jobRecords.ts';
import { found, jobNamed } from './named.ts';
import { nextOf } from './page.ts';
import { maskFor, peopleOf, type Mask } from './rawText.ts';

type JobFacts = z.input<typeof jobShape>;
type ExchangeFacts = z.input<typeof exchangeShape>;

const MOST_EXCHANGES = 20;
/** Characters of a request or response in a list; exchanges.show has them whole. */
const MOST_TEXT = 64_000;

export function jobHandlers(engine: Engine): HandlersOf<typeof jobCalls> {
  const { ctx, db } = engine;

  /** Moves a job if the action is open to it now, in one transaction; then what depends on it is looked at again. */
  const act: Act = (id, action, work) => {
    const done = change(ctx, () => {
      const job = jobNamed(db, id);
      if (!job.ok) return job;
      if (action !== null && !jobActions(job.value).includes(action)) return err(notPossible(job.value));
      work(job.value);
      return ok(findJob(db, id));
    });
    if (!done.ok) return done;
    ctx.emit({ kind: 'jobsChanged' });
    void engine.route(done.value.companyId);
    return ok({ job: jobFacts(done.value) });
  };

  return {
    ...jobExtraHandlers(engine, act),

    'jobs.list': ({ limit, ...filter }) => {
      const { rows, last } = nextOf(searchJobs(db, { ...filter, limit: limit + 1 }), limit);
      return ok({ jobs: rows.map(jobFacts), next: last?.id ?? null });
    },

    'jobs.page': (query) => {
      const { jobs, total } = db.transaction(() => pageOfJobs(db, query))();
      return ok({ jobs: jobs.map(jobFacts), total });
    },

    'jobs.show': ({ jobId }) => {
      const job = jobNamed(db, jobId);
      if (!job.ok) return job;
      const order = job.value.orderId === null ? null : findOrder(db, job.value.orderId);
      const shop = findConnection(db, job.value.connectionId);
      const mask = maskFor(engine, order === null ? [] : peopleOf(order.order));
      return ok({
        job: jobFacts(job.value), order: order?.order ?? null, difference: (order?.difference ?? []) as readonly OrderDifference[], differenceLeft: order?.differenceLeft ?? false,
        related: relatedTo(db, job.value).map(jobFacts), writeBack: findWriteBack(db, jobId),
        records: recordsOfJob(db, job.value, order?.order.number ?? null),
        storeUrl: order === null ? null : (connectorFor(shop.kind)?.orderPage?.(shop.url, order.order.id) ?? null),
        exchanges: exchangesOfJob(db, jobId, MOST_EXCHANGES).map((exchange) => exchangeFacts(exchange, MOST_TEXT, mask)),
      });
    },

    'jobs.retry': ({ jobId }) => act(jobId, 'retry', (job) => { retryJob(ctx, job, 'asked to try it again'); }),

    'jobs.cancel': ({ jobId }) => act(jobId, 'cancel', (job) => { cancelJob(ctx, job); }),

    'jobs.markEntered': ({ jobId, txnId }) => act(jobId, 'markEntered', (job) => { markEntered(ctx, job, txnId ?? null); }),

    'jobs.settle': ({ jobId, entered, txnId }) => act(jobId, 'settle', (job) => {
      if (entered) markEntered(ctx, job, txnId ?? null);
      else retryJob(ctx, job, 'looked in QuickBooks and did not find it; it goes out again');
    }),

    'exchanges.show': ({ exchangeId }) => {
      const exchange = found(pastExchange(db, exchangeId), 'exchange');
      if (!exchange.ok) return exchange;
      const jobId = jobOfExchange(db, exchangeId);
      const order = jobId === null ? null : findJob(db, jobId).orderId;
      const people = order === null ? [] : peopleOf(findOrder(db, order).order);
      return ok({ exchange: exchangeFacts(exchange.value, Number.POSITIVE_INFINITY, maskFor(engine, people)) });
    },
  };
}

function jobFacts(job: JobRow): JobFacts {
  return { ...job, actions: [...jobActions(job)] };
}

/** `most`: characters of each text, counted after the mask. */
export function exchangeFacts(exchange: PastExchange, most: number, mask: Mask): ExchangeFacts {
  const { purpose, message } = exchange;
  const requestText = mask(exchange.requestText);
  const responseText = exchange.responseText === null ? null : mask(exchange.responseText);
  return {
    ...exchange, purpose: purpose.kind, requestText: requestText.slice(0, most),
    responseText: responseText?.slice(0, most) ?? null, message: message === null ? null : mask(message),
    cut: requestText.length > most || (responseText?.length ?? 0) > most,
  };
}
