/** What can be made to go wrong. The object is changed by tests and demos while the company is open; one-shot faults clear themselves. */

import { statusText } from './statusTexts.ts';

/** A write that is about to be stored. */
export type WriteAttempt = {
  /** Without the `Rq`, e.g. `SalesReceiptAdd`. */
  readonly name: string;
  readonly requestId: string | null;
  readonly newMessageSetId: string | null;
  /** Empty for customers. */
  readonly refNumber: string;
};

/** A number: the n-th write from now (1 = the next), once. A function: every write it says yes to. */
export type WriteFault = number | ((write: WriteAttempt) => boolean) | null;

export type Faults = {
  /** QuickBooks dies (0x80010105) with nothing of this write stored. */
  dieBeforeCommit: WriteFault;
  /** QuickBooks dies after storing it, before an answer is written. */
  dieAfterCommit: WriteFault;
  /** The next set fails with this HRESULT before anything in it runs. */
  hresultOnce: { readonly hresult: string; readonly message: string } | null;
  /** The next write is refused with this status, e.g. 3180 or 1000; nothing is stored. */
  refuseOnce: { readonly code: number; readonly message: string } | null;
  /** Writes still to be refused, or done with a warning; the first that fits a write is used up by it. */
  refusals: Refusing[];
  /** The next set that carries a newMessageSetID cannot be kept in the recovery records: 9005. Its requests ran, or did not. */
  recoveryFailsOnce: 'ran' | 'didNotRun' | null;
  /** What happens to the text of the next answer, e.g. cut off in the middle. */
  garbleOnce: ((xml: string) => string) | null;
  /** Items whose stock movements ItemInventoryQuery's modified filter does not notice. */
  modifiedFilterMisses: (listId: string) => boolean;
  /** The next Continue finds its iterator gone. */
  iteratorBreaksOnce: boolean;
};

/** A code of QBXML fact sheet §7 for a write. Below 1000 the write is stored and the code is a remark on it. */
export type Refusing = {
  readonly code: number;
  /** What QuickBooks would say of it unless given. */
  readonly message?: string;
  /** Name without the `Rq`, e.g. `InvoiceAdd`; any write when left out. */
  readonly on?: string;
  /** How many fitting writes; 1 when left out. */
  readonly times?: number;
};

export type Verdict = { readonly code: number; readonly message: string };

/** The refusal or remark this write meets; null for none. Counts it as used. */
export function verdictOn(faults: Faults, write: WriteAttempt): Verdict | null {
  if (faults.refuseOnce !== null) {
    const once = faults.refuseOnce;
    faults.refuseOnce = null;
    return once;
  }
  const at = faults.refusals.findIndex(({ on }) => on === undefined || on === write.name);
  const found = faults.refusals[at];
  if (found === undefined) return null;
  const { times = 1 } = found;
  if (times > 1) faults.refusals[at] = { ...found, times: times - 1 };
  else faults.refusals.splice(at, 1);
  return { code: found.code, message: found.message ?? statusText(found.code, write.name.replace(/(Add|Mod)$/, '')) };
}

export function noFaults(): Faults {
  return {
    dieBeforeCommit: null,
    dieAfterCommit: null,
    hresultOnce: null,
    refuseOnce: null,
    refusals: [],
    recoveryFailsOnce: null,
    garbleOnce: null,
    modifiedFilterMisses: () => false,
    iteratorBreaksOnce: false,
  };
}

/** Does the fault strike at this write? Counts numbers down. */
export function strikes(faults: Faults, which: 'dieBeforeCommit' | 'dieAfterCommit', write: WriteAttempt): boolean {
  const fault = faults[which];
  if (fault === null) return false;
  if (typeof fault === 'function') return fault(write);
  faults[which] = fault > 1 ? fault - 1 : null;
  return fault <= 1;
}
