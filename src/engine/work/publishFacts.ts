/** Tells shops that have a place for it which item each listing is and what QuickBooks sells it for, whenever that has changed. */
import { createHash } from 'node:crypto';
import type { CompanyId, ConnectionId, ListingId } from '../../domain/ids.ts';
import type { ListingFacts } from '../../stores/store.ts';
import { findCompany } from '../db/companies.ts';
import { listConnections, setConnectionProblem } from '../db/connections.ts';
import { listingFacts } from '../db/listingFacts.ts';
import type { Context } from '../ports.ts';
import { isOpen } from './openHours.ts';

/** Listings between two breaths: a SOAP call never waits for 100,000. */
const SLICE = 500;

/** Never inside a SOAP call. Nothing is told while the company is held or its hours forbid it; a shop that fails is told with the next change or session. */
export function createPublisher(ctx: Context, signal: AbortSignal): (companyId: CompanyId) => Promise<void> {
  const told = new Map<ConnectionId, string>();
  const under = new Map<CompanyId, Promise<void>>();

  async function publish(companyId: CompanyId): Promise<void> {
    for (const { id, sealedSecrets, url } of listConnections(ctx.db, companyId)) {
      if (signal.aborted || findCompany(ctx.db, companyId).isHeld || !isOpen(ctx, companyId)) return;
      const store = ctx.store(id);
      if (!store.ok || store.value.publish === undefined) continue;
      const digest = await digestOf(id, JSON.stringify([url, sealedSecrets]));
      if (digest === null || told.get(id) === digest) continue;
      const done = await store.value.publish({ [Symbol.asyncIterator]: () => facts(id) }, signal);
      if (done.ok) told.set(id, digest);
      else if (done.error.code !== 'cancelled') setConnectionProblem(ctx.db, id, done.error);
    }
  }

  /** Null: there are no listings, or the engine stops. */
  async function digestOf(id: ConnectionId, setup: string): Promise<string | null> {
    const hash = createHash('sha256').update(setup);
    let count = 0;
    for await (const fact of facts(id)) {
      count += 1;
      hash.update(JSON.stringify(fact));
    }
    return count === 0 || signal.aborted ? null : hash.digest('hex');
  }

  async function* facts(id: ConnectionId): AsyncGenerator<ListingFacts> {
    let after: ListingId | null = null;
    while (!signal.aborted) {
      const page = listingFacts(ctx.db, id, after, SLICE);
      for (const { sku, name, item } of page) {
        yield { sku, name, item: item === null ? null : { fullName: item.fullName, listId: item.listId, price: item.price, isLinkedByPerson: item.source === 'person' } };
      }
      const last = page.at(-1);
      if (last === undefined || page.length < SLICE) return;
      after = last.id;
      await ctx.breathe();
    }
  }

  return (companyId) => {
    const running = under.get(companyId);
    // What changes while it runs is told by the next one: every session asks again.
    if (running !== undefined) return running;
    const begun = publish(companyId).finally(() => { under.delete(companyId); });
    under.set(companyId, begun);
    return begun;
  };
}
