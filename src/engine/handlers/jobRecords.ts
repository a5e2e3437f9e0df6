/** What QuickBooks has shown of a document, read again from the stored answers: for a person who must tell whether it is the shop's order. */
import type { z } from 'zod';
import type { recordShape } from '../../contract/calls/jobs.ts';
import type { TxnID } from '../../domain/ids.ts';
import { readDocuments } from '../../quickbooks/qbxml/document.ts';
import { readMessageSet, type Answer } from '../../quickbooks/qbxml/envelope.ts';
import { readTransactions } from '../../quickbooks/qbxml/transaction.ts';
import { TXN_TYPES } from '../../quickbooks/qbxml/txnTypes.ts';
import { exchangesOfJob, exchangesOfOrder, type PastExchange } from '../db/exchangeHistory.ts';
import type { JobRow } from '../db/jobs.ts';
import type { Db } from '../db/open.ts';

type RecordFacts = z.input<typeof recordShape>;
type Sought = Pick<JobRow, 'refNumber' | 'memoKey' | 'externalGuid' | 'txnId'>;

/** Questions and answers that name single documents. */
const TELLING = ['write', 'findDoubtful', 'checkNumbers', 'guard'];
const MOST = 10;
/** Characters; an answer that is longer holds hundreds of documents, and reading it would be felt. */
const MOST_TEXT = 2_000_000;

/** Ours first, then the newest; each document once, as it was shown last. */
export function recordsOfJob(db: Db, job: JobRow, orderNumber: string | null): readonly RecordFacts[] {
  if (job.kind === 'customer') return [];
  const exchanges = [...exchangesOfJob(db, job.id, MOST), ...(orderNumber === null ? [] : exchangesOfOrder(db, job.companyId, orderNumber, MOST))];
  const found = new Map<TxnID, RecordFacts>();
  for (const exchange of [...new Map(exchanges.map((one) => [one.id, one])).values()].sort((a, b) => b.id - a.id)) {
    for (const record of recordsIn(exchange, job)) if (!found.has(record.txnId as TxnID)) found.set(record.txnId as TxnID, record);
  }
  return [...found.values()].sort((a, b) => Number(b.isOurs) - Number(a.isOurs));
}

function recordsIn({ purpose, responseText, answeredAt, preparedAt }: PastExchange, job: Sought): readonly RecordFacts[] {
  if (responseText === null || responseText.length > MOST_TEXT || !TELLING.includes(purpose.kind)) return [];
  const set = readMessageSet(responseText);
  if (!set.ok) return [];
  return set.value.answers.flatMap((answer) => read(answer, job, answeredAt ?? preparedAt)).filter((record) => record.isOurs || record.refNumber === job.refNumber);
}

function read(answer: Answer, job: Sought, seenAt: number): readonly RecordFacts[] {
  const isKnown = (txnId: string): boolean => txnId === job.txnId;
  // The kind's own query tells more than the list of all transactions, but both may show the same one: whichever comes first will do.
  const documents = readDocuments(answer);
  if (documents.ok) {
    return documents.value.map((one) => ({
      type: TXN_TYPES[one.kind], txnId: one.txnId, refNumber: one.refNumber, txnDate: one.txnDate, customer: one.customerName, total: one.totalAmount, memo: one.memo, seenAt,
      isOurs: isKnown(one.txnId) || one.memo.includes(job.memoKey) || (one.externalGuid !== '' && one.externalGuid.toUpperCase() === job.externalGuid.toUpperCase()),
    }));
  }
  const transactions = readTransactions(answer);
  if (!transactions.ok) return [];
  return transactions.value.map((one) => ({
    type: one.type, txnId: one.txnId, refNumber: one.refNumber, txnDate: one.txnDate, customer: one.entityName, total: one.amount, memo: one.memo, seenAt,
    isOurs: isKnown(one.txnId) || one.memo.includes(job.memoKey),
  }));
}
