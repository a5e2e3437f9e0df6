/** How many pieces can be made of several items at once, where assemblies that are not on the shelf may be built from their components. */
import { floorWhole, multiplyDecimal, scaled, whole, ZERO, type Decimal } from '../domain/decimal.ts';
import type { ListID } from '../domain/ids.ts';

/** An item of the bill of materials. */
export type Supply = {
  /** Pieces that may be used; below 0 counts as 0. */
  readonly free: Decimal;
  /** What one piece is built from; empty for what is only bought. */
  readonly components: readonly Component[];
};
export type Component = { readonly listId: ListID; readonly quantity: Decimal };

/** Levels of assemblies in assemblies that are looked into. */
export const MOST_LEVELS = 10;
/** No shop shows more, and QuickBooks holds no more (ten digits). */
const MOST_PIECES = 1_000_000_000;

/**
 * Whole pieces that can be made, each of `need`. What is on the shelf is used first, the rest is built in whole assemblies. Several parts may draw
 * on the same component: it is counted once. Components that lead back to themselves are not built from each other.
 */
export function mostPieces(need: readonly Component[], supplies: ReadonlyMap<ListID, Supply>): number {
  const order = outwardIn(need.map((part) => part.listId), supplies);
  if (!suffices(1, need, supplies, order)) return 0;
  let enough = 1;
  let tooMany = 2;
  while (tooMany <= MOST_PIECES && suffices(tooMany, need, supplies, order)) {
    enough = tooMany;
    tooMany *= 2;
  }
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (suffices(middle, need, supplies, order)) enough = middle;
    else tooMany = middle;
  }
  return enough;
}

/** Is there enough for so many pieces? What is wanted of an item is complete before its components are looked at, because of the order. */
function suffices(pieces: number, need: readonly Component[], supplies: ReadonlyMap<ListID, Supply>, order: Order): boolean {
  const wanted = new Map<ListID, number>();
  const want = (listId: ListID, quantity: number): void => { wanted.set(listId, (wanted.get(listId) ?? 0) + quantity); };
  for (const part of need) want(part.listId, part.quantity * pieces);
  for (const listId of order.items) {
    const missing = (wanted.get(listId) ?? 0) - Math.max(0, supplies.get(listId)?.free ?? 0);
    if (missing <= 0) continue;
    const components = order.components.get(listId) ?? [];
    if (components.length === 0) return false;
    const built = Math.ceil(missing / whole(1));
    for (const component of components) want(component.listId, component.quantity * built);
  }
  return true;
}

type Order = { readonly items: readonly ListID[]; readonly components: ReadonlyMap<ListID, readonly Component[]> };

/** Every item before its components. A component that leads back, or lies too deep, makes its assembly one that is only bought. */
function outwardIn(roots: readonly ListID[], supplies: ReadonlyMap<ListID, Supply>): Order {
  const components = new Map<ListID, readonly Component[]>();
  const inner: ListID[] = [];
  const done = new Set<ListID>();
  const path = new Set<ListID>();
  /** False: it may not be built here. */
  const visit = (listId: ListID): boolean => {
    if (path.has(listId) || path.size > MOST_LEVELS) return false;
    if (done.has(listId)) return true;
    path.add(listId);
    const parts = supplies.get(listId)?.components ?? [];
    const isSound = parts.map((part) => visit(part.listId)).every(Boolean);
    path.delete(listId);
    components.set(listId, isSound ? parts : []);
    if (!done.has(listId)) inner.push(listId);
    done.add(listId);
    return true;
  };
  for (const root of roots) visit(root);
  return { items: inner.reverse(), components };
}

/** Whole pieces that the amount of one part makes. */
export function piecesOf(amount: Decimal, perPiece: Decimal): Decimal {
  return perPiece > 0 ? whole(Math.floor(amount / perPiece)) : ZERO;
}

/** What the shortage of an assembly takes from each of its components: what was sold before it was built has to be built yet. */
export function reservedBy(free: Decimal, quantity: Decimal): Decimal {
  return free >= 0 ? ZERO : multiplyDecimal(scaled(-floorWhole(free)), quantity);
}
