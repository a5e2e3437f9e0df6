/** What the shops were told of their orders: everything once, or visibly not. */
import type { Evidence, JobEvidence, ShopEvidence } from './evidence.ts';

const OURS = 'entered in QuickBooks as';

export function toldComplaints(evidence: Evidence): readonly string[] {
  return evidence.shops.flatMap((shop) => {
    const tell = evidence.companies[shop.company]?.tell ?? 'nothing';
    return shop.orders.flatMap((order) => aboutOrder(evidence, shop, order, tell).map((text) => `${shop.name}, order ${order.number} (${order.status}): ${text}`));
  });
}

function aboutOrder(evidence: Evidence, shop: ShopEvidence, order: ShopEvidence['orders'][number], tell: 'nothing' | 'note' | 'all'): readonly string[] {
  const notes = order.notes.map(({ note }) => note).filter((note) => note.includes(OURS));
  if (tell === 'nothing') return notes.length === 0 ? [] : ['the shop was told something nobody asked for'];
  const twice = notes.filter((note, at) => notes.indexOf(note) !== at);
  const done = evidence.jobs.filter((job) => job.shop === shop.name && job.orderId === String(order.id)
    && job.state === 'done' && job.txnId !== null && (job.family === 'order' || job.family === 'refund'));
  return [...twice.map((note) => `DOUBLED: the shop was told twice: ${note}`), ...done.flatMap((job) => aboutJob(job, order, notes, tell))];
}

function aboutJob(job: JobEvidence, { status, meta }: ShopEvidence['orders'][number], notes: readonly string[], tell: 'note' | 'all'): readonly string[] {
  // A person sees it in the window, with the reason; an order in the bin takes no notes.
  if (job.telling === 'failed') return [];
  if (job.telling === 'pending') return [`STUCK: what the shop is to be told about ${job.family} ${job.storeDocumentId} waits for ever`];
  if (!notes.some((note) => note.includes(job.memoKey))) return [`LOST: the shop was never told about ${job.family} ${job.storeDocumentId}`];
  if (tell !== 'all' || job.family !== 'order') return [];
  return [
    ...(meta['_quickbooks_txn_id'] === job.txnId ? [] : [`UNTRUE: the shop's order carries the TxnID ${String(meta['_quickbooks_txn_id'])}, its document has ${String(job.txnId)}`]),
    ...(status === 'processing' ? ['the shop\'s order was not moved to "completed"'] : []),
  ];
}
