/** Each order and refund: in the books exactly once, or visibly in need of attention. */
import type { LedgerDocument } from '../../../src/simulator/company/ledger.ts';
import type { OrderView } from '../../../src/simulator/store/types.ts';
import type { Evidence, JobEvidence, ShopEvidence } from './evidence.ts';

/** What the settings import. */
const IMPORTED = ['processing', 'completed', 'refunded'];
const DEAD = ['cancelled', 'failed', 'trash'];

/** Documents of an order, or of a refund, as the bridge words their memos; what people changed since counts as it was. */
export function documentsOf(documents: readonly LedgerDocument[], { hand }: Pick<Evidence, 'hand'>, words: string): readonly LedgerDocument[] {
  return documents.filter((one) => ` ${(hand.before.get(one.txnId) ?? one).memo} `.replaceAll('|', ' ').includes(` ${words} `));
}

/** Two shops number their refunds each for itself. */
function refundWords(id: number, order: OrderView): string {
  return `Refund ${String(id)} of order ${order.number}`;
}

function cents(text: string): number {
  return Math.round(Number(text) * 100);
}

export function orderComplaints(evidence: Evidence): readonly string[] {
  const complaints: string[] = [];
  const claimed = new Set<string>();
  for (const shop of evidence.shops) {
    for (const order of shop.orders) complaints.push(...aboutOrder(evidence, shop, order, claimed).map((text) => `${shop.name}, order ${order.number} (${order.status}): ${text}`));
  }
  for (const { ledger } of evidence.companies) {
    for (const one of ledger.documents) {
      if (!evidence.hand.entered.has(one.txnId) && !claimed.has(one.txnId)) complaints.push(`${one.kind} ${one.refNumber} "${one.memo}" belongs to no order`);
    }
  }
  for (const job of evidence.jobs) {
    if (job.state === 'sent' || job.state === 'inDoubt') complaints.push(`${job.shop}, ${job.family} ${job.storeDocumentId} is still ${job.state}`);
    if (job.state === 'needsAttention' && job.problem === null) complaints.push(`${job.shop}, ${job.family} ${job.storeDocumentId} needs attention and does not say why`);
  }
  return complaints;
}

function aboutOrder(evidence: Evidence, shop: ShopEvidence, order: OrderView, claimed: Set<string>): readonly string[] {
  const { hand } = evidence;
  const ledger = evidence.companies[shop.company]?.ledger;
  if (ledger === undefined) return ['its company has no books'];
  const found = documentsOf(ledger.documents.filter((one) => one.kind !== 'CreditMemo'), evidence, `Order ${order.number}`);
  for (const one of found) claimed.add(one.txnId);
  const job = evidence.jobs.find((one) => one.shop === shop.name && one.family === 'order' && one.storeDocumentId === String(order.id) && one.state !== 'cancelled')
    ?? evidence.jobs.find((one) => one.shop === shop.name && one.family === 'order' && one.storeDocumentId === String(order.id));
  const complaints: string[] = [];
  if (found.length > 1) complaints.push(`DOUBLED: it is in the books ${String(found.length)} times (${found.map((one) => one.refNumber).join(', ')})`);
  if (found.length === 0 && IMPORTED.includes(order.status)) complaints.push(...missing(evidence, `Order ${order.number}`, job));
  if (found.length === 1 && job === undefined) complaints.push('it is in the books, and the bridge knows nothing of it');
  if (found.length === 1 && job !== undefined && !['done', 'needsAttention'].includes(job.state)) complaints.push(`it is in the books, and the bridge calls it ${job.state}`);
  if (found.length === 1 && DEAD.includes(order.status) && job?.difference === null && job.state === 'done') complaints.push('SILENT: the shop took it back after it was entered, and nothing says so');
  const [one] = found;
  const hasChanged = hand.edited.has(`${shop.name} ${String(order.id)}`);
  if (one !== undefined && !one.isVoid && one.total !== cents(order.total) && !hand.before.has(one.txnId) && job?.difference === null && job.problem === null) {
    complaints.push(`the books have ${String(one.total)} cents instead of ${String(cents(order.total))}${hasChanged ? ' (it was edited)' : ''}, and nothing says so`);
  }
  if (job?.state === 'done') complaints.push(...order.refunds.flatMap((refund) => aboutRefund(evidence, shop, order, refund.id, claimed)));
  else for (const refund of order.refunds) for (const memo of documentsOf(ledger.documents, evidence, refundWords(refund.id, order))) claimed.add(memo.txnId);
  return complaints;
}

function aboutRefund(evidence: Evidence, shop: ShopEvidence, order: OrderView, id: number, claimed: Set<string>): readonly string[] {
  const ledger = evidence.companies[shop.company]?.ledger;
  const memos = documentsOf((ledger?.documents ?? []).filter((one) => one.kind === 'CreditMemo'), evidence, refundWords(id, order));
  for (const one of memos) claimed.add(one.txnId);
  if (memos.length > 1) return [`DOUBLED: refund ${String(id)} is in the books ${String(memos.length)} times`];
  const job = evidence.jobs.find((one) => one.shop === shop.name && one.family === 'refund' && one.storeDocumentId === String(id));
  if (memos.length === 1 || order.status === 'trash') return [];
  return missing(evidence, refundWords(id, order), job).map((text) => `refund ${String(id)}: ${text}`);
}

/** It ought to be in the books and is not: who says so? */
function missing({ hand, log }: Evidence, words: string, job: JobEvidence | undefined): readonly string[] {
  if (job === undefined) return ['LOST: it is not in the books, and the bridge knows nothing of it'];
  if (job.state === 'needsAttention' || (job.state === 'cancelled' && (hand.cancelledJobs.has(job.id) || job.evidence !== null))) return [];
  if (job.state !== 'done') return [`STUCK: it is not in the books, and the bridge calls it ${job.state} for ever`];
  const was = (documents: ReadonlyMap<string, LedgerDocument>): boolean => [...documents.values()].some((one) => ` ${one.memo} `.replaceAll('|', ' ').includes(` ${words} `));
  const wasDeleted = [...hand.deleted].some((txnId) => was(new Map([...hand.before].filter(([id]) => id === txnId))));
  if (wasDeleted) return [];
  if (was(hand.lost)) return log.some((line) => line.text.includes('older than our records')) ? [] : ['SILENT: it was lost when an older company file was put back, and nothing says so'];
  return ['LOST: the bridge calls it done, and it is not in the books'];
}
