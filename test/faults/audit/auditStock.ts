/** Each shop's number: what is on hand, less what is sold and not in the books, over every shop of the company; whole pieces, never below zero. */
import type { LedgerItem } from '../../../src/simulator/company/ledger.ts';
import type { CompanyEvidence, Evidence, ShopEvidence } from './evidence.ts';

const SCALE = 100_000;

export function stockComplaints(evidence: Evidence): readonly string[] {
  const complaints = [...evidence.openUpdates.map((what) => `LOST UPDATE: ${what} for ever`)];
  evidence.companies.forEach((company, at) => {
    const shops = evidence.shops.filter((shop) => shop.company === at);
    for (const shop of shops) {
      for (const listing of shop.listings) {
        const item = listing.manageStock === true && listing.status === 'publish' ? named(company, listing.sku) : null;
        const free = item === null ? null : available(evidence, company, shops, item);
        if (free !== null && listing.quantity !== free) {
          complaints.push(
            `${listing.quantity !== null && listing.quantity > free ? 'OVERSELL' : 'WRONG STOCK'}: ${shop.name} shows ${String(listing.quantity)} ${listing.sku}, ${String(free)} are free`,
          );
        }
      }
    }
  });
  return complaints;
}

function named({ ledger }: CompanyEvidence, sku: string): LedgerItem | null {
  return ledger.items.find((item) => item.isActive && item.fullName.toLowerCase() === sku.toLowerCase()) ?? null;
}

function available(evidence: Evidence, company: CompanyEvidence, shops: readonly ShopEvidence[], item: LedgerItem): number | null {
  if (item.kind === 'Group') {
    const kits = item.members.flatMap((member) => {
      const part = company.ledger.items.find((one) => one.listId === member.listId);
      const free = part === undefined ? null : raw(evidence, company, shops, part);
      return free === null ? [] : [Math.floor(free / (member.quantity / SCALE))];
    });
    return kits.length === 0 ? null : Math.max(0, Math.min(...kits));
  }
  const free = raw(evidence, company, shops, item);
  return free === null ? null : Math.max(0, Math.floor(free));
}

/** May be negative. */
function raw(evidence: Evidence, company: CompanyEvidence, shops: readonly ShopEvidence[], item: LedgerItem): number | null {
  if (item.kind !== 'Inventory' && item.kind !== 'InventoryAssembly') return null;
  const onOrders = company.minusSalesOrders ? item.quantityOnSalesOrder / SCALE : 0;
  return item.quantityOnHand / SCALE - onOrders - inFlight(evidence, company, shops, item);
}

/**
 * Pieces of orders whose document was never entered, or was pending as long as it existed: a pending document moves no stock.
 * What people deleted or voided later has been in the books: QuickBooks gave its pieces back.
 */
function inFlight({ jobs, hand }: Evidence, company: CompanyEvidence, shops: readonly ShopEvidence[], item: LedgerItem): number {
  let pieces = 0;
  for (const shop of shops) {
    for (const order of shop.orders) {
      if (order.status === 'trash') continue;
      const done = jobs.find((job) => job.shop === shop.name && job.family === 'order' && job.storeDocumentId === String(order.id) && job.state === 'done');
      if (done !== undefined && !(company.pending && isPending(company, hand, done.txnId))) continue;
      for (const line of order.lines) {
        const sold = line.sku === null ? null : named(company, line.sku);
        if (sold?.listId === item.listId) pieces += line.stockTaken;
        for (const member of sold?.kind === 'Group' ? sold.members : []) if (member.listId === item.listId) pieces += (line.stockTaken * member.quantity) / SCALE;
      }
    }
  }
  return pieces;
}

/** What is not there any more is as it was. */
function isPending({ ledger }: CompanyEvidence, hand: Evidence['hand'], txnId: string | null): boolean {
  const document = ledger.documents.find((one) => one.txnId === txnId) ?? hand.before.get(txnId ?? '') ?? hand.lost.get(txnId ?? '');
  return document?.isPending === true;
}
