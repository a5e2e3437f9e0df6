/** Tells a WooCommerce order what became of it in QuickBooks: a private note, fields of its own, another status. */
import { z } from 'zod';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { HttpAnswer } from '../http.ts';
import { failure, type StoreFailure, type WriteBack, type WriteBackAnswer } from '../store.ts';
import type { Client } from './client.ts';

const orderAnswer = z.object({
  id: z.union([z.int(), z.string()]).transform(String),
  status: z.string(),
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).nullish().transform((list) => list ?? []),
});
type Order = z.infer<typeof orderAnswer>;
const noteAnswer = z.object({ note: z.string() });

/**
 * The note first, the fields after it: fields that are there prove that the note was put there too, so a repeated call adds no second one.
 * A note does not change the order's time of change, fields and status do: the order comes again with the next pull, without a difference.
 */
export async function writeBack(client: Client, what: WriteBack, signal: AbortSignal): Promise<Result<WriteBackAnswer, StoreFailure>> {
  const path = `/orders/${encodeURIComponent(what.orderId)}`;
  const found = await client.get(path, { _fields: 'id,status,meta_data' }, 'an order', signal, true);
  if (!found.ok) return found;
  if (found.value.status === 404) return ok(refused(gone(what.orderId, found.value)));
  const before = read(client, found.value);
  if (!before.ok) return before;
  if (before.value.status === 'trash') return ok(refused(gone(what.orderId, found.value)));
  const hasMeta = Object.keys(what.meta).length > 0;
  const isTold = hasMeta && holds(before.value, what.meta);
  if (what.note !== null && !isTold) {
    const noted = await addNote(client, path, what.note, signal);
    if (!noted.ok) return noted;
    if (noted.value !== null) return ok(refused(noted.value));
  }
  return change(client, path, what, before.value, isTold || !hasMeta, signal);
}

async function change(client: Client, path: string, what: WriteBack, order: Order, metaIsThere: boolean, signal: AbortSignal): Promise<Result<WriteBackAnswer, StoreFailure>> {
  const { status } = what;
  const mayMove = status !== null && order.status !== status.to && status.from.includes(order.status);
  const unchanged = status === null || order.status === status.to || mayMove ? '' : `The shop's order is "${order.status}" now, so its status was left as it is.`;
  if (metaIsThere && !mayMove) return ok({ outcome: 'confirmed', unchanged });
  const body = {
    ...(metaIsThere ? {} : { meta_data: Object.entries(what.meta).map(([key, value]) => ({ key, value })) }),
    ...(mayMove ? { status: status.to } : {}),
  };
  const sent = await client.put(path, body, 'an order', signal);
  if (!sent.ok) return sent;
  if (sent.value.status === 404) return ok(refused(gone(what.orderId, sent.value)));
  if (sent.value.status === 400) return ok(refused(problem(
    'writeBackRefused', 'The shop refused what it was told about the order.',
    'Check the status under "Write back" in the settings: it must be one the shop knows.', detail(sent.value),
  )));
  const after = read(client, sent.value);
  if (!after.ok) return after;
  // A plug-in may have thrown the change away in silence: only what the answer shows is there.
  if (!holds(after.value, what.meta)) return ok(refused(problem(
    'metaIgnored', 'The shop took the call and does not show the QuickBooks number on the order.',
    'Ask whoever runs the shop which plug-in changes orders when they are saved.',
  )));
  if (mayMove && after.value.status !== status.to) {
    return ok(refused(problem(
      'statusIgnored', `The shop took the call and left the order's status "${after.value.status}".`,
      'Ask whoever runs the shop which plug-in decides the status of orders.',
    )));
  }
  return ok({ outcome: 'confirmed', unchanged });
}

/** Null: it is there. The list of notes is looked at first: the answer to an earlier attempt may have been lost. */
async function addNote(client: Client, path: string, note: string, signal: AbortSignal): Promise<Result<Problem | null, StoreFailure>> {
  const list = await client.get(`${path}/notes`, {}, 'an order\'s notes', signal, true);
  if (!list.ok) return list;
  const notes = z.array(noteAnswer).safeParse(list.value.json);
  if (list.value.status !== 404 && !notes.success) {
    return err(failure('storeAnswerUnreadable', `${client.address.host} did not answer with the notes of an order.`, 'Nothing to do; it will be tried again.', 60_000));
  }
  if (notes.success && notes.data.some((one) => plain(one.note) === plain(note))) return ok(null);
  const added = await client.postOnce(`${path}/notes`, { note, customer_note: false }, 'a note of an order', signal);
  if (!added.ok) return added;
  if (added.value.status === 404) return ok(problem(
    'noNotes', 'The shop has no place for a note on this order.',
    'Check that the order still exists in the shop and that WooCommerce is up to date.', detail(added.value),
  ));
  return ok(null);
}

/** As WordPress may give it back: with markup, other white space, or escaped signs. */
function plain(text: string): string {
  return text.replace(/<[^>]*>/g, '').replace(/&#0?39;|&#8217;/g, '\'').replace(/&quot;|&#822[01];/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}

function holds(order: Order, meta: Readonly<Record<string, string>>): boolean {
  return Object.entries(meta).every(([key, value]) => order.meta_data.some((one) => one.key === key && String(one.value) === value));
}

function read(client: Client, answer: HttpAnswer): Result<Order, StoreFailure> {
  const parsed = orderAnswer.safeParse(answer.json);
  return parsed.success
    ? ok(parsed.data)
    : err(failure(
      'storeAnswerUnreadable', `${client.address.host} did not answer with an order.`,
      'Nothing to do; it will be tried again.', 60_000,
    ));
}

function refused(why: Problem): WriteBackAnswer {
  return { outcome: 'refused', problem: why };
}

function gone(orderId: string, answer: HttpAnswer): Problem {
  return problem('orderGone', `The shop has no order ${orderId} any more, so nothing was written on it.`, 'Nothing to do, unless it was deleted by mistake.', detail(answer));
}

function detail({ status, error }: HttpAnswer): { readonly detail: string } {
  return { detail: `HTTP ${String(status)}${error === null ? '' : `, ${error.code}: ${error.message}`}` };
}
