/** An update: "this SKU is due in this shop". The number is computed when its batch is built, never before. */
import type { Instant } from './calendar.ts';
import type { ConnectionId, ListingId } from './ids.ts';
import type { Problem } from './problem.ts';

export type UpdateState = 'pending' | 'pushing' | 'held' | 'failed';
/** `inline`: sent at once while the session waits; `queued`: by the task *inventory*, in chunks. */
export type Route = 'inline' | 'queued';

export type Update = {
  readonly connectionId: ConnectionId;
  readonly listingId: ListingId;
  /** Grows each time the SKU becomes due again; a confirmation closes the row only if it is still the version that was sent. */
  readonly version: number;
  readonly state: UpdateState;
  readonly route: Route;
  readonly dueSince: Instant;
  readonly notBefore: Instant | null;
  readonly attempts: number;
  readonly problem: Problem | null;
};
