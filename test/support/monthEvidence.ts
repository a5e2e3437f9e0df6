/** All that is known of one item when a simulated month finds it wrong: the books, the shops, and what the engine keeps of it, as one text. */
import { formatUtc, instant, type Instant } from '../../src/domain/calendar.ts';
import { toNumber } from '../../src/domain/decimal.ts';
import type { World } from './world.ts';

const PIECE = 100_000;
const when = (at: Instant): string => formatUtc(at).slice(5, 16);

/** `skus`: what sells the item, itself first. `since`: how far back documents and orders are told. */
export function evidence(world: World, skus: readonly string[], since: Instant): string {
  const [sku = ''] = skus;
  const { items, documents } = world.company.ledger();
  const item = items.find((one) => one.fullName === sku);
  const { db } = world.engine;
  const marks = skus.map(() => '?').join(', ');
  const rows = (title: string, sql: string, ...values: readonly (string | number)[]): readonly string[] => [
    `${title}:`, ...db.prepare<unknown[], Record<string, unknown>>(sql).all(...values).map((row) => `  ${JSON.stringify(row)}`),
  ];
  return [
    `${sku}, looked at ${when(world.clock.now())}: on hand ${item === undefined ? '?' : String(toNumber(item.quantityOnHand))} in the books`,
    'documents:', ...documents.filter((one) => one.timeCreated >= since && one.lines.some((line) => skus.includes(line.item)))
      .map((one) =>
        `  ${when(instant(one.timeCreated))} ${one.kind} ${one.refNumber}: ${one.lines.map((line) => `${String(line.quantity === null ? '' : toNumber(line.quantity))} ${line.item}`).join(', ')}`),
    ...world.stores.flatMap((store, at) => [`shop ${String(at + 1)} shows ${String(store.stockOf(sku))}:`, ...store.orders()
      .filter((order) => order.createdAt >= since && order.lines.some((line) => line.sku !== null && skus.includes(line.sku)))
      .map((order) =>
        `  ${when(order.createdAt)} order ${order.number} ${order.status}, changed ${when(order.modifiedAt)}, ${String(order.refunds.length)} refunds: ${order.lines.map((line) => `${String(line.quantity)} ${line.sku ?? ''} (took ${String(line.stockTaken)})`).join(', ')}`)]),
    ...rows('the engine\'s item', 'SELECT on_hand, on_sales_order, read_sequence, read_at, check_due FROM item WHERE full_name = ?', sku),
    ...rows('its listings', `SELECT connection_id, sku, confirmed_quantity, confirmed_sequence, touched_sequence, check_due, skip_reason FROM listing WHERE sku IN (${marks})`, ...skus),
    ...rows('its order lines', `SELECT connection_id, number, status, counts, sku, taken / ${String(PIECE)} AS taken, open,
      (SELECT group_concat(state || ' ' || coalesce(success_sequence, '')) FROM job WHERE job.order_id = store_order.id) AS jobs
      FROM order_line JOIN store_order ON store_order.id = order_id WHERE sku IN (${marks}) AND store_order.created_at >= ?`, ...skus, since),
    ...rows('its oversells', 'SELECT found_at, changed_at, ended_at, short, text FROM oversell WHERE list_id = ?', item?.listId ?? ''),
    'log, newest first:', ...world.engine.query.log({ sku }).filter(({ at }) => at >= since).slice(0, 25).map(({ at, text }) => `  ${when(at)} ${text}`),
  ].join('\n');
}
