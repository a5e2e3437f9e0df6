/** How a request ends: a status, and what goes into its answer. */
import type { XmlElement } from '../../quickbooks/xml/tree.ts';

/** Status codes this company file gives (QBXML fact sheet §7). */
export const STATUS = {
  done: 0,
  nothingFound: 1,
  someNotFound: 500,
  fieldIgnored: 530,
  notSupported: 1030,
  badRequestId: 1060,
  badObjectId: 3000,
  badDate: 3020,
  fromAfterTo: 3030,
  badAmount: 3040,
  badQuantity: 3060,
  tooLong: 3070,
  badName: 3090,
  nameInUse: 3100,
  notFoundInFilter: 3120,
  badParent: 3130,
  badReference: 3140,
  missingElement: 3150,
  notValidHere: 3151,
  beforeClosingDate: 3171,
  inUse: 3175,
  relatedInUse: 3176,
  notSaved: 3180,
  badAddress: 3205,
  businessRule: 3210,
  statusCheckOnly: 3230,
  notProcessed: 3231,
  featureOff: 3250,
  merchantMissing: 3264,
  accountMissing: 3270,
  wrongItemType: 3280,
  iteratorMisused: 3390,
  iteratorUnknown: 3391,
  unknownMacro: 9100,
} as const;

export type Refusal = { readonly code: number; readonly message: string };

/** What a write left behind, as error recovery remembers it. */
export type Written = {
  readonly code: number;
  readonly message: string;
  readonly children: readonly XmlElement[];
  readonly listId: string;
  readonly txnId: string;
  readonly txnNumber: number;
  readonly editSequence: string;
  readonly externalGuid: string;
};

export type Handled =
  | {
      readonly kind: 'answered';
      readonly code: number;
      readonly message: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly children: readonly XmlElement[];
    }
  /** Everything is checked; `commit` stores it. */
  | { readonly kind: 'write'; readonly refNumber: string; readonly commit: () => Written };

/** 0–499 Info, 500–999 Warn, the rest Error. */
export function severityOf(code: number): 'Info' | 'Warn' | 'Error' {
  return code < 500 ? 'Info' : code < 1000 ? 'Warn' : 'Error';
}

export const OK_MESSAGE = 'Status OK';

export function refused(refusal: Refusal): Handled {
  return { kind: 'answered', code: refusal.code, message: refusal.message, attributes: {}, children: [] };
}

/** Collects what is wrong with a write; nothing is stored while there is anything. */
export type Trial = { readonly refusals: Refusal[]; readonly warnings: Refusal[] };

export function refuse(trial: Trial, code: number, message: string): void {
  trial.refusals.push({ code, message });
}
