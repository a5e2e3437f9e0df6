/** Pulls changed orders page by page, each with its refunds, so that none is lost when orders change while they are read. */
import { formatUtc, later, parseUtc, SECOND, type Instant } from '../../domain/calendar.ts';
import type { StoreOrder } from '../../domain/order.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { failure, type OrderPage, type StoreFailure, type UnreadableOrder } from '../store.ts';
import { rowAnswer } from './answers.ts';
import type { Client, Query } from './client.ts';
import { mapOrder, readOrder } from './mapOrder.ts';
import { advance, advanceBurst, after, readCursor, rewound, settle, startCursor, writeCursor, type Mark, type OrderCursor } from './orderCursor.ts';
import { endless, PAGE_SIZE, readList, type ListPage } from './paging.ts';

/** A row's identity and time of change; null where even that is unreadable. */
type Row = { readonly json: unknown; readonly id: string; readonly number: string; readonly changedAt: Instant | null };

/** Of one order. A shop that always has one more page must not fill the memory. */
const MOST_REFUNDS = 2_000;

type Taken = { readonly orders: readonly StoreOrder[]; readonly unreadable: readonly UnreadableOrder[]; readonly cursor: OrderCursor };

/**
 * One page: of the live orders first, then of the trashed ones. After a pull that came to its end there is seldom more than a page of either, so both are asked
 * for at once and come as one; what moves from one list to the other at that very moment has changed, and the next pull shows it.
 */
export async function pullOrders(client: Client, now: () => Instant, text: string | null, from: Instant, signal: AbortSignal): Promise<Result<OrderPage, StoreFailure>> {
  const stored = (text === null ? null : readCursor(text)) ?? startCursor(from);
  const isOpening = stored.endedAt !== null && stored.list === 'live' && stored.trash.burst === null;
  const [first, ahead] = await Promise.all([readPage(client, stored, signal), isOpening ? readPage(client, { ...stored, list: 'trash' }, signal) : null]);
  if (!first.ok) return first;
  const cursor = rewound(stored, now(), first.value.date);
  const page = after(cursor[cursor.list]) < after(stored[stored.list]) ? await readPage(client, cursor, signal) : first;
  if (!page.ok) return page;
  const taken = await take(client, cursor, page.value, now, signal);
  if (!taken.ok) return taken;
  const { cursor: next } = taken.value;
  const isSame = next.list === 'trash' && after(next.trash) === after(stored.trash);
  // A failure of the second list is met, and told, when it is asked for by itself.
  const trash = ahead?.ok === true && isSame ? await take(client, next, ahead.value, now, signal) : null;
  // Cut off after the live orders: whatever changed among them since is only in the next reading of them.
  const resumed = stored.list === 'trash';
  if (trash?.ok !== true) return ok({ ...taken.value, cursor: writeCursor(next), more: next.endedAt === null, resumed });
  return ok({
    orders: [...taken.value.orders, ...trash.value.orders.filter((order) => !isNewer(taken.value.orders, order))],
    unreadable: [...taken.value.unreadable, ...trash.value.unreadable],
    cursor: writeCursor(trash.value.cursor), more: trash.value.cursor.endedAt === null, resumed,
  });
}

/** Is the order among these with a change at least as late? Then it has come back from the trash. */
function isNewer(orders: readonly StoreOrder[], { id, modifiedAt }: StoreOrder): boolean {
  return orders.some((order) => order.id === id && order.modifiedAt >= modifiedAt);
}

/** The orders of a page in full, and the place after it. */
async function take(client: Client, cursor: OrderCursor, page: ListPage, now: () => Instant, signal: AbortSignal): Promise<Result<Taken, StoreFailure>> {
  const rows = page.rows.map(readRow);
  const mark = nextMark(client, cursor[cursor.list], rows, page);
  if (!mark.ok) return mark;
  const orders: StoreOrder[] = [];
  const unreadable: UnreadableOrder[] = [];
  for (const row of rows) {
    const order = await readFull(client, row, cursor.list === 'trash', signal);
    if (!order.ok) return order;
    if ('problem' in order.value) unreadable.push(order.value);
    else orders.push(order.value);
  }
  return ok({ orders, unreadable, cursor: nextCursor(cursor, mark.value, page.full, now()) });
}

async function readPage(client: Client, cursor: OrderCursor, signal: AbortSignal): Promise<Result<ListPage, StoreFailure>> {
  const mark = cursor[cursor.list];
  const status: Query = cursor.list === 'trash' ? { status: 'trash' } : {};
  // <UTC>Z without dates_are_gmt is the one form that is right in every zone (docs/woocommerce.md).
  const window: Query = mark.burst === null
    ? { orderby: 'modified', modified_after: formatUtc(after(mark)) }
    : { orderby: 'id', page: String(mark.burst.page), modified_after: formatUtc(later(mark.burst.second, -SECOND)), modified_before: formatUtc(later(mark.burst.second, SECOND)) };
  const page = await readList(client, '/orders', { order: 'asc', ...window, ...status }, 'the orders', signal);
  if (!page.ok) return page;
  return ok(page.value ?? { rows: [], full: false, total: null, date: null });
}

function readRow(json: unknown): Row {
  const parsed = rowAnswer.safeParse(json);
  if (!parsed.success) return { json, id: looseText(json, 'id'), number: looseText(json, 'number'), changedAt: null };
  const changedAt = parseUtc(parsed.data.date_modified_gmt);
  return { json, id: String(parsed.data.id), number: parsed.data.number, changedAt: changedAt.ok ? changedAt.value : null };
}

function looseText(json: unknown, key: string): string {
  const value = typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function nextMark(client: Client, mark: Mark, rows: readonly Row[], page: ListPage): Result<Mark, StoreFailure> {
  if (mark.burst !== null) {
    const first = rows[0]?.id ?? '';
    // A cache or plug-in that gives every page the same rows would have us ask for ever.
    if (page.full && mark.burst.page > 1 && first !== '' && first === mark.burst.first) return err(endless(client, 'the orders'));
    return ok(advanceBurst(mark, mark.burst, page.total, page.full && rows.length > 0 && mark.burst.page * PAGE_SIZE < (page.total ?? Infinity), first));
  }
  const times = rows.map((row) => row.changedAt).filter((time) => time !== null);
  const last = times.at(-1);
  if (times.some((time, index) => time < (times[index - 1] ?? time))) {
    return err(failure(
      'storeOrderWrong', `${client.address.host} does not list its orders by time of change, so some could be missed.`,
      'Update WooCommerce; if it is up to date, look for a plug-in that changes the order of REST lists.', 300_000,
    ));
  }
  if (last !== undefined) return ok(advance(mark, last, page.full, page.date));
  if (!page.full) return ok(mark);
  return err(failure(
    'storeAnswerUnreadable', `${client.address.host} sent a page of orders none of which says when it was changed.`,
    'Ask whoever runs the shop which plug-in changes its REST answers.', 300_000,
  ));
}

function nextCursor(cursor: OrderCursor, mark: Mark, full: boolean, now: Instant): OrderCursor {
  const marked: OrderCursor = { ...cursor, [cursor.list]: mark };
  const wasBurst = cursor[cursor.list].burst !== null;
  if (full || mark.burst !== null || wasBurst) return marked; // after a burst comes what changed later than its second
  if (cursor.list === 'live') return { ...marked, list: 'trash', live: settle(mark) };
  return { ...marked, list: 'live', trash: settle(mark), endedAt: now };
}

/** The whole order, or why it cannot be read. A failure of the call for its refunds fails the page: nothing may come in half. */
async function readFull(client: Client, row: Row, trashed: boolean, signal: AbortSignal): Promise<Result<StoreOrder | UnreadableOrder, StoreFailure>> {
  const label = row.id === '' ? 'An order' : `Order ${row.number === '' ? row.id : row.number}`;
  const read = readOrder(row.json, label);
  if (!read.ok) return ok({ id: row.id, number: row.number, problem: read.error });
  let refunds: readonly unknown[] = [];
  let gone = trashed;
  if (read.value.answer.refunds.length > 0) {
    const fetched = await readRefunds(client, row.id, signal);
    if (!fetched.ok) return fetched;
    if (fetched.value === 'endless') return ok({ id: row.id, number: row.number, problem: endlessRefunds(label) });
    if (fetched.value === null) gone = true; // deleted for good between the two calls
    refunds = fetched.value ?? [];
    if (!gone && !hasAll(refunds, read.value.answer.refunds)) {
      return ok({
        id: row.id, number: row.number,
        problem: problem(
          'refundMissing', `${label} names a refund that the shop does not list.`,
          'Open the order in the shop and save it once.',
        ),
      });
    }
  }
  const order = mapOrder(read.value, refunds, gone);
  return ok(order.ok ? order.value : { id: row.id, number: row.number, problem: order.error });
}

function endlessRefunds(label: string): Problem {
  return problem(
    'unreadableOrder', `${label} has more than ${String(MOST_REFUNDS)} refunds, so it was left out.`,
    'Ask whoever runs the shop which plug-in changes its REST answers.', { field: 'refunds' },
  );
}

/** Null: the order is not there any more. 'endless': there are always more. */
async function readRefunds(client: Client, orderId: string, signal: AbortSignal): Promise<Result<readonly unknown[] | null | 'endless', StoreFailure>> {
  const all = new Map<string, unknown>();
  for (let page = 1; all.size <= MOST_REFUNDS; page += 1) {
    const refunds = await readList(client, `/orders/${orderId}/refunds`, { page: String(page) }, 'an order\'s refunds', signal, true);
    if (!refunds.ok) return refunds;
    if (refunds.value === null) return ok(null);
    const before = all.size;
    for (const refund of refunds.value.rows) all.set(looseText(refund, 'id'), refund);
    // A cache or plug-in that gives every page the same rows would have us ask for ever.
    if (!refunds.value.full || all.size === before) return ok([...all.values()]);
  }
  return ok('endless');
}

function hasAll(refunds: readonly unknown[], named: readonly { readonly id: number }[]): boolean {
  const ids = new Set(refunds.map((refund) => looseText(refund, 'id')));
  return named.every((refund) => ids.has(String(refund.id)));
}
