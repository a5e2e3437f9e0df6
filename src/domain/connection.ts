/** A connection: one configured shop of one company. */
import type { Instant } from './calendar.ts';
import type { CompanyId, ConnectionId } from './ids.ts';
import type { Problem } from './problem.ts';
import type { ConnectionSettings } from './settings.ts';

export type Connection = {
  readonly id: ConnectionId;
  readonly companyId: CompanyId;
  readonly name: string;
  /** The connector's name, e.g. `woocommerce`. */
  readonly kind: string;
  readonly url: string;
  readonly settings: ConnectionSettings;
  readonly createdAt: Instant;
  readonly orderCursor: string | null;
  /** When the last pull of orders began that ended well. */
  readonly lastPullAt: Instant | null;
  readonly lastListingsAt: Instant | null;
  readonly problem: Problem | null;
};
