/** Table item_rule: what a person set for one SKU of a shop, or for one item in a shop. */
import type { ItemRule } from '../../decide/stockRule.ts';
import { isEmptyRule } from '../../decide/stockRule.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import type { AssemblyRule, AvailabilityRule } from '../../domain/settings.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** `item` names a QuickBooks item by its FullName. Case does not matter. */
export type RuleTarget = { readonly target: 'sku' | 'item'; readonly name: string };
export type KeptRule = RuleTarget & { readonly rule: ItemRule };

type Row = {
  readonly target: 'sku' | 'item'; readonly name: string; readonly availability: AvailabilityRule | null; readonly safety_stock: number | null; readonly cap: number | null;
  readonly assemblies: AssemblyRule | null; readonly exclude: number | null;
};

function toRule(row: Row): ItemRule {
  return { availability: row.availability, safetyStock: row.safety_stock, cap: row.cap, assemblies: row.assemblies, exclude: row.exclude === null ? null : row.exclude === 1 };
}

/** Most shops have none: then nothing has to be looked up for each listing. */
export function hasRules(db: Db, connectionId: ConnectionId): boolean {
  return prepared<[number]>(db, 'SELECT 1 FROM item_rule WHERE connection_id = ? LIMIT 1').get(connectionId) !== undefined;
}

export function findRule(db: Db, connectionId: ConnectionId, { target, name }: RuleTarget): ItemRule | null {
  if (name === '') return null;
  const row = prepared<[number, string, string], Row>(db, 'SELECT * FROM item_rule WHERE connection_id = ? AND target = ? AND name = ?').get(connectionId, target, name);
  return row === undefined ? null : toRule(row);
}

/** A rule that says nothing is forgotten. */
export function saveRule(db: Db, connectionId: ConnectionId, { target, name }: RuleTarget, rule: ItemRule): void {
  if (isEmptyRule(rule)) {
    prepared<[number, string, string]>(db, 'DELETE FROM item_rule WHERE connection_id = ? AND target = ? AND name = ?').run(connectionId, target, name);
    return;
  }
  prepared<unknown[]>(db, `INSERT INTO item_rule (connection_id, target, name, availability, safety_stock, cap, assemblies, exclude) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET availability = excluded.availability, safety_stock = excluded.safety_stock, cap = excluded.cap,
      assemblies = excluded.assemblies, exclude = excluded.exclude`)
    .run(connectionId, target, name, rule.availability, rule.safetyStock, rule.cap, rule.assemblies, rule.exclude === null ? null : rule.exclude ? 1 : 0);
}

/** By kind and name, after `after`. */
export function listRules(db: Db, connectionId: ConnectionId, page: { readonly after: RuleTarget | null; readonly limit: number }): readonly KeptRule[] {
  return prepared<(string | number)[], Row>(db, 'SELECT * FROM item_rule WHERE connection_id = ? AND (target, name) > (?, ?) ORDER BY target, name LIMIT ?')
    .all(connectionId, page.after?.target ?? '', page.after?.name ?? '', page.limit).map((row) => ({ target: row.target, name: row.name, rule: toRule(row) }));
}

/** A provisioning file gives them all: those it does not name are forgotten. */
export function replaceRules(db: Db, connectionId: ConnectionId, rules: readonly KeptRule[]): void {
  prepared<[number]>(db, 'DELETE FROM item_rule WHERE connection_id = ?').run(connectionId);
  for (const { rule, ...target } of rules) saveRule(db, connectionId, target, rule);
}

/** A renamed item keeps its rules in every shop; one that stands under the new name already is not overwritten. */
export function renameRules(db: Db, companyId: CompanyId, before: string, after: string): void {
  if (before.toLowerCase() === after.toLowerCase()) return;
  prepared<[string, string, number]>(db, `UPDATE OR IGNORE item_rule SET name = ? WHERE target = 'item' AND name = ?
    AND connection_id IN (SELECT id FROM connection WHERE company_id = ?)`).run(after, before, companyId);
}
