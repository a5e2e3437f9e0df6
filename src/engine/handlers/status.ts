/** Answers the call for the state of everything. */
import type { statusCalls } from '../../contract/calls/status.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { statusFacts } from './statusFacts.ts';

export function statusHandlers({ db }: Engine): HandlersOf<typeof statusCalls> {
  return { 'status.show': () => ok(statusFacts(db)) };
}
