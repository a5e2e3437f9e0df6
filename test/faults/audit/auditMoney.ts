/** Customers, payments and what was given back: none twice, none left over, none missing. */
import type { LedgerOther } from '../../../src/simulator/company/ledger.ts';
import type { CompanyEvidence, Evidence, JobEvidence } from './evidence.ts';

const PARENT: Readonly<Record<string, string>> = { payment: 'order', settlement: 'refund' };
/** As the bridge words their memos. */
const ABOUT = /(Payment of order \S+|Refund \d+ of order \S+)/;

export function moneyComplaints(evidence: Evidence): readonly string[] {
  const complaints: string[] = [];
  for (const company of evidence.companies) complaints.push(...aboutCustomers(company), ...aboutMoney(company, evidence));
  for (const job of evidence.jobs) complaints.push(...aboutJob(evidence, job), ...aboutParent(evidence, job));
  return complaints;
}

function aboutCustomers({ ledger, perBuyer }: CompanyEvidence): readonly string[] {
  if (!perBuyer) return [];
  const accounts = ledger.customers.map((one) => one.fields['AccountNumber'] ?? '').filter((account) => account !== '');
  return [...new Set(accounts)].flatMap((account) => {
    const times = accounts.filter((one) => one === account).length;
    return times > 1 ? [`DOUBLED: the customer with account number ${account} is in the books ${String(times)} times`] : [];
  });
}

function aboutMoney({ ledger }: CompanyEvidence, { hand, shops }: Evidence): readonly string[] {
  const complaints: string[] = [];
  const ours = ledger.others.flatMap((one) => {
    const about = ABOUT.exec(one.memo)?.[1];
    return about === undefined || one.isVoid ? [] : [{ about: `${one.kind === 'ReceivePayment' ? 'payment' : 'settlement'}: ${about}`, one }];
  });
  for (const about of new Set(ours.map((found) => found.about))) {
    const times = ours.filter((found) => found.about === about).length;
    if (times > 1) complaints.push(`DOUBLED: ${about} is in the books ${String(times)} times`);
  }
  // A payment that no invoice has used up was made twice, unless its invoice was changed by hand, or the order was while its invoice was on its way: then the shop got more.
  const byHand = hand.before.size > 0 || hand.lost.size > 0;
  const edited = new Set(shops.flatMap((shop) => shop.orders.filter((order) => hand.edited.has(`${shop.name} ${String(order.id)}`)).map((order) => `Payment of order ${order.number}`)));
  for (const one of ledger.others) if (one.kind === 'ReceivePayment' && one.open !== 0 && !byHand && !edited.has(ABOUT.exec(one.memo)?.[1] ?? ''))
    complaints.push(`DOUBLED: payment ${one.refNumber} has ${String(one.open)} cents that no invoice owes`);
  return complaints;
}

function aboutJob({ jobs, companies, shops, hand }: Evidence, job: JobEvidence): readonly string[] {
  const parentFamily = PARENT[job.family];
  if (parentFamily === undefined) return [];
  const what = `the ${job.family} of ${parentFamily} ${job.storeDocumentId}`;
  if (job.state === 'done' && job.txnId !== null) {
    const company = companies[shops.find((shop) => shop.name === job.shop)?.company ?? 0];
    const found: LedgerOther | undefined = company?.ledger.others.find((one) => one.txnId === job.txnId);
    if (found === undefined && !hand.lostMoney.has(job.txnId)) return [`LOST: the bridge calls ${what} done, and it is not in the books`];
  }
  if (['done', 'needsAttention', 'cancelled'].includes(job.state)) return [];
  const parent = jobs.find((one) => one.family === parentFamily && one.shop === job.shop && one.storeDocumentId === job.storeDocumentId);
  return parent?.state === 'done' ? [`STUCK: ${what} is ${job.state} for ever`] : [];
}

/** A document that asks for money to follow it: it does, or something says why not. */
function aboutParent({ jobs, companies, shops }: Evidence, job: JobEvidence): readonly string[] {
  const shop = shops.find((one) => one.name === job.shop);
  const company = companies[shop?.company ?? 0];
  const order = shop?.orders.find((one) => String(one.id) === job.orderId);
  if (job.state !== 'done' || job.txnId === null || job.problem !== null || order?.paid !== true || company === undefined) return [];
  const follows = job.kind === 'invoice' && !company.pending ? 'payment' : job.kind === 'creditMemo' && company.settles ? 'settlement' : null;
  if (follows === null || jobs.some((one) => one.shop === job.shop && one.family === follows && one.storeDocumentId === job.storeDocumentId)) return [];
  return Number(order.total) > 0 ? [`SILENT: ${job.family} ${job.storeDocumentId} has no ${follows}, and nothing says so`] : [];
}
