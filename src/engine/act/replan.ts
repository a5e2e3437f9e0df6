/** Plans anew what has never been sent, after a shop's settings were changed. Runs inside the caller's transaction. */
import { acceptOrder, startDay, type NewDocument } from '../../decide/acceptOrder.ts';
import { jobsOfOrder, moveJob, type JobRow } from '../db/jobs.ts';
import { setUnsentPlan, unsentOrders, waitingCustomers } from '../db/replan.ts';
import { findOrder, setCounts } from '../db/orders.ts';
import { addDependents } from './dependents.ts';
import { freeNumber, type Intake } from './intake.ts';
import { addDocument } from './takeOrder.ts';

const PLANNED: readonly string[] = ['waiting', 'ready', 'needsAttention'];

/** Orders of which any document has ever left, or that a person has decided about, stay as they are. Returns how many documents are another now. */
export function replanConnection(intake: Intake): number {
  let changed = 0;
  for (const id of waitingCustomers(intake.db, intake.connection.id)) moveJob(intake.db, { id, state: 'waiting' }, 'cancelled', intake.at, { problem: null });
  for (const orderId of unsentOrders(intake.db, intake.connection.id)) changed += replanOrder(intake, orderId);
  return changed;
}

function replanOrder(intake: Intake, orderId: number): number {
  const { db, connection, zone, at } = intake;
  const { order, counts } = findOrder(db, orderId);
  const planned = jobsOfOrder(db, orderId).filter((job) => PLANNED.includes(job.state));
  // Money follows its document, so it is planned after it, by the settings as they are now.
  const jobs = planned.filter((job) => job.parentId === null);
  for (const money of planned.filter((job) => job.parentId !== null)) moveJob(db, money, 'cancelled', at, { problem: null });
  const accepted = acceptOrder(order, [], connection.settings, startDay(connection.settings, connection.createdAt, zone), zone);
  if (accepted.counts !== counts) setCounts(db, orderId, accepted.counts);
  let changed = 0;
  for (const job of jobs) {
    const document = accepted.documents.find((one) => one.family === job.family && one.storeDocumentId === job.storeDocumentId);
    if (document === undefined) {
      moveJob(db, job, 'cancelled', at, { problem: null });
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

