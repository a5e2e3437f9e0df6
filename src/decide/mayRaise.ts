/** Whether a shop's number may go up while another shop that sells the same item cannot be asked what it sold. */
import { formatDecimal, type Decimal } from '../domain/decimal.ts';
import { MINUTE, type Instant } from '../domain/calendar.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { problem, type Problem } from '../domain/problem.ts';

/** The code of the Problem that a held-back number carries. */
export const NOT_PULLED = 'shopNotPulled';

/** A connection that sells an item, and when the last pull of its orders began that ended well. */
export type Share = { readonly connectionId: ConnectionId; readonly name: string; readonly lastPullAt: Instant | null };

/** The other shops whose orders are older news than `freshMinutes`. */
export function staleShares<T extends Share>(shares: readonly T[], own: ConnectionId, now: Instant, freshMinutes: number): readonly T[] {
  return shares.filter((share) => share.connectionId !== own && (share.lastPullAt === null || share.lastPullAt < now - freshMinutes * MINUTE));
}

/**
 * Null: send it. A Problem: it would raise the shop's number although one of the `stale` shops may have sold the same pieces.
 * `shopHas`: what the shop shows now as far as we know, null when we do not; lowering, and 0, always go out.
 */
export function mayRaise(quantity: Decimal, shopHas: Decimal | null, stale: readonly Share[]): Problem | null {
  if (stale.length === 0 || quantity === 0 || (shopHas !== null && quantity <= shopHas)) return null;
  const names = stale.map((share) => share.name).join(', ');
  return problem(NOT_PULLED, `Not raised to ${formatDecimal(quantity)}: ${names} sells the same item, and its orders could not be read lately.`,
    `Bring ${names} back; the number goes out by itself as soon as its orders have been read.`);
}
