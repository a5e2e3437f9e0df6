/** Money that follows a document: the payment of an invoice that the shop was paid for, the settlement of a credit memo. Runs inside the caller's transaction. */
import { externalGuid, identityText, memoKey } from '../../decide/identifiers.ts';
import { planSettlements, type NewSettlement, type ParentDocument } from '../../decide/planSettlements.ts';
import { isDocumentKind } from '../../domain/job.ts';
import type { StoreOrder } from '../../domain/order.ts';
import { freeIdentity, insertJob, jobsOfOrder, type JobRow } from '../db/jobs.ts';
import { writeLog } from '../db/log.ts';
import { orderNumber, sentBody } from '../db/orders.ts';
import { sha256 } from '../digest.ts';
import { freeNumber, type Intake } from './intake.ts';

/**
 * Adds what is missing and due. What was entered before this was asked for stays as it is, since somebody has settled it by hand: only documents
 * that are still on their way get money, and an invoice that went out unpaid and has been paid since. Returns how many were added.
 */
export function addDependents(intake: Intake, orderId: number, order: StoreOrder): number {
  const { db, connection } = intake;
  const jobs = jobsOfOrder(db, orderId);
  const known = jobs.filter((job) => job.state !== 'cancelled' || job.everSent || job.evidence !== null);
  const parents = jobs.flatMap((job): readonly ParentDocument[] => (
    (job.family === 'order' || job.family === 'refund') && isDocumentKind(job.kind)
      ? [{ family: job.family, storeDocumentId: job.storeDocumentId, kind: job.kind, state: job.state }]
      : []));
  let added = 0;
  for (const wanted of planSettlements(order, parents, known, connection.settings)) {
    const family = wanted.family === 'payment' ? 'order' : 'refund';
    const parent = jobs.find((job) => job.family === family && job.storeDocumentId === wanted.storeDocumentId && job.state !== 'cancelled');
    if (parent !== undefined && (isOnItsWay(parent) || (wanted.family === 'payment' && paidSince(intake, orderId, parent)))) added += add(intake, parent, wanted);
  }
  return added;
}

function isOnItsWay({ state }: JobRow): boolean {
  return state !== 'done' && state !== 'cancelled';
}

function paidSince({ db }: Intake, orderId: number, invoice: JobRow): boolean {
  const sent = sentBody(db, orderId);
  return invoice.state === 'done' && sent !== null && sent.paidAt === null;
}

function add(intake: Intake, parent: JobRow, wanted: NewSettlement): number {
  const { db, company, connection, at } = intake;
  const { storeDocumentId } = parent;
  const digest = sha256(identityText({ fileId: company.fileId, storeHost: connection.host, storeDocumentId, family: wanted.family }));
  freeIdentity(db, company.id, connection.id, storeDocumentId, wanted.family);
  const id = insertJob(db, {
    companyId: company.id, connectionId: connection.id, orderId: parent.orderId, kind: wanted.kind, family: wanted.family, storeDocumentId, label: wanted.label,
    refNumber: freeNumber(db, company, connection, wanted), memoKey: memoKey(digest), externalGuid: externalGuid(digest), postsStock: true, expectedTotal: wanted.amount,
    payload: { family: wanted.family }, parentId: parent.id, at,
  });
  if (id === null) return 0;
  const words = wanted.family === 'payment' ? 'Paid: the payment is entered with the invoice.' : `Refund ${storeDocumentId}: given back, so its credit memo is settled with it.`;
  writeLog(db, { at, companyId: company.id, connectionId: connection.id, order: orderNumber(db, parent.orderId ?? 0) ?? wanted.label, outcome: 'received', text: words });
  return 1;
}
