/** What is wrong with a shop, whichever of its calls found it. */
import { problem, type Problem } from '../../domain/problem.ts';
import type { ConnectionRow } from '../db/connections.ts';
import type { Db } from '../db/open.ts';
import { taskMemory } from '../db/tasks.ts';

/** Null: all is well. */
export function shopProblem(db: Db, shop: ConnectionRow): Problem | null {
  return shop.problem ?? listingsProblem(db, shop);
}

/** The shop answers, but its listings could not be read: the next reading is hours after the next pull of orders, which knows nothing of it. */
export function listingsProblem(db: Db, { id, name, settings, problem: grave }: ConnectionRow): Problem | null {
  if (grave !== null || !settings.pushStock) return null;
  const { last } = taskMemory(db, { kind: 'listings', connectionId: id });
  return last === null || last.ok ? null : problem('listingsUnread', `What ${name} sells could not be read: ${last.text}`,
    'It is tried again by itself; "Run now" under Tasks tries at once. Until then products that are new in the shop get no numbers.');
}
