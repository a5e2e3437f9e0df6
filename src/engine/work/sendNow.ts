/** Single SKUs that somebody wants sent at once, due or not: what is put into the queue for them, and what came of it. */
import { wouldEmpty } from '../../decide/routeUpdates.ts';
import { zeroBrake } from '../../decide/zeroBrake.ts';
import { formatDecimal, type Decimal } from '../../domain/decimal.ts';
import type { ListingId } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { StockAnswer } from '../../stores/store.ts';
import type { CompanyRow } from '../db/companies.ts';
import type { ConnectionRow } from '../db/connections.ts';
import { countSellable, findListing, forgetDeclined } from '../db/listings.ts';
import { stageUpdate } from '../db/routing.ts';
import { letGo } from '../db/updateChoices.ts';
import { findUpdate, type DueUpdate } from '../db/updates.ts';
import type { Context } from '../ports.ts';
import { computeStock, openStockBook } from './computeStock.ts';

/**
 * confirmed  the shop's answer shows the number that was sent
 * skipped    there is no number for it
 * held       the zero brake holds it for a person
 * waits      it stays in the queue; the text says for what
 * failed     the shop would not take it
 */
export type SentKind = 'confirmed' | 'skipped' | 'held' | 'waits' | 'failed';

export type SentNow = {
  readonly listingId: ListingId;
  readonly kind: SentKind;
  readonly sent: Decimal | null;
  readonly answered: Decimal | null;
  /** Why it is not confirmed; empty when it is. */
  readonly text: string;
};

/** What the shop answered to a number that went out. */
export type Answered = ReadonlyMap<ListingId, { readonly sent: Decimal; readonly answer: StockAnswer }>;

/**
 * Brings the listings into the queue although the shop may show the right number already: its answer is what is asked for. Held ones stay held. One
 * transaction, after a routing run. Error: `zeroBrake`, as for a run, when it would set too many to 0; then nothing has changed.
 */
export function queueNow(ctx: Context, company: CompanyRow, connection: ConnectionRow, listingIds: readonly ListingId[]): Result<readonly DueUpdate[]> {
  const { db } = ctx;
  return db.transaction((): Result<readonly DueUpdate[]> => {
    const book = openStockBook(db, company.id);
    const ready = listingIds.flatMap((id) => {
      const listing = findListing(db, id);
      const row = findUpdate(db, id);
      if (listing?.connectionId !== connection.id || row?.state === 'held' || row?.state === 'pushing' || row?.routed === false) return [];
      const { plan } = computeStock(db, book, listing);
      return plan.kind === 'push' ? [{ listing, row, quantity: plan.quantity, toZero: wouldEmpty(plan.quantity, listing) }] : [];
    });
    const toZero = ready.filter((one) => one.toZero).length;
    if (zeroBrake({ toZero, sellable: toZero === 0 ? 0 : countSellable(db, connection.id) }, company.settings)) return err(tooManyZeros(toZero, connection.name));
    for (const { listing, row, quantity, toZero: empties } of ready) {
      if (row?.state !== 'pending') stageUpdate(db, connection.id, listing.id, { at: ctx.now(), quantity, toZero: empties });
      letGo(db, listing.id);
      if (listing.declinedQuantity !== null) forgetDeclined(db, listing.id);
    }
    return ok(ready.map(({ listing: { id, key, parentKey } }) => ({ listingId: id, key, parentKey })));
  }).immediate();
}

function tooManyZeros(count: number, shop: string): Problem {
  return problem('zeroBrake', `Not sent: this would set ${String(count)} listings on sale in ${shop} to 0 at once.`,
    'Check the quantities in QuickBooks. If they are right, send fewer at a time, or approve the held run under Pending.');
}

/** Reads back what became of each, after its batch was settled. */
export function cameOf(ctx: Context, company: CompanyRow, listingIds: readonly ListingId[], answered: Answered): readonly SentNow[] {
  const book = openStockBook(ctx.db, company.id);
  return listingIds.map((id) => {
    const went = answered.get(id);
    if (went === undefined) return notSent(ctx, book, id);
    const { sent, answer } = went;
    if (answer.outcome !== 'answered') return { listingId: id, kind: 'failed', sent, answered: null, text: words(answer.problem) };
    if (answer.quantity === sent) return { listingId: id, kind: 'confirmed', sent, answered: sent, text: '' };
    const text = `The shop answered ${formatDecimal(answer.quantity)} instead of ${formatDecimal(sent)}; it is computed and sent again.`;
    return { listingId: id, kind: 'waits', sent, answered: answer.quantity, text };
  });
}

function notSent({ db }: Context, book: ReturnType<typeof openStockBook>, id: ListingId): SentNow {
  const none = { listingId: id, sent: null, answered: null };
  const listing = findListing(db, id);
  if (listing === null) return { ...none, kind: 'skipped', text: 'This listing is not there any more. Reload the list.' };
  const row = findUpdate(db, id);
  if (row?.state === 'held') return { ...none, kind: 'held', text: row.problem === null ? 'It is held for your approval.' : words(row.problem) };
  if (row?.state === 'failed') return { ...none, kind: 'failed', text: row.problem === null ? 'The shop would not take it.' : words(row.problem) };
  const { plan } = computeStock(db, book, listing);
  if (plan.kind === 'skip') return { ...none, kind: 'skipped', text: words(plan.problem) };
  const why = row?.problem ?? null;
  return { ...none, kind: 'waits', text: why === null ? 'Its number changed at this very moment; it goes out by itself.' : words(why) };
}

function words({ what, todo }: Problem): string {
  return `${what} ${todo}`;
}
