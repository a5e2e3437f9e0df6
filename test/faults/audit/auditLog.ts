/** Each line of the log is true: what it says was confirmed was shown by the shop, what it says was entered was in the books. */
import { documentsOf } from './auditOrders.ts';
import type { Evidence, LogEvidence } from './evidence.ts';

const SCALE = 100_000;
type Change = { readonly id: number; readonly stock_quantity: number };

export function logComplaints(evidence: Evidence): readonly string[] {
  const shown = setByShop(evidence);
  const entered = new Map<string, number>();
  const complaints: string[] = [];
  for (const line of evidence.log) {
    if (line.outcome === 'confirmed') complaints.push(...aboutConfirmed(line, shown));
    if (line.outcome === 'inserted' || (line.outcome === 'settled' && /found in QuickBooks|remembers/.test(line.text))) complaints.push(...aboutEntered(evidence, line, entered));
    if (line.outcome === 'inserted' || line.outcome === 'settled') complaints.push(...aboutMoney(evidence, line));
    if (line.order !== null && !evidence.shops.some((shop) => shop.orders.some((order) => order.number === line.order))) complaints.push(
      `the log names order ${line.order}, which no shop has: ${line.text}`,
    );
  }
  return complaints;
}

/** What each shop was set to by calls it carried out: `shop SKU quantity`. */
function setByShop({ shops }: Evidence): ReadonlySet<string> {
  const set = new Set<string>();
  for (const shop of shops) {
    const skus = new Map(shop.listings.map((listing) => [listing.id, listing.sku]));
    for (const request of shop.requests) {
      if (request.method === 'GET' || request.status !== 200) continue;
      const { update = [] } = (request.body ?? {}) as { readonly update?: readonly Change[] };
      for (const change of update) set.add(`${shop.name} ${skus.get(change.id) ?? ''} ${String(change.stock_quantity)}`);
    }
  }
  return set;
}

function aboutConfirmed(line: LogEvidence, shown: ReadonlySet<string>): readonly string[] {
  if (line.sent === null || line.sent !== line.store) return [`UNTRUE: "${line.text}" was confirmed, sent ${String(line.sent)}, shown ${String(line.store)}`];
  return shown.has(`${String(line.shop)} ${String(line.sku)} ${String(line.sent / SCALE)}`)
    ? []
    : [`UNTRUE: ${String(line.shop)} was never set to ${String(line.sent / SCALE)} ${String(line.sku)}, but the log says "${line.text}"`];
}

function aboutEntered(evidence: Evidence, line: LogEvidence, entered: Map<string, number>): readonly string[] {
  if (line.order === null || line.shop === null || /^(Payment|Settlement|New item)/.test(line.text)) return [];
  const refund = /^Refund (\d+):/.exec(line.text)?.[1];
  const what = refund === undefined ? `Order ${line.order}` : `Refund ${refund} of order ${line.order}`;
  const times = (entered.get(what) ?? 0) + 1;
  entered.set(what, times);
  const shop = evidence.shops.find((one) => one.name === line.shop);
  const { ledger } = evidence.companies[shop?.company ?? 0] ?? { ledger: { documents: [] } };
  const { hand } = evidence;
  const wasThere = documentsOf(ledger.documents, evidence, what).length > 0
    || [...hand.before.values(), ...hand.lost.values()].some((one) => ` ${one.memo} `.replaceAll('|', ' ').includes(` ${what} `));
  return [
    ...(wasThere ? [] : [`UNTRUE: "${line.text}" (order ${line.order}), but it never was in the books`]),
    ...(times > 1 && !hand.databaseRestored && hand.deleted.size === 0 && hand.lost.size === 0 ? [`UNTRUE: ${what} was logged as entered ${String(times)} times`] : []),
  ];
}

const MONEY: readonly (readonly [line: RegExp, memo: (line: LogEvidence, id: string) => string])[] = [
  [/^Payment: /, (line) => `Payment of order ${String(line.order)}`], [/^Settlement of refund (\d+): /, (line, id) => `Refund ${id} of order ${String(line.order)}`],
];

/** What it says of money was in the books, or has been since an older file was put back. */
function aboutMoney({ shops, companies, hand }: Evidence, line: LogEvidence): readonly string[] {
  for (const [pattern, memo] of MONEY) {
    const found = pattern.exec(line.text);
    if (found === null) continue;
    const words = memo(line, found[1] ?? '');
    const company = companies[shops.find((one) => one.name === line.shop)?.company ?? 0];
    const wasThere = [...(company?.ledger.others ?? []), ...hand.lostMoney.values()].some((one) => one.memo.includes(words));
    return wasThere ? [] : [`UNTRUE: "${line.text}" (order ${String(line.order)}), but it never was in the books`];
  }
  return [];
}
