/** What a document is drafted from, and what comes out of it beside the document. */
import type { DocumentDraft, DraftDecision, DraftLine, Ref } from '../domain/document.ts';
import type { ListID } from '../domain/ids.ts';
import type { Item } from '../domain/item.ts';
import type { DocumentKind } from '../domain/job.ts';
import type { ConnectionSettings } from '../domain/settings.ts';
import type { Match } from './matchItem.ts';

/** What the company file told about itself that a document depends on. */
export type CompanyFacts = {
  readonly zone: string;
  readonly salesTaxOn: boolean;
  readonly closingDate: string | null;
  /** ISO 4217; empty when the company file does not say. */
  readonly homeCurrency: string;
};

export type DraftInput = {
  readonly kind: DocumentKind;
  readonly settings: ConnectionSettings;
  readonly company: CompanyFacts;
  readonly customer: Ref;
  /** A sentence: why this customer. */
  readonly customerHow: string;
  readonly refNumber: string;
  readonly memoKey: string;
  readonly externalGuid: string;
  /** By SKU and listing key, decided elsewhere. */
  readonly match: (line: { readonly sku: string | null; readonly listingKey: string | null }) => Match;
  /** A mapped item by FullName; null when QuickBooks has none. */
  readonly mapped: (fullName: string) => Item | null;
  /** A member of a kit; null when it has not been read. */
  readonly member: (listId: ListID) => Item | null;
  /** The text as QuickBooks will store it, uncut (quickbooks/text): lengths are only true after that. */
  readonly storable: (text: string) => string;
};

export type Drafted = {
  readonly draft: DocumentDraft;
  readonly decisions: readonly DraftDecision[];
  /** Sentences about texts that found no room in QuickBooks, for the log. */
  readonly cuts: readonly string[];
};

/** Lines of a document with the reasons for them. */
export type Part = { readonly lines: readonly DraftLine[]; readonly decisions: readonly DraftDecision[] };

export function decision(topic: DraftDecision['topic'], text: string): DraftDecision {
  return { topic, text };
}
