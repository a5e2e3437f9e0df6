/** A story: a world, and what happens in it, one event after the other. Plain data, so that it can be shortened and printed. */
import type { FaultKind } from '../../src/simulator/store/faults.ts';

export type Temperament = 'remembers' | 'remembersWithoutTxnId' | 'forgets';

export type CompanySpec = {
  /** One per shop: the SKUs it lists. The first shop lists all. */
  readonly shops: readonly (readonly string[])[];
  readonly skus: readonly string[];
  /** The first two SKUs make a kit, sold as `SET`. */
  readonly kit: boolean;
  readonly temperament: Temperament;
  readonly documentKind: 'salesReceipt' | 'invoice' | 'salesOrder';
  readonly perBuyer: boolean;
  readonly onHand: number;
  /** Receipts and invoices are written as pending: they move stock when a person completes them. */
  readonly pending: boolean;
  /** How credit memos are settled. */
  readonly settle: 'none' | 'creditCard' | 'check';
  /** What the shops are told of their orders: a note; a note, the TxnID and the status `completed`. */
  readonly tell: 'nothing' | 'note' | 'all';
};

export type WorldSpec = {
  readonly companies: readonly CompanySpec[];
  /** Milliseconds since 1970: near a change of daylight saving time in some worlds. */
  readonly start: number;
  readonly zone: string;
};

/** What happens at one of the next SOAP calls. */
export type SoapFault =
  | 'loseRequest' | 'loseAnswer' | 'twice' | 'crashBefore' | 'crashAfter'
  /** Another Web Connector runs a whole session while this call's request is on its way; its `minutes` have passed first. */
  | { readonly otherConnector: number };

/** What goes wrong inside QuickBooks. */
export type QuickBooksFault =
  | { readonly dies: 'beforeCommit' | 'afterCommit'; readonly write: number }
  | { readonly hresult: string }
  | { readonly garbles: 'empty' | 'cut' | 'noRequestId' | 'html' | 'noSeverity' }
  | { readonly recoveryRecords: 'ran' | 'didNotRun' }
  | { readonly refuses: number }
  | { readonly iterator: 'breaks' };

/** Numbers that choose among orders, documents or jobs count from the newest, over what there is then. */
export type StoryEvent =
  | { readonly do: 'order'; readonly shop: number; readonly lines: readonly (readonly [sku: number, quantity: number])[]; readonly buyer: number; readonly status: string; readonly tax: boolean }
  | { readonly do: 'refund'; readonly order: number; readonly line: number; readonly quantity: number; readonly restock: boolean }
  | { readonly do: 'cancelOrder' | 'trashOrder' | 'payOrder'; readonly order: number }
  | { readonly do: 'editOrder'; readonly order: number; readonly line: number; readonly quantity: number }
  | { readonly do: 'setShopStock'; readonly shop: number; readonly sku: number; readonly quantity: number }
  | { readonly do: 'count' | 'receive'; readonly company: number; readonly sku: number; readonly quantity: number }
  | { readonly do: 'deleteDocument' | 'voidDocument' | 'renumberDocument' | 'rewriteMemo'; readonly company: number; readonly document: number }
  /** A document by hand, with a number that the bridge may want (`takesNumber`), or one of its own. */
  | { readonly do: 'enterByHand'; readonly company: number; readonly sku: number; readonly takesNumber: boolean }
  | { readonly do: 'completePending'; readonly company: number; readonly document: number }
  /** From now on QuickBooks' modified filter does not show what happens to this item. */
  | { readonly do: 'filterMisses'; readonly company: number; readonly sku: number }
  | { readonly do: 'pull' | 'listings'; readonly shop: number }
  | { readonly do: 'sync' }
  | { readonly do: 'session'; readonly company: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'soapFault'; readonly call: number; readonly fault: SoapFault }
  /** The Web Connector's PC is switched off in its next session: before its n-th call, as soon as that is answered, or when QuickBooks has answered n requests. */
  | { readonly do: 'vanish'; readonly how: 'before' | 'after' | 'answered'; readonly count: number }
  /** The engine ends at a commit from now on; `power`: what was not on the disk yet is lost, and the last block is torn. */
  | { readonly do: 'crashAtCommit'; readonly commit: number; readonly when: 'before' | 'after'; readonly power: boolean }
  | { readonly do: 'crashAtShopCall'; readonly call: number; readonly when: 'before' | 'after' }
  /** A buyer orders while a call to the shop is under way. */
  | { readonly do: 'orderInsideShopCall'; readonly on: string; readonly when: 'before' | 'after'; readonly shop: number; readonly sku: number; readonly quantity: number }
  | { readonly do: 'shopFault'; readonly shop: number; readonly fault: FaultKind; readonly on: string; readonly times: number; readonly skip: number }
  | { readonly do: 'quickBooksFault'; readonly company: number; readonly fault: QuickBooksFault }
  /** QuickBooks loses what it remembers of message sets. */
  | { readonly do: 'forget'; readonly company: number }
  | { readonly do: 'crash'; readonly power: boolean }
  | { readonly do: 'restart' }
  | { readonly do: 'backUpCompany' | 'restoreCompany'; readonly company: number }
  /** A copy of the database, put back by hand. */
  | { readonly do: 'backUpDatabase' | 'restoreDatabase' }
  /** The bridge's own backup, and its restore. */
  | { readonly do: 'backUpBridge' | 'restoreBridge' }
  /** For one start of the engine its folder belongs to somebody else and may only be read. */
  | { readonly do: 'readOnlyFolder' }
  /** This PC's clock is moved; the shops' clocks are not. */
  | { readonly do: 'clock'; readonly minutes: number }
  /** The database may grow by so many pages only, until the next `diskFreed`. */
  | { readonly do: 'diskFull'; readonly pages: number }
  | { readonly do: 'diskFreed' }
  /** Another program holds the database for writing during the next so many SOAP calls. */
  | { readonly do: 'lock'; readonly calls: number }
  /** The person at the bridge's window. */
  | { readonly do: 'approve'; readonly company: number }
  | { readonly do: 'retryJob' | 'cancelJob'; readonly job: number }
  | { readonly do: 'retryUpdates'; readonly shop: number };

export type Story = { readonly seed: number; readonly world: WorldSpec; readonly events: readonly StoryEvent[] };

/** One line for each event. */
export function tell({ seed, world, events }: Story): string {
  const companies = world.companies.map((company, at) => `company ${String(at + 1)}: ${JSON.stringify(company)}`);
  return [
    `seed ${String(seed)}, from ${new Date(world.start).toISOString()} in ${world.zone}`,
    ...companies,
    ...events.map((event, at) => `${String(at + 1).padStart(3)}. ${sentence(event)}`),
  ].join('\n');
}

function sentence({ do: what, ...more }: StoryEvent): string {
  const details = Object.entries(more).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  return [what, ...details].join(', ');
}
