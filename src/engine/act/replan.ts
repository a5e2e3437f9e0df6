/** Plans anew what has never been sent, after a shop's settings were changed. Runs inside the caller's transaction. */
import { acceptOrder, DEAD, startDay, type NewDocument } from '../../decide/acceptOrder.ts';
import { settlementKind } from '../../decide/planSettlements.ts';
import type { StoreOrder } from '../../domain/order.ts';
import type { ConnectionSettings } from '../../domain/settings.ts';
import { jobsOfOrder, lastTextIsOpen, moveJob, type JobRow } from '../db/jobs.ts';
import { writeLog } from '../db/log.ts';
import { halfSentOrders, setSettlementKind, setUnsentPlan, unsentOrders, waitingCustomers } from '../db/replan.ts';
import { findOrder, setCounts } from '../db/orders.ts';
import { addDependents } from './dependents.ts';
import { freeNumber, type Intake } from './intake.ts';
import { addDocument } from './takeOrder.ts';

const PLANNED: readonly string[] = ['waiting', 'ready', 'needsAttention'];

/**
 * Orders of which any document has ever left, or that a person has decided about, stay as they are, but for money that is still to follow.
 * `before`: the settings until now. Returns how many documents are another now.
 */
export function replanConnection(intake: Intake, before: ConnectionSettings): number {
  let changed = 0;
  for (const orderId of halfSentOrders(intake.db, intake.connection.id)) changed += replanMoney(intake, orderId);
  for (const id of waitingCustomers(intake.db, intake.connection.id)) moveJob(intake.db, { id, state: 'waiting' }, 'cancelled', intake.at, { problem: null });
  for (const orderId of unsentOrders(intake.db, intake.connection.id)) changed += replanOrder(intake, orderId, before);
  return changed;
}

/** Settled in the way that is set now, as far as QuickBooks certainly has nothing of it yet; what was refused waits for a person all the same. */
function replanMoney(intake: Intake, orderId: number): number {
  const { db, company, connection, at } = intake;
  const kind = settlementKind(connection.settings.refundSettlement);
  let changed = 0;
  for (const job of jobsOfOrder(db, orderId)) {
    if (kind === null || job.family !== 'settlement' || job.kind === kind || !PLANNED.includes(job.state) || lastTextIsOpen(db, job)) continue;
    if (job.state === 'ready') moveJob(db, job, 'waiting', at, { problem: null });
    setSettlementKind(db, job.id, { kind, refNumber: freeNumber(db, company, connection, { kind, number: `R${job.storeDocumentId}` }) });
    changed += 1;
  }
  const { order, counts } = findOrder(db, orderId);
  return changed + (counts ? addDependents(intake, orderId, order) : 0);
}

/**
 * The settings with which the order is taken in. A status that is not imported takes back nothing by itself: the shop has moved the order on since
 * it was taken in (to `shipped`, say). Only a status that was imported until now and is not any more does.
 */
function settingsFor(order: StoreOrder, settings: ConnectionSettings, before: ConnectionSettings): ConnectionSettings {
  if (before.importStatuses.includes(order.status) || DEAD.includes(order.status)) return settings;
  return { ...settings, importStatuses: [...settings.importStatuses, order.status] };
}

function replanOrder(intake: Intake, orderId: number, before: ConnectionSettings): number {
  const { db, connection, zone, at } = intake;
  const { order, counts } = findOrder(db, orderId);
  const planned = jobsOfOrder(db, orderId).filter((job) => PLANNED.includes(job.state));
  // Money follows its document, so it is planned after it, by the settings as they are now.
  const jobs = planned.filter((job) => job.parentId === null);
  for (const money of planned.filter((job) => job.parentId !== null)) moveJob(db, money, 'cancelled', at, { problem: null });
  const settings = jobs.some((job) => job.family === 'order') ? settingsFor(order, connection.settings, before) : connection.settings;
  const accepted = acceptOrder(order, [], settings, startDay(settings, connection.createdAt, zone), zone);
  if (accepted.counts !== counts) setCounts(db, orderId, accepted.counts);
  let changed = 0;
  for (const job of jobs) {
    const document = accepted.documents.find((one) => one.family === job.family && one.storeDocumentId === job.storeDocumentId);
    if (document === undefined) {
      moveJob(db, job, 'cancelled', at, { problem: null });
      writeLog(db, {
        at, companyId: job.companyId, connectionId: connection.id, order: order.number, outcome: 'cancelled',
        text: `${job.family === 'refund' ? `Refund ${job.storeDocumentId}` : 'The order'} is not entered: by the settings as they are now it is not imported.`,
      });
      changed += 1;
    } else if (planAnew(intake, job, document)) {
      changed += 1;
    }
  }
  for (const document of accepted.documents) {
    if (jobs.some((job) => job.family === document.family && job.storeDocumentId === document.storeDocumentId)) continue;
    addDocument(intake, orderId, order, document);
    changed += 1;
  }
  if (accepted.counts) addDependents(intake, orderId, order);
  return changed;
}

function planAnew({ db, company, connection, at }: Intake, job: JobRow, document: NewDocument): boolean {
  const postsStock = !(connection.settings.pendingDocuments && (document.kind === 'salesReceipt' || document.kind === 'invoice'));
  const isSame = job.kind === document.kind && job.postsStock === postsStock && freeNumber(db, company, connection, document, 0, job.id) === job.refNumber;
  if (job.state !== 'waiting') moveJob(db, job, 'waiting', at, { problem: null });
  if (isSame) return false;
  setUnsentPlan(db, job.id, { kind: document.kind, refNumber: freeNumber(db, company, connection, document, 0, job.id), postsStock });
  return true;
}

