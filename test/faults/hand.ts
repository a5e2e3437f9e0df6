/** What people did with their own hands, written down as it happens: the auditor must tell it from what the bridge did. */
import type { LedgerDocument, LedgerOther } from '../../src/simulator/company/ledger.ts';

export type Hand = {
  /** Documents people entered themselves, per company. */
  readonly entered: Set<string>;
  /** Documents as they were before people changed, voided or deleted them: by TxnID. */
  readonly before: Map<string, LedgerDocument>;
  readonly deleted: Set<string>;
  /** Documents that were lost when an older copy of a company file was put back, as they were. */
  readonly lost: Map<string, LedgerDocument>;
  /** The same for payments, card refunds and checks. */
  readonly lostMoney: Map<string, LedgerOther>;
  /** Pending documents that people completed: by TxnID. */
  readonly completed: Set<string>;
  /** Shop orders changed after they were placed: `host id`. */
  readonly edited: Set<string>;
  /** Jobs a person cancelled in the bridge. */
  readonly cancelledJobs: Set<number>;
  /** Our own database was put back to an older copy. */
  databaseRestored: boolean;
  /** Somebody set a number in a shop's own pages: only reading the listings again shows it. */
  setInShop: boolean;
  /** QuickBooks' modified filter hides changes of some items: only the sweep shows them. */
  filterMisses: boolean;
  /** Disk full or database locked: the engine may say so in its log. */
  diskTrouble: boolean;
};

export function cleanHands(): Hand {
  return {
    entered: new Set(), before: new Map(), deleted: new Set(), lost: new Map(), lostMoney: new Map(), completed: new Set(), edited: new Set(), cancelledJobs: new Set(),
    databaseRestored: false, setInShop: false, filterMisses: false, diskTrouble: false,
  };
}
