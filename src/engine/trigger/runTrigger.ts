/** Does what the trigger is asked for: one SKU, or all that waits. */
import { nearNames } from '../../decide/nearNames.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { Engine } from '../createEngine.ts';
import { findCompany } from '../db/companies.ts';
import { findConnection, listConnections, type ConnectionRow } from '../db/connections.ts';
import { countConfirmedAfter, newestLine } from '../db/log.ts';
import { neighbours, soldIn } from '../db/skus.ts';
import { mayPush } from '../db/tasks.ts';
import { waitNoLonger } from '../db/updateChoices.ts';
import { countOpen } from '../db/updates.ts';
import { drainedAnswer, NO_SHOP, noSuchShop, NOTHING_ASKED, sentAnswer, STILL_UNDER_WAY, unknownSku, type Drained, type TriggerAnswer } from './answers.ts';

/** `shop`: a connection's name, whatever its case; null: all. */
export type TriggerWish =
  | { readonly kind: 'sku'; readonly sku: string; readonly shop: string | null }
  | { readonly kind: 'pending'; readonly shop: string | null }
  | { readonly kind: 'nothing' };

/** Milliseconds a caller waits at most; what is under way then goes on. */
export const PATIENCE = 60_000;

export async function runTrigger(engine: Engine, wish: TriggerWish, patience = PATIENCE): Promise<TriggerAnswer> {
  if (wish.kind === 'nothing') return NOTHING_ASKED;
  const all = listConnections(engine.db);
  const { shop } = wish;
  const shops = shop === null ? all : all.filter(({ name }) => name.toLowerCase() === shop.toLowerCase());
  if (all.length === 0) return NO_SHOP;
  if (shops.length === 0) return noSuchShop(shop ?? '');
  return wish.kind === 'sku' ? sendSku(engine, wish.sku, shops, patience) : sendPending(engine, shops, patience);
}

async function sendSku(engine: Engine, sku: string, shops: readonly ConnectionRow[], patience: number): Promise<TriggerAnswer> {
  const wanted = soldIn(engine.db, sku).filter(({ connectionId }) => shops.some(({ id }) => id === connectionId));
  if (wanted.length === 0) return unknownSku(sku, nearNames(sku, neighbours(engine.db, sku)));
  const sent = await within(engine.sendSkus(wanted, false), patience);
  return sent === null ? STILL_UNDER_WAY : sentAnswer(sent);
}

async function sendPending(engine: Engine, shops: readonly ConnectionRow[], patience: number): Promise<TriggerAnswer> {
  const begun = shops.map((shop) => ({ shop, since: newestLine(engine.db), waited: countOpen(engine.db, shop.id), refusal: refusalOf(engine, shop) }));
  const drains = begun.filter(({ waited, refusal }) => waited > 0 && refusal === null).map(({ shop }) => {
    engine.ctx.db.transaction(() => { waitNoLonger(engine.db, shop.id); }).immediate();
    engine.pusher.wake(shop.id, 'queued', true);
    return engine.pusher.settled(shop.id);
  });
  await within(Promise.all(drains), patience);
  return drainedAnswer(begun.map(({ shop, since, waited, refusal }): Drained => {
    const left = countOpen(engine.db, shop.id);
    return { shop: shop.name, waited, confirmed: countConfirmedAfter(engine.db, shop.id, since), left, problem: refusal ?? (left > 0 ? whyLeft(engine, shop.id) : null) };
  }));
}

function refusalOf({ db }: Engine, { id, companyId, name }: ConnectionRow): Problem | null {
  if (findCompany(db, companyId).isHeld) return problem(
    'companyHeld',
    'Nothing is sent before you have seen the preview and started it.',
    'Open the preview and start from there.',
  );
  return mayPush(db, id) ? null : problem('taskPaused', `The sending of stock is paused for ${name}.`, 'Resume it under Tasks.');
}

/** Null: nothing is wrong, it only takes longer. */
function whyLeft({ db, pusher }: Engine, id: ConnectionId): Problem | null {
  if (pusher.isBusy(id)) return null;
  return findConnection(db, id).problem ?? problem(
    'shopResting',
    'The shop asked to be left alone, or some numbers have to wait for another shop.',
    'It is tried again by itself within minutes; nothing is lost.',
  );
}

/** Null when it takes longer; it goes on all the same. */
export async function within<T>(work: Promise<T>, patience: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => { timer = setTimeout(() => { resolve(null); }, patience); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
