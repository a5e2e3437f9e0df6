/** Answers the calls about stock rules, sweeps and oversells. */
import type { z } from 'zod';
import type { stockCalls } from '../../contract/calls/stock.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { isEmptyRule, type ItemRule } from '../../decide/stockRule.ts';
import type { CompanyId } from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { sweepOf } from '../db/companies.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { markConnectionDue } from '../db/due.ts';
import { findRule, listRules, saveRule, type RuleTarget } from '../db/itemRules.ts';
import { countItems } from '../db/items.ts';
import { findListing, type ListingRow } from '../db/listings.ts';
import type { Db } from '../db/open.ts';
import { listOversells } from '../db/oversells.ts';
import { sweepReports } from '../db/sweepReports.ts';
import { computeStock, findMatch, openStockBook, ruleOf } from '../work/computeStock.ts';
import { change, notePerson } from './change.ts';
import { companyNamed, connectionNamed, found } from './named.ts';
import { nextOf } from './page.ts';

type Shown = z.input<(typeof stockCalls)['stock.rule']['output']>;
type UnderWay = z.input<(typeof stockCalls)['stock.sweeps']['output']>['underWay'];

export function stockHandlers(engine: Engine): HandlersOf<typeof stockCalls> {
  const { ctx, db } = engine;
  return {
    'stock.rule': ({ listingId }) => {
      const listing = found(findListing(db, listingId), 'listing');
      if (!listing.ok) return listing;
      const connection = connectionNamed(db, listing.value.connectionId);
      return connection.ok ? ok(db.transaction(() => show(db, listing.value, connection.value))()) : connection;
    },

    'stock.saveRule': ({ connectionId, of, rule }) => {
      const saved = change(ctx, () => {
        const connection = connectionNamed(db, connectionId);
        if (!connection.ok) return connection;
        const { companyId, name } = connection.value;
        const before = findRule(db, connectionId, of);
        if (same(before, rule)) return ok({ changed: false, companyId });
        saveRule(db, connectionId, of, rule);
        // What one shop is told counts against nothing elsewhere, but what assemblies may be built does.
        for (const shop of listConnections(db, companyId)) markConnectionDue(db, shop.id);
        notePerson(
          ctx,
          { companyId, connectionId, sku: of.name },
          'info',
          `set the stock rule of ${of.target === 'sku' ? 'the SKU' : 'the item'} "${of.name}" in ${name}: ${inWords(rule)}.`,
        );
        return ok({ changed: true, companyId });
      });
      if (!saved.ok) return saved;
      if (saved.value.changed) void engine.route(saved.value.companyId);
      return ok({ changed: saved.value.changed });
    },

    'stock.rules': ({ connectionId, after, limit }) => {
      const connection = connectionNamed(db, connectionId);
      if (!connection.ok) return connection;
      const { rows, last } = nextOf(listRules(db, connectionId, { after: after ?? null, limit: limit + 1 }), limit);
      const targetOf = ({ target, name }: RuleTarget): RuleTarget => ({ target, name });
      return ok({ rules: rows.map((row) => ({ of: targetOf(row), rule: row.rule })), next: last === null ? null : targetOf(last) });
    },

    'stock.sweeps': ({ companyId, limit }) => {
      const company = companyNamed(db, companyId);
      return company.ok ? ok({ reports: sweepReports(db, companyId, limit), underWay: underWay(db, companyId) }) : company;
    },

    'stock.oversells': ({ companyId, openOnly, before, limit }) => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      const { rows, last } = nextOf(listOversells(db, companyId, { openOnly, before: before ?? null, limit: limit + 1 }), limit);
      return ok({ oversells: rows, next: last?.id ?? null });
    },
  };
}

function show(db: Db, listing: ListingRow, connection: ConnectionRow): Shown {
  const book = openStockBook(db, connection.companyId);
  const match = findMatch(db, book, listing);
  const item = match.kind === 'matched' ? match.item : null;
  const { availability, safetyStock, cap, assemblies } = connection.settings;
  const effective = ruleOf(db, book, connection, listing, match);
  const { plan } = computeStock(db, book, listing);
  return {
    connectionId: connection.id, shop: connection.name, sku: listing.sku, item: item?.fullName ?? null, kind: item?.kind ?? null,
    ofSku: findRule(db, connection.id, { target: 'sku', name: listing.sku }), ofItem: item === null ? null : findRule(db, connection.id, { target: 'item', name: item.fullName }),
    ofShop: { availability, safetyStock, cap, assemblies },
    effective: { availability: effective.availability, safetyStock: effective.safetyStock, cap: effective.cap, assemblies: effective.assemblies, exclude: effective.exclude },
    buildable: plan.kind === 'push' ? (plan.buildable ?? null) : null,
  };
}

function underWay(db: Db, companyId: CompanyId): UnderWay {
  const state = sweepOf(db, companyId);
  if (state === null) return null;
  const known = (['inventory', 'assembly', 'group'] as const).reduce((sum, kind) => sum + countItems(db, companyId, kind), 0);
  return { phase: state.phase === 'count' ? 'due' : state.phase === 'list' ? 'listing' : 'reading', read: state.read ?? 0, known };
}

function same(before: ItemRule | null, rule: ItemRule): boolean {
  return before === null ? isEmptyRule(rule) : (Object.keys(rule) as (keyof ItemRule)[]).every((field) => before[field] === rule[field]);
}

/** `safety stock 3, at most 10` */
function inWords(rule: ItemRule): string {
  const parts = [
    rule.exclude === null ? '' : rule.exclude ? 'not sent' : 'sent',
    rule.availability === null ? '' : rule.availability === 'onHand' ? 'on hand' : 'on hand less sales orders',
    rule.safetyStock === null ? '' : `safety stock ${String(rule.safetyStock)}`,
    rule.cap === null ? '' : rule.cap === 0 ? 'no limit' : `at most ${String(rule.cap)}`,
    rule.assemblies === null ? '' : rule.assemblies === 'built' ? 'only what is built' : 'with what can be built',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'as the shop has it' : parts.join(', ');
}
