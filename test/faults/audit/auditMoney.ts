/** Customers and payments that came from the shops: none twice, none left over. */
import type { Evidence } from './evidence.ts';

export function moneyComplaints(evidence: Evidence): readonly string[] {
  const complaints: string[] = [];
  for (const { ledger, perBuyer } of evidence.companies) {
    const accounts = ledger.customers.map((one) => one.fields['AccountNumber'] ?? '').filter((account) => account !== '');
    if (perBuyer) for (const account of new Set(accounts)) if (accounts.filter((one) => one === account).length > 1) complaints.push(`DOUBLED: the customer with account number ${account} is in the books ${String(accounts.filter((one) => one === account).length)} times`);
    // A payment that no invoice has used up was made twice, unless its invoice was changed by hand.
    const byHand = evidence.hand.before.size > 0 || evidence.hand.lost.size > 0;
    for (const one of ledger.others) if (one.kind === 'ReceivePayment' && one.open !== 0 && !byHand) complaints.push(`DOUBLED: payment ${one.refNumber} has ${String(one.open)} cents that no invoice owes`);
  }
  const paymentOf = (shop: string, order: string): string | undefined => evidence.jobs.find((job) => job.family === 'payment' && job.shop === shop && job.storeDocumentId === order)?.state;
  for (const job of evidence.jobs) {
    if (job.family !== 'payment' || ['done', 'needsAttention', 'cancelled'].includes(job.state)) continue;
    const parent = evidence.jobs.find((one) => one.family === 'order' && one.shop === job.shop && one.storeDocumentId === job.storeDocumentId);
    if (parent?.state === 'done') complaints.push(`STUCK: the payment of order ${job.storeDocumentId} is ${String(paymentOf(job.shop, job.storeDocumentId))} for ever`);
  }
  return complaints;
}
