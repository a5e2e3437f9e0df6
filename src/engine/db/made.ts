/** Tables item_member and item_component: what kits hold and assemblies are built from, level by level in both directions. */
import { MOST_LEVELS, type Component } from '../../decide/buildable.ts';
import { multiplyDecimal, scaled, whole, type Decimal } from '../../domain/decimal.ts';
import type { CompanyId, ListID } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

type Edge = { readonly id: ListID; readonly quantity: number };

const KITS = 'SELECT kit_list_id AS id, quantity FROM item_member WHERE company_id = ? AND member_list_id = ?';
const MEMBERS = 'SELECT member_list_id AS id, quantity FROM item_member WHERE company_id = ? AND kit_list_id = ?';
const COMPONENTS = 'SELECT component_list_id AS id, quantity FROM item_component WHERE company_id = ? AND assembly_list_id = ?';
const ASSEMBLIES = 'SELECT assembly_list_id AS id, quantity FROM item_component WHERE company_id = ? AND component_list_id = ?';

/** How many of an item are in one piece of another. */
export type Share = { readonly listId: ListID; readonly perPiece: Decimal };

/** Kits that hold the item, directly or inside other kits, each once, with how many of the item one kit holds in all. */
export function kitsAbove(db: Db, companyId: CompanyId, listId: ListID): readonly Share[] {
  return climbFrom(db, companyId, listId, [KITS]);
}

/** The same with assemblies that are built from the item, and with kits and assemblies that hold those. */
export function madeWith(db: Db, companyId: CompanyId, listId: ListID): readonly Share[] {
  return climbFrom(db, companyId, listId, [KITS, ASSEMBLIES]);
}

function climbFrom(db: Db, companyId: CompanyId, listId: ListID, upwards: readonly string[]): readonly Share[] {
  const found = new Map<ListID, number>();
  const climb = (from: ListID, perPiece: Decimal, path: readonly ListID[]): void => {
    for (const { id, quantity } of upwards.flatMap((edges) => prepared<[number, string], Edge>(db, edges).all(companyId, from))) {
      if (path.includes(id) || path.length > MOST_LEVELS) continue;
      const inOne = multiplyDecimal(scaled(quantity), perPiece);
      found.set(id, (found.get(id) ?? 0) + inOne);
      climb(id, inOne, [...path, id]);
    }
  };
  climb(listId, whole(1), [listId]);
  return [...found].map(([id, perPiece]) => ({ listId: id, perPiece: scaled(perPiece) }));
}

export type Leaves = {
  /** What one kit comes to once the kits in it are opened, each item once. */
  readonly parts: readonly Share[];
  /** A kit that holds itself, or lies deeper than is looked into; null: none. */
  readonly circle: ListID | null;
};

export function leavesOf(db: Db, companyId: CompanyId, kit: ListID): Leaves {
  const edges = prepared<[number, string], Edge>(db, MEMBERS);
  const found = new Map<ListID, number>();
  let circle: ListID | null = null;
  const open = (from: ListID, perPiece: Decimal, path: readonly ListID[]): void => {
    for (const { id, quantity } of edges.all(companyId, from)) {
      if (path.includes(id) || path.length > MOST_LEVELS) {
        circle ??= id;
        continue;
      }
      const inOne = multiplyDecimal(scaled(quantity), perPiece);
      if (edges.get(companyId, id) !== undefined) open(id, inOne, [...path, id]);
      else found.set(id, (found.get(id) ?? 0) + inOne);
    }
  };
  open(kit, whole(1), [kit]);
  return { parts: [...found].map(([id, perPiece]) => ({ listId: id, perPiece: scaled(perPiece) })), circle };
}

/** What one assembly is built from. */
export function componentsOf(db: Db, companyId: CompanyId, assembly: ListID): readonly Component[] {
  return prepared<[number, string], Edge>(db, COMPONENTS).all(companyId, assembly).map(({ id, quantity }) => ({ listId: id, quantity: scaled(quantity) }));
}

/** Assemblies that are built from the item, with how much of it one takes. */
export function assembliesWith(db: Db, companyId: CompanyId, component: ListID): readonly Component[] {
  return prepared<[number, string], Edge>(db, ASSEMBLIES).all(companyId, component).map(({ id, quantity }) => ({ listId: id, quantity: scaled(quantity) }));
}

/** Does any shop of the company offer what can still be built? Only then do components and assemblies concern each other. */
export function offersBuildable(db: Db, companyId: CompanyId): boolean {
  return prepared<[number], { n: number }>(db, `SELECT EXISTS (SELECT 1 FROM connection WHERE company_id = ? AND (json_extract(settings, '$.assemblies') = 'buildable'
    OR EXISTS (SELECT 1 FROM item_rule WHERE item_rule.connection_id = connection.id AND item_rule.assemblies = 'buildable'))) AS n`).get(companyId)?.n === 1;
}

/**
 * Every item whose number may be another when one of these is, themselves included: the kits that hold them and, where assemblies may be built,
 * those built from them; and what an assembly is built from, because a shortage of it takes from that.
 */
export function dependentItems(db: Db, companyId: CompanyId, listIds: Iterable<ListID>): ReadonlySet<ListID> {
  const isBuilt = offersBuildable(db, companyId);
  if (!isBuilt && !hasKits(db, companyId)) return new Set(listIds);
  const seen = new Set<ListID>();
  const queue = isBuilt ? below(db, companyId, listIds) : [...listIds];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const { id } of prepared<[number, string], Edge>(db, KITS).all(companyId, at)) queue.push(id);
    if (isBuilt) for (const { id } of prepared<[number, string], Edge>(db, ASSEMBLIES).all(companyId, at)) queue.push(id);
  }
  return seen;
}

function hasKits(db: Db, companyId: CompanyId): boolean {
  return prepared<[number]>(db, 'SELECT 1 FROM item_member WHERE company_id = ? LIMIT 1').get(companyId) !== undefined;
}

/** The items and everything they are built from, down to the last level. */
function below(db: Db, companyId: CompanyId, listIds: Iterable<ListID>): ListID[] {
  const seen = new Set<ListID>();
  const queue = [...listIds];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const { id } of prepared<[number, string], Edge>(db, COMPONENTS).all(companyId, at)) queue.push(id);
  }
  return [...seen];
}
