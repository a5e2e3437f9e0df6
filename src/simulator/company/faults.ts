/** What can be made to go wrong. The object is changed by tests and demos while the company is open; one-shot faults clear themselves. */

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
  /** What happens to the text of the next answer, e.g. cut off in the middle. */
  garbleOnce: ((xml: string) => string) | null;
  /** Items whose stock movements ItemInventoryQuery's modified filter does not notice. */
  modifiedFilterMisses: (listId: string) => boolean;
  /** The next Continue finds its iterator gone. */
  iteratorBreaksOnce: boolean;
};

export function noFaults(): Faults {
  return {
    dieBeforeCommit: null,
    dieAfterCommit: null,
    hresultOnce: null,
    refuseOnce: null,
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
