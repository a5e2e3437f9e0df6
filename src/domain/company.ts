/** A QuickBooks company file that this bridge serves, and what we have learned about it. */
import type { Instant } from './calendar.ts';
import type { CompanyId } from './ids.ts';
import type { Problem } from './problem.ts';
import type { CompanySettings } from './settings.ts';

/** What the company file said about itself. */
export type CompanyIdentity = {
  /** The GUID the Web Connector stored in the file when the .qwc was added; empty when the file has none of ours. */
  readonly fileId: string;
  readonly name: string;
  /** Full path of the .qbw. */
  readonly path: string;
  readonly country: string;
  /** `QuickBooks Enterprise Solutions 24.0 …` */
  readonly product: string;
  readonly supportedVersions: readonly string[];
  /** `yyyy-mm-dd`, when the books are closed up to a day. */
  readonly closingDate: string | null;
  readonly salesTaxOn: boolean;
  readonly multiCurrencyOn: boolean;
  /** The home currency's name as QuickBooks spells it (`US Dollar`), where several currencies are on; absent or empty where the file does not say. */
  readonly homeCurrency?: string;
  /** ISO 4217: of homeCurrency, or of the edition's country while multi-currency is off; empty when it cannot be told for sure. Absent: not read yet. */
  readonly homeCurrencyCode?: string;
  /** Absent in what was stored by versions of this program that did not read it; the next session brings it. */
  readonly preferences?: CompanyPreferences;
};

/** Settings of the company file that decide what a document may carry. Names are QuickBooks' own; empty when it did not say. */
export type CompanyPreferences = {
  readonly classTrackingOn: boolean;
  /** Advanced Inventory with more than one site. */
  readonly sitesOn: boolean;
  readonly inventoryOn: boolean;
  /** QuickBooks applies payments to open invoices by itself. */
  readonly autoApplyPayments: boolean;
  readonly defaultTaxItem: string;
  readonly taxableCode: string;
  readonly nonTaxableCode: string;
  readonly amountsIncludeTax: boolean;
};

/**
 * unknown    no company file has answered yet
 * confirm    one has answered; a person must say it is the right one before anything is written
 * approved   writing allowed
 * stopped    another file answered, or this one is older than our records; carries a Problem
 */
export type CompanyState = 'unknown' | 'confirm' | 'approved' | 'stopped';

export type Company = {
  readonly id: CompanyId;
  /** The name given in set-up; also the AppName suffix in the .qwc. */
  readonly name: string;
  readonly username: string;
  /** `{GUID}` that this bridge asks the Web Connector to store in the company file. */
  readonly fileId: string;
  readonly state: CompanyState;
  readonly identity: CompanyIdentity | null;
  readonly problem: Problem | null;
  /** Approve the first company file that answers with the right FileID (provisioning file). */
  readonly approveFirst: boolean;
  readonly settings: CompanySettings;
  /** Start of the last session that read the modified items to the end. */
  readonly itemCursor: Instant | null;
  /** When every item was last read. */
  readonly lastSweepAt: Instant | null;
};
