/** Takes in one pulled order: its lines, its documents to write, what changed since one was sent. Runs inside the caller's transaction. */
import { acceptOrder, startDay, type KnownJob, type NewDocument } from '../../decide/acceptOrder.ts';
import { compareOrder, refundField, type EnteredRefund, type OrderDifference } from '../../decide/compareOrder.ts';
import { externalGuid, identityText, memoKey } from '../../decide/identifiers.ts';
import type { ListingId } from '../../domain/ids.ts';
import type { StoreOrder } from '../../domain/order.ts';
import { freeIdentity, insertJob, jobsOfOrder, lastTextIsOpen, moveJob, type JobRow } from '../db/jobs.ts';
import { listingByKey, listingsBySku, touchListings, touchSkus } from '../db/listings.ts';
import { writeLog } from '../db/log.ts';
import type { Db } from '../db/open.ts';
import { findStoreOrder, forgetUnreadable, sentBody, setDifference, storeLines, storeOrder, type OrderRow } from '../db/orders.ts';
import { sha256 } from '../digest.ts';
import { addDependents } from './dependents.ts';
import { freeNumber, type Intake } from './intake.ts';

/** True when the order was news (the overlap of two pulls brings the same order again). */
export function takeOrder(intake: Intake, order: StoreOrder): boolean {
  const { db, company, connection, zone, at } = intake;
  const before = findStoreOrder(db, connection.id, order.id);
  // A list of live orders never mentions a trashed one, so "gone" is only undone by the order itself coming again.
  if (before !== null && JSON.stringify(before.order) === JSON.stringify(order)) return false;
  const known = before === null ? [] : jobsOfOrder(db, before.id);
  const accepted = acceptOrder(order, known.flatMap((job) => toKnown(db, job)), connection.settings, startDay(connection.settings, connection.createdAt, zone), zone);
  const orderId = storeOrder(db, connection.id, order, accepted.counts, at);
  forgetUnreadable(db, connection.id, order.id);
  touch(intake, orderId, order, before?.order ?? null);
  for (const document of accepted.documents) addDocument(intake, orderId, order, document);
  // First what is taken back: money that came with the same change must not hang on a document that is cancelled.
  if (accepted.cancel) cancel(intake, order, known);
  if (accepted.counts) addDependents(intake, orderId, order);
  if (before !== null && !accepted.cancel) retryCorrected(intake, known);
  if (before !== null && known.some((job) => job.family === 'order' && hasLeft(db, job))) showDifference(intake, before, order, accepted.cancelledAfterSending);
  if (before === null && accepted.documents.length === 0 && accepted.counts) {
    writeLog(db, {
      at, companyId: company.id, connectionId: connection.id, order: order.number, outcome: 'received',
      text: `Order with status "${order.status}" received; it is entered once the shop moves it to ${connection.settings.importStatuses.join(', ')}.`,
    });
  }
  return true;
}

/** The lines as the shop counts them; their listings are due for a look, whatever number they show. */
function touch({ db, company, connection, sequence }: Intake, orderId: number, order: StoreOrder, before: StoreOrder | null): void {
  const listings = new Set<ListingId>();
  const orphans: string[] = [];
  const lines = order.lines.map((line) => {
    const listing = line.listingKey === null ? null : listingByKey(db, connection.id, line.listingKey);
    const listingId = listing?.id ?? null;
    if (listingId !== null) listings.add(listingId);
    else if (line.sku !== null && line.sku !== '') orphans.push(line.sku);
    return { lineId: line.id, listingId, sku: line.sku, taken: order.gone ? 0 : line.stockTaken };
  });
  for (const id of storeLines(db, orderId, lines)) listings.add(id);
  for (const line of before?.lines ?? []) {
    const listing = line.listingKey === null ? null : listingByKey(db, connection.id, line.listingKey);
    if (listing !== null) listings.add(listing.id);
  }
  for (const sku of orphans) for (const listing of listingsBySku(db, connection.id, sku)) listings.add(listing.id);
  touchListings(db, [...listings], sequence);
  touchSkus(db, company.id, orphans);
}

function toKnown(db: Db, job: JobRow): KnownJob[] {
  if (job.family !== 'order' && job.family !== 'refund') return [];
  return [{
    storeDocumentId: job.storeDocumentId, family: job.family, state: job.state, everSent: job.everSent,
    declined: job.state === 'cancelled' && job.evidence !== null,
    mayBeStored: lastTextIsOpen(db, job),
    restocked: job.payload.family === 'refund' ? job.payload.restocked : {},
  }];
}

/** Adds a document to be written, unless it is there already. */
export function addDocument({ db, company, connection, at }: Intake, orderId: number, order: StoreOrder, document: NewDocument): void {
  const digest = sha256(identityText({ fileId: company.fileId, storeHost: connection.host, storeDocumentId: document.storeDocumentId, family: document.family }));
  freeIdentity(db, company.id, connection.id, document.storeDocumentId, document.family);
  const refund = document.family === 'refund' ? order.refunds.find((one) => one.id === document.storeDocumentId) : undefined;
  const id = insertJob(db, {
    companyId: company.id, connectionId: connection.id, orderId, kind: document.kind, family: document.family, storeDocumentId: document.storeDocumentId, label: document.label,
    refNumber: freeNumber(db, company, connection, document), memoKey: memoKey(digest), externalGuid: externalGuid(digest), at,
    postsStock: !(connection.settings.pendingDocuments && (document.kind === 'salesReceipt' || document.kind === 'invoice')),
    expectedTotal: document.family === 'refund' ? (refund?.total ?? null) : order.total,
    payload: document.family === 'refund' ? { family: 'refund', restocked: document.restocked } : { family: 'order' },
  });
  if (id !== null) writeLog(db, {
    at, companyId: company.id, connectionId: connection.id, order: order.number, outcome: 'received',
    text: document.family === 'refund' ? `Refund ${document.storeDocumentId} received.` : 'Order received.',
  });
}

/** An order's line in the log is about its document; what else belongs to the order says what it is. */
const PART: Readonly<Partial<Record<JobRow['family'], string>>> = { refund: 'Refund ', payment: 'Payment: ', settlement: 'Settlement: ' };

/** Cancelled in the shop before anything was sent: nothing will be. */
function cancel({ db, connection, at }: Intake, order: StoreOrder, jobs: readonly JobRow[]): void {
  for (const job of jobs) {
    if ((job.state !== 'waiting' && job.state !== 'ready' && job.state !== 'needsAttention') || lastTextIsOpen(db, job)) continue;
    moveJob(db, job, 'cancelled', at, { problem: null });
    writeLog(db, {
      at, companyId: job.companyId, connectionId: connection.id, order: order.number, outcome: 'cancelled',
      text: `${PART[job.family] ?? ''}${job.family === 'refund' ? `${job.storeDocumentId}: ` : ''}Cancelled in the shop before it was entered in QuickBooks.`,
    });
  }
}

/** Somebody changed the order in the shop: what was parked and never sent is planned anew, what was ready is drafted anew. */
function retryCorrected({ db, at }: Intake, jobs: readonly JobRow[]): void {
  for (const job of jobs) {
    if (!job.everSent && (job.state === 'needsAttention' || job.state === 'ready')) moveJob(db, job, 'waiting', at, { problem: null });
  }
}

/** Is the document in QuickBooks, or may it be? What was proven not to be there is drafted anew from the order as it is then. */
function hasLeft(db: Db, job: JobRow): boolean {
  return job.state === 'sent' || job.state === 'inDoubt' || job.state === 'done' || lastTextIsOpen(db, job);
}

/** Those that the shop still had until now, and those whose absence is shown already: what a person has seen as corrected does not come again. */
function enteredRefunds(db: Db, before: OrderRow): readonly EnteredRefund[] {
  const shown = (before.difference as readonly OrderDifference[]).map((difference) => difference.field);
  return jobsOfOrder(db, before.id)
    .filter((job) => job.family === 'refund'
      && hasLeft(db, job)
      && (shown.includes(refundField(job.storeDocumentId)) || before.order.refunds.some((refund) => refund.id === job.storeDocumentId)))
    .map((job) => ({ id: job.storeDocumentId, total: job.expectedTotal }));
}

function showDifference({ db, company, connection, at }: Intake, before: OrderRow, order: StoreOrder, cancelledAfterSending: boolean): void {
  const orderId = before.id;
  const sent = sentBody(db, orderId);
  if (sent === null) return;
  const status: OrderDifference[] = cancelledAfterSending ? [{ field: 'status', sent: sent.status, now: order.gone ? 'trashed or deleted' : order.status }] : [];
  const differences = [...status, ...compareOrder(sent, order, order.gone ? [] : enteredRefunds(db, before))];
  setDifference(db, orderId, differences);
  if (differences.length === 0) return;
  const words = differences.map((difference) => `${difference.field}: ${difference.sent} → ${difference.now}`).join('; ');
  writeLog(db, {
    at, companyId: company.id, connectionId: connection.id, order: order.number, outcome: 'changed',
    text: `Changed in the shop after it was sent to QuickBooks (${words}). QuickBooks is left as it is; correct it there if it should change.`,
  });
}
