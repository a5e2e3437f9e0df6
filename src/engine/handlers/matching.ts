/** Answers the calls about matching. */
import type { z } from 'zod';
import type { matchingCalls } from '../../contract/calls/matching.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { listConnections } from '../db/connections.ts';
import { matchItemRow, matchListing } from '../db/matching.ts';
import { change } from './change.ts';
import { filterSuggestions, isReady, suggestionsNow } from './matchingBook.ts';
import { applyLinks, createUploads, exportPart, planLinks } from './matchingCsv.ts';
import { afterLinks, labelOf, leaveOut, linkPair, pairNamed, refuse, secondListing, unlinkListing, type Pair } from './matchingLinks.ts';
import { candidates, countTabs, pageOfTab, type Scope } from './matchingPages.ts';
import { companyNamed, connectionNamed, found } from './named.ts';
import { nextTurn } from '../nextTurn.ts';

type Calls = typeof matchingCalls;
type Refused = z.input<Calls['matching.acceptMany']['output']>['refused'];

const MOST_ACCEPTED = 1_000;
const ACCEPTED_AT_ONCE = 100;
const MOST_REFUSED = 100;
const MOST_BAD = 500;
const MOST_SAMPLE = 100;

export function matchingHandlers(engine: Engine): HandlersOf<Calls> {
  const { ctx, db } = engine;
  const uploads = createUploads(ctx.randomHex);
  const onMade = (): void => { ctx.emit({ kind: 'suggestionsMade' }); };

  /** The shops asked about, or that there is no such shop. */
  const scopeOf = (connectionId: ConnectionId | undefined): Result<Scope> => {
    if (connectionId === undefined) {
      const all = listConnections(db);
      return ok({ shops: all.map(({ id }) => id), companies: [...new Set(all.map(({ companyId }) => companyId))] });
    }
    const one = connectionNamed(db, connectionId);
    return one.ok ? ok({ shops: [one.value.id], companies: [one.value.companyId] }) : one;
  };

  return {
    'matching.list': async (query) => {
      const scope = scopeOf(query.connectionId);
      return scope.ok ? ok(await pageOfTab(db, scope.value, query, onMade)) : scope;
    },

    'matching.count': async ({ connectionId }) => {
      const scope = scopeOf(connectionId);
      return scope.ok ? ok(await countTabs(db, scope.value, onMade)) : scope;
    },

    'matching.candidates': async (query) => {
      if ((query.listingId === undefined) === (query.item === undefined)) return err(problem(
        'badInput',
        'The call is about one listing or one item.',
        'Give one of the two.',
        { field: query.item === undefined ? 'listingId' : 'item' },
      ));
      return candidates(db, query, onMade);
    },

    'matching.link': ({ listingId, listId, share }) => {
      const linked = change(ctx, () => {
        const pair = pairNamed(db, listingId, listId);
        if (!pair.ok) return pair;
        const second = share ? null : secondListing(db, pair.value);
        return second === null ? ok({ listing: pair.value.listing, alsoFeeds: linkPair(ctx, pair.value, '') }) : err(second);
      });
      if (!linked.ok) return linked;
      afterLinks(engine, [linked.value.listing]);
      return ok({ alsoFeeds: linked.value.alsoFeeds });
    },

    'matching.unlink': ({ listingId }) => {
      const listing = found(matchListing(db, listingId), 'listing');
      if (!listing.ok) return listing;
      const done = change(ctx, () => unlinkListing(ctx, listing.value));
      if (done.ok) afterLinks(engine, [listing.value]);
      return done;
    },

    'matching.ignore': ({ listingId, item, undo }) => {
      const listing = listingId === undefined ? null : found(matchListing(db, listingId), 'listing');
      if (listing !== null && !listing.ok) return listing;
      const record = item === undefined ? null : found(matchItemRow(db, item), 'item');
      if (record !== null && !record.ok) return record;
      if (listing === null && record === null) return err(problem('badInput', 'Neither a listing nor an item is named.', 'Reload the window.', { field: 'listingId' }));
      const changed = change(ctx, () => {
        if (listing !== null && record !== null) return ok(refuse(ctx, { listing: listing.value, item: record.value }, undo));
        return ok(listing !== null ? leaveOut(ctx, { listing: listing.value }, undo) : record === null ? 0 : leaveOut(ctx, { item: record.value }, undo));
      });
      if (changed.ok && listing !== null) afterLinks(engine, [listing.value]);
      return changed.ok ? ok({ changed: changed.value }) : changed;
    },

    'matching.acceptMany': async ({ pairs, grade, ...filter }) => {
      if ((pairs === undefined) === (grade === undefined)) return err(problem('badInput', 'The call names pairs, or a grade.', 'Give one of the two.', { field: 'pairs' }));
      const wanted = pairs ?? filterSuggestions(await suggestionsNow(db), { ...filter, grade }).filter(isReady);
      const linked: Pair[] = [];
      const refused: Refused[number][] = [];
      // In slices, because a session waits for each; every pair is accepted or refused for itself.
      for (let from = 0; from < Math.min(wanted.length, MOST_ACCEPTED); from += ACCEPTED_AT_ONCE) {
        const done = change(ctx, () => ok(acceptPairs(engine, wanted.slice(from, Math.min(from + ACCEPTED_AT_ONCE, MOST_ACCEPTED)))));
        if (!done.ok) return done;
        linked.push(...done.value.linked);
        refused.push(...done.value.refused);
        await nextTurn();
      }
      if (linked.length > 0 || refused.length === 0) afterLinks(engine, linked.map(({ listing }) => listing));
      return ok({ linked: linked.length, left: Math.max(0, wanted.length - MOST_ACCEPTED), refused: refused.slice(0, MOST_REFUSED) });
    },

    'matching.exportCsv': (wanted) => {
      const company = companyNamed(db, wanted.companyId);
      return company.ok ? ok(db.transaction(() => exportPart(db, ctx, wanted))()) : company;
    },

    'matching.importText': ({ upload, text }) => uploads.add(upload, text),

    'matching.importCsv': ({ companyId, upload, share, apply, plan }) => {
      const text = uploads.read(upload);
      if (!text.ok) return text;
      const done = change(ctx, () => importLinks(engine, companyId, text.value, { share, plan: apply ? (plan ?? '') : null }));
      if (!done.ok || !apply) return done;
      uploads.forget();
      afterLinks(engine, listConnections(db, companyId).map(({ id }) => ({ connectionId: id, companyId })));
      return done;
    },
  };
}

type Accepted = { readonly linked: readonly Pair[]; readonly refused: Refused };

/** What has been linked since it was suggested, or would be the second listing of its item, is left as it is. */
function acceptPairs({ ctx, db }: Engine, pairs: readonly { readonly listingId: Pair['listing']['listingId']; readonly listId: Pair['item']['listId'] }[]): Accepted {
  const linked: Pair[] = [];
  const refused: { sku: string; item: string; problem: Problem }[] = [];
  for (const { listingId, listId } of pairs) {
    const pair = pairNamed(db, listingId, listId);
    const second = pair.ok ? secondListing(db, pair.value) : pair.error;
    if (pair.ok && second === null) {
      linkPair(ctx, pair.value, ', as was suggested');
      linked.push(pair.value);
    } else if (second !== null) {
      const listing = matchListing(db, listingId);
      refused.push({ sku: listing === null ? '' : labelOf(listing), item: pair.ok ? pair.value.item.fullName : '', problem: second });
    }
  }
  return { linked, refused };
}

type ImportAnswer = z.input<Calls['matching.importCsv']['output']>;

/** `plan`: null to look only. Error `planChanged`: something else would be changed than was shown. */
function importLinks({ ctx, db }: Engine, companyId: CompanyId, text: string, { share, plan }: { readonly share: boolean; readonly plan: string | null }): Result<ImportAnswer> {
  const company = companyNamed(db, companyId);
  if (!company.ok) return company;
  const planned = planLinks(db, companyId, text, share);
  if (!planned.ok) return planned;
  const { found: { changes, bad, same } } = planned.value;
  if (plan !== null && plan !== planned.value.plan) return err(problem(
    'planChanged',
    'Links, listings or items have changed since you looked at what the file would do.',
    'Look at it again, then import.',
  ));
  if (plan !== null) applyLinks(ctx, companyId, planned.value.found);
  return ok({
    plan: planned.value.plan, isApplied: plan !== null,
    added: changes.filter(({ was }) => was === null).length,
    changed: changes.filter(({ was }) => was !== null).length,
    same,
    shared: changes.filter(({ isShared }) => isShared).length,
    badTotal: bad.length, bad: bad.slice(0, MOST_BAD),
    sample: changes.slice(0, MOST_SAMPLE).map(({ line, listing, item, was }) => ({
      line, sku: labelOf(listing), item: item.fullName,
      was: was === null ? null : (matchItemRow(db, { companyId, listId: was })?.fullName ?? was),
    })),
  });
}
