/** What people did with their own hands, written down as it happens: the auditor must tell it from what the bridge did. */
import type { LedgerDocument } from '../../src/simulator/company/ledger.ts';

export type Hand = {
  /** Documents people entered themselves, per company. */
  readonly entered: Set<string>;
  /** Documents as they were before people changed, voided or deleted them: by TxnID. */
  readonly before: Map<string, LedgerDocument>;
  readonly deleted: Set<string>;
  /** Documents that were lost when an older copy of a company file was put back, as they were. */
  readonly lost: Map<string, LedgerDocument>;
  /** Shop orders changed after they were placed: `host id`. */
  readonly edited: Set<string>;
  /** Jobs a person cancelled in the bridge. */
  readonly cancelledJobs: Set<number>;
  /** Our own database was put back to an older copy. */
  databaseRestored: boolean;
  /** Somebody set a number in a shop's own pages: only reading the listings again shows it. */
  setInShop: boolean;
  /** Disk full or database locked: the engine may say so in its log. */
  diskTrouble: boolean;
};

export function cleanHands(): Hand {
  return {
    entered: new Set(), before: new Map(), deleted: new Set(), lost: new Map(), edited: new Set(), cancelledJobs: new Set(), databaseRestored: false, setInShop: false, diskTrouble: false,
  };
}
