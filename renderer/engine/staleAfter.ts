/** Which answers are out of date after which event: the events are hints to ask again. */
import type { Contract } from '../../src/contract/contract.ts';
import type { EventName } from '../../src/contract/defineContract.ts';

/** Every call's name begins with its area. Add an area here when a new tab shows something that an event changes. */
export const STALE_AFTER: Readonly<Partial<Record<EventName<Contract>, readonly string[]>>> = {
  jobsChanged: ['jobs', 'orders', 'status', 'dashboard', 'log', 'exchanges', 'preview', 'tasks', 'sku'],
  updatesChanged: ['matching', 'updates', 'inventory', 'status', 'dashboard', 'log', 'preview', 'tasks', 'stock', 'sku'],
  sessionChanged: ['matching', 'status', 'dashboard', 'companies', 'sessions', 'jobs', 'log', 'tasks', 'setup', 'preview', 'lists', 'stock', 'sku', 'backups'],
  suggestionsMade: ['matching'],
  batchDone: ['updates', 'inventory', 'status', 'dashboard', 'log', 'sku'],
  chunkDone: ['updates', 'inventory', 'status', 'dashboard', 'log', 'tasks', 'sku'],
};

/** The area of a call: `updates` of `updates.page`. */
export function areaOf(call: string): string {
  return call.slice(0, call.indexOf('.'));
}
