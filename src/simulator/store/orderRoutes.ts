/** The shop's answers about orders and refunds. */
import type { Order, OrderBook } from './orderBook.ts';
import { orderJson, refundJson } from './orderJson.ts';
import type { Site } from './productJson.ts';
import type { Call } from './productRoutes.ts';
import { invalidParameter, listPage, noRoute, pickFields, restError, type ListRules, type RestAnswer } from './rest.ts';

export type OrderContext = { readonly book: OrderBook; readonly site: Site; readonly unstableTies: boolean };

const STATUSES: ReadonlySet<string> = new Set(['any', 'trash', 'pending', 'processing', 'on-hold', 'completed', 'cancelled', 'refunded', 'failed', 'checkout-draft']);
const invalidOrder = restError(404, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.');

function rules(context: OrderContext, path: string): ListRules<Order> {
  const byId = (order: Order): number => order.id;
  return {
    base: context.site.base, path: `/wp-json/wc/v3${path}`, zone: context.site.zone, idOf: byId,
    createdAt: (order) => order.createdAt, modifiedAt: (order) => order.modifiedAt, totalPastEnd: false, defaultOrderBy: 'date',
    orderBy: { id: byId, include: byId, date: (order) => order.createdAt, modified: (order) => order.modifiedAt, title: byId, slug: byId },
    ...(context.unstableTies ? { tie: (order, page) => (order.id * 7_919 + page * 104_729) % 1_009 } : {}),
  };
}

/** Null: not a route about orders. */
export function orderRoutes(call: Call, context: OrderContext): RestAnswer | null {
  const { book, site } = context;
  if (call.path === '/orders') return call.method === 'GET' ? listOrders(call, context) : noRoute;
  if (call.path === '/refunds' && call.method === 'GET') return listRefunds(call, context, book.all().filter((order) => order.status !== 'trash'));
  const match = /^\/orders\/(\d+)(\/refunds)?$/.exec(call.path);
  if (match === null) return null;
  const order = book.get(Number(match[1]));
  if (order === undefined) return invalidOrder;
  if (match[2] !== undefined) return call.method === 'GET' ? listRefunds(call, context, [order]) : noRoute;
  if (call.method === 'PUT' || call.method === 'POST' || call.method === 'PATCH') {
    const change = typeof call.body === 'object' && call.body !== null ? (call.body as Readonly<Record<string, unknown>>) : {};
    const status = change['status'];
    if (status !== undefined && (typeof status !== 'string' || !STATUSES.has(status))) return invalidParameter('status');
    const note = change['customer_note'];
    book.edit(order.id, { ...(typeof status === 'string' ? { status } : {}), ...(typeof note === 'string' ? { note } : {}) }); // any PUT bumps date_modified, also {}
  } else if (call.method !== 'GET') return noRoute;
  return { status: 200, json: pickFields(orderJson(order, site), call.params) };
}

function listOrders(call: Call, context: OrderContext): RestAnswer {
  const wanted = (call.params.get('status') ?? call.params.get('status[0]') ?? 'any').split(',').map((status) => status.replace(/^wc-/, ''));
  if (wanted.some((status) => !STATUSES.has(status))) return invalidParameter('status');
  // "any" leaves out the trash
  const rows = context.book.all().filter((order) => (wanted.includes('any') && order.status !== 'trash') || wanted.includes(order.status));
  return listPage(rows, call.params, rules(context, call.path), (order) => orderJson(order, context.site));
}

function listRefunds(call: Call, context: OrderContext, orders: readonly Order[]): RestAnswer {
  const rows = orders.flatMap((order) => order.refunds.map((refund) => ({ order, refund })));
  const byId = (row: (typeof rows)[number]): number => row.refund.id;
  const list: ListRules<(typeof rows)[number]> = {
    base: context.site.base, path: `/wp-json/wc/v3${call.path}`, zone: context.site.zone, idOf: byId, totalPastEnd: false, defaultOrderBy: 'date',
    createdAt: (row) => row.refund.createdAt, modifiedAt: (row) => row.refund.createdAt,
    orderBy: { id: byId, include: byId, date: (row) => row.refund.createdAt, modified: (row) => row.refund.createdAt },
  };
  return listPage(rows, call.params, list, (row) => refundJson(row.refund, row.order.id, context.site));
}
