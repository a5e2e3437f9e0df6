/** The shop's answers about orders and refunds. */
import type { MetaChange, OrderBook } from './orderBook.ts';
import { noteJson, orderJson, refundJson } from './orderJson.ts';
import type { Order } from './orderTotals.ts';
import type { Site } from './productJson.ts';
import type { Call } from './productRoutes.ts';
import { readRefund } from './readRefund.ts';
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
  const match = /^\/orders\/(\d+)(?:\/(refunds|notes)(?:\/(\d+))?)?$/.exec(call.path);
  if (match === null) return null;
  const order = book.get(Number(match[1]));
  if (order === undefined) return invalidOrder;
  if (match[2] === 'notes') return noteRoutes(call, context, order, match[3]);
  if (match[2] !== undefined) return refundRoutes(call, context, order, match[3]);
  if (call.method === 'PUT' || call.method === 'POST' || call.method === 'PATCH') {
    const refusal = changeOrder(fieldsOf(call.body), order, book);
    if (refusal !== null) return refusal;
  } else if (call.method !== 'GET') return noRoute;
  return { status: 200, json: pickFields(orderJson(order, site), call.params) };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(body: unknown): Fields {
  return typeof body === 'object' && body !== null ? (body as Fields) : {};
}

/** What a PUT changes; any PUT bumps date_modified, also {}. Null: done. */
function changeOrder(change: Fields, order: Order, book: OrderBook): RestAnswer | null {
  const status = change['status'];
  if (status !== undefined && (typeof status !== 'string' || !STATUSES.has(status) || NOT_SETTABLE.has(status))) return invalidParameter('status');
  const meta = change['meta_data'];
  if (meta !== undefined && !Array.isArray(meta)) return invalidParameter('meta_data');
  const note = change['customer_note'];
  const transactionId = change['transaction_id'];
  if (Array.isArray(meta)) book.setMeta(order.id, meta.map((one) => metaChange(fieldsOf(one))));
  if (typeof transactionId === 'string') order.transactionId = transactionId;
  book.edit(order.id, { ...(typeof status === 'string' ? { status } : {}), ...(typeof note === 'string' ? { note } : {}) });
  return null;
}

/** Filters, not statuses an order can be put into. */
const NOT_SETTABLE: ReadonlySet<string> = new Set(['any']);

function metaChange(one: Fields): MetaChange {
  const { id, key, value = '' } = one;
  return { ...(typeof id === 'number' ? { id } : {}), ...(typeof key === 'string' ? { key } : {}), value };
}

/** Notes are not found in the order, and do not touch it. */
function noteRoutes(call: Call, { book, site }: OrderContext, order: Order, id: string | undefined): RestAnswer {
  if (call.method === 'GET') {
    if (id === undefined) {
      const type = call.params.get('type') ?? 'any';
      if (!['any', 'customer', 'internal'].includes(type)) return invalidParameter('type');
      const shown = order.notes.filter((note) => type === 'any' || note.toCustomer === (type === 'customer'));
      return { status: 200, json: shown.map((note) => pickFields(noteJson(note, order.id, site), call.params)) };
    }
    const found = order.notes.find((note) => String(note.id) === id);
    return found === undefined ? restError(404, 'woocommerce_rest_invalid_id', 'Invalid resource ID.') : { status: 200, json: noteJson(found, order.id, site) };
  }
  if (call.method !== 'POST' || id !== undefined) return noRoute;
  const body = fieldsOf(call.body);
  const text = body['note'];
  if (text === undefined) return restError(400, 'rest_missing_callback_param', 'Missing parameter(s): note', { params: ['note'] });
  if (typeof text !== 'string') return invalidParameter('note');
  const note = book.addNote(order.id, text, body['customer_note'] === true, body['added_by_user'] === true ? 'admin' : 'WooCommerce');
  return { status: 201, json: noteJson(note, order.id, site), headers: { Location: `${site.base}/wp-json/wc/v3/orders/${String(order.id)}/notes/${String(note.id)}` } };
}

/** Refused as plain 500 with `data: 500`, not an object: measured. */
function refundRefused(message: string): RestAnswer {
  return { status: 500, json: { code: 'woocommerce_rest_cannot_create_order_refund', message, data: 500 } };
}

function refundRoutes(call: Call, context: OrderContext, order: Order, id: string | undefined): RestAnswer {
  if (call.method === 'GET' && id === undefined) return listRefunds(call, context, [order]);
  if (call.method === 'GET') {
    const found = order.refunds.find((refund) => String(refund.id) === id);
    return found === undefined
      ? restError(404, 'woocommerce_rest_invalid_order_refund_id', 'Invalid order refund ID.')
      : { status: 200, json: refundJson(found, order.id, context.site) };
  }
  if (call.method !== 'POST' || id !== undefined) return noRoute;
  const body = fieldsOf(call.body);
  // The default asks the gateway to pay back, and no gateway of this shop can.
  if (body['api_refund'] !== false) return refundRefused('The payment gateway for this order does not support automatic refunds.');
  try {
    const [made] = context.book.refund(readRefund(body, order)).refunds;
    return made === undefined ? noRoute : { status: 201, json: refundJson(made, order.id, context.site) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refundRefused(error.message);
  }
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
