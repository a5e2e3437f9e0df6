/** A simulated QuickBooks company file: answers qbXML, and can be worked on by a person and read by an auditor. */
import { element } from '../../quickbooks/xml/tree.ts';
import { companyRet, hostRet, preferencesRet } from './about.ts';
import { auditOf, type Audit } from './audit.ts';
import { addBasics, addCurrencies } from './basics.ts';
import { idOf, openBook, type Book } from './book.ts';
import { noFaults, type Faults } from './faults.ts';
import { listKeyboard, type ListKeyboard } from './keyboardLists.ts';
import { moneyKeyboard, type MoneyKeyboard } from './keyboardMoney.ts';
import { transactionKeyboard, type TransactionKeyboard } from './keyboardTransactions.ts';
import { ledgerOf, type Ledger } from './ledger.ts';
import { OK_MESSAGE } from './outcome.ts';
import { processSet, serialise, type ProcessResult } from './processSet.ts';
import type { Iterators } from './query.ts';
import { HRESULT } from './readSet.ts';
import type { Temperament } from './recovery.ts';
import type { State } from './state.ts';

export type CompanyOptions = {
  readonly name: string;
  /** Full path as QuickBooks tells it, e.g. `C:\Books\Company.qbw`. */
  readonly path: string;
  /** `{GUID}` the Web Connector has stored in the file; '' when it was never added there. */
  readonly fileId: string;
  /** OwnerID the stamp belongs to; left out: whoever asks sees it. */
  readonly ownerId?: string;
  /** IANA zone of the PC QuickBooks runs on. */
  readonly zone?: string;
  /** Milliseconds since 1970 (UTC). */
  readonly now: () => number;
  readonly country?: string;
  readonly edition?: 'Pro' | 'Premier' | 'Enterprise';
  readonly supportedVersions?: readonly string[];
  readonly salesTaxOn?: boolean;
  /** On unless said otherwise. */
  readonly classTracking?: boolean;
  /** Multiple inventory sites; off unless said otherwise. */
  readonly sites?: boolean;
  /** Full name of the home currency, e.g. `US Dollar`: multicurrency is on. Off when left out. */
  readonly homeCurrency?: string;
} & RuntimeOptions;

/** What belongs to the running program, not to the file. */
export type RuntimeOptions = {
  readonly temperament?: Temperament;
  /** Do stock movements show assemblies in ItemInventoryAssemblyQuery's modified filter? Not known; yes unless said otherwise. */
  readonly assembliesShowMoves?: boolean;
  /** What an Add dated in the closed period is refused with: 3171 unless said otherwise; 3180 and 3210 are as likely. */
  readonly closedPeriodCode?: 3171 | 3180 | 3210;
  /** Refuse raw characters above 127 as a parse error; true unless said otherwise. */
  readonly refuseRawCharacters?: boolean;
};

export type CompanyCard = {
  readonly name: string;
  readonly path: string;
  readonly fileId: string;
  readonly country: string;
  readonly edition: string;
  readonly zone: string;
};

export type SimulatedCompany = ListKeyboard &
  TransactionKeyboard &
  MoneyKeyboard & {
    /** Opens a session and gives its ID. Iterators live only in it. */
    beginSession(): string;
    endSession(sessionId: string): void;
    /** ProcessRequest: an answer, or an HRESULT with its text. After 0x80010105 every session is gone. Never throws for any text. */
    process(sessionId: string, qbxml: string): ProcessResult;
    /** The three answers the Web Connector puts in strHCPResponse; the file's stamp is in it if this owner may see it. */
    hcpResponse(ownerId?: string): string;
    ledger(): Ledger;
    /** The books as an auditor adds them up: per day, tax item, payment method and customer. */
    audit(): Audit;
    card(): CompanyCard;
    /** What the Web Connector does when a .qwc is added. */
    stampFileId(fileId: string, ownerId?: string): void;
    /** The file is moved or renamed. */
    rename(card: { readonly name?: string; readonly path?: string }): void;
    setDefaultTaxItem(fullName: string | null): void;
    /** The currency of the books; the list must have it. */
    setHomeCurrency(name: string): void;
    /** Only these custom fields exist from now on; without it any name is taken. */
    defineCustomFields(fields: readonly { readonly name: string; readonly objects: readonly ('Customer' | 'Item')[] }[]): void;
    setTemperament(temperament: Temperament): void;
    /** The whole file as JSON, error recovery's memory included. */
    snapshot(): string;
    /** Puts an older (or another) file in place; open sessions are gone. Throws when the text is not a snapshot. */
    restore(snapshot: string): void;
    readonly faults: Faults;
  };

export const ALL_VERSIONS: readonly string[] = [
  '1.0',
  '1.1',
  '2.0',
  '2.1',
  '3.0',
  '4.0',
  '4.1',
  '5.0',
  '6.0',
  '7.0',
  '8.0',
  '9.0',
  '10.0',
  '11.0',
  '12.0',
  '13.0',
  '14.0',
  '15.0',
  '16.0',
];

const FORMAT = 'stockbridge-simulated-company-1';

function emptyState(options: CompanyOptions): State {
  return {
    format: FORMAT,
    name: options.name,
    path: options.path,
    fileId: options.fileId,
    ownerId: options.ownerId ?? '',
    country: options.country ?? 'US',
    edition: options.edition ?? 'Enterprise',
    zone: options.zone ?? 'America/New_York',
    supportedVersions: [...(options.supportedVersions ?? ALL_VERSIONS)],
    salesTaxOn: options.salesTaxOn ?? true,
    defaultTaxItemId: '',
    closingDate: null,
    closingPassword: false,
    classTracking: options.classTracking ?? true,
    sitesOn: options.sites ?? false,
    multiCurrency: options.homeCurrency !== undefined,
    homeCurrencyId: '',
    customFields: null,
    counters: { list: 0, txn: 0, txnNumber: 0, iterator: 0 },
    lastTxnDate: '',
    lists: [],
    customers: [],
    items: [],
    transactions: [],
    deleted: [],
    remembered: [],
  };
}

function readState(snapshot: string): State {
  const state: unknown = JSON.parse(snapshot);
  if (typeof state !== 'object' || state === null || !('format' in state) || state.format !== FORMAT)
    throw new Error('this is not a simulated company file');
  return withNewFields(state as State);
}

/** A file kept before payments, sites and currencies were part of this simulator has none of their fields. */
function withNewFields(state: State): State {
  const old: Partial<State> = state;
  return {
    ...state,
    closingPassword: old.closingPassword ?? false,
    classTracking: old.classTracking ?? true,
    sitesOn: old.sitesOn ?? false,
    multiCurrency: old.multiCurrency ?? false,
    homeCurrencyId: old.homeCurrencyId ?? '',
    customFields: old.customFields ?? null,
    lists: state.lists.map((one) => ({ ...{ parentId: '' }, ...one })),
    customers: state.customers.map((one) => ({ ...{ currencyId: '' }, ...one })),
    items: state.items.map((one) => ({ ...{ cogsAccountId: '', assetAccountId: '', purchaseDescription: '' }, ...one })),
    transactions: state.transactions.map((one) => ({ ...{ links: [], expenses: [], dataExt: [], exchangeRate: '' }, ...one })),
  };
}

function hcp(book: Book, ownerId: string | undefined): string {
  const attributes = (requestID: string): Record<string, string> => ({
    requestID,
    statusCode: '0',
    statusSeverity: 'Info',
    statusMessage: OK_MESSAGE,
  });
  const answer = (name: string, id: string, ret: ReturnType<typeof hostRet>): ReturnType<typeof hostRet> => ({
    name: `${name}QueryRs`,
    attributes: attributes(id),
    children: [ret],
    text: '',
  });
  return serialise(
    [
      answer('Host', '0', hostRet(book, element('HostQueryRq'))),
      answer('Company', '1', companyRet(book, ownerId === undefined ? [] : [ownerId])),
      answer('Preferences', '2', preferencesRet(book)),
    ],
    {},
  );
}

function company(first: State, now: () => number, options: RuntimeOptions): SimulatedCompany {
  const open = (state: State): Book => openBook(state, now, options);
  let book = open(first);
  let temperament: Temperament = options.temperament ?? 'remembers';
  let sessionCount = 0;
  const sessions = new Map<string, Iterators>();
  const faults = noFaults();
  const here = (): Book => book;
  return {
    ...listKeyboard(here),
    ...transactionKeyboard(here),
    ...moneyKeyboard(here),
    beginSession: () => {
      sessionCount += 1;
      const id = `session-${String(sessionCount)}`;
      sessions.set(id, new Map());
      return id;
    },
    endSession: (id) => {
      sessions.delete(id);
    },
    process: (sessionId, qbxml) => {
      const iterators = sessions.get(sessionId);
      if (iterators === undefined)
        return { kind: 'failed', hresult: HRESULT.invalidTicket, message: 'Invalid ticket parameter was passed to QBXMLRP.' };
      const { died, ...result } = processSet(
        { book, faults, temperament, refuseRawCharacters: options.refuseRawCharacters ?? true, iterators },
        qbxml,
      );
      if (died === true) sessions.clear();
      return result;
    },
    hcpResponse: (ownerId) => hcp(book, ownerId),
    ledger: () => ledgerOf(book),
    audit: () => auditOf(book),
    card: () => {
      const { name, path, fileId, country, edition, zone } = book.state;
      return { name, path, fileId, country, edition, zone };
    },
    stampFileId: (fileId, ownerId = '') => {
      book.state.fileId = fileId;
      book.state.ownerId = ownerId;
    },
    rename: ({ name, path }) => {
      if (name !== undefined) book.state.name = name;
      if (path !== undefined) book.state.path = path;
    },
    setDefaultTaxItem: (fullName) => {
      book.state.defaultTaxItemId = fullName === null ? '' : (book.names.get(`Item/${fullName.toLowerCase()}`) ?? '');
    },
    setHomeCurrency: (name) => {
      const id = idOf(book, 'Currency', name);
      if (id === null) throw new Error(`no currency "${name}" in the company file`);
      book.state.homeCurrencyId = id;
    },
    defineCustomFields: (fields) => {
      book.state.customFields = fields.map(({ name, objects }) => ({ name, objects: [...objects] }));
    },
    setTemperament: (next) => {
      temperament = next;
    },
    snapshot: () => JSON.stringify(book.state),
    restore: (snapshot) => {
      sessions.clear();
      book = open(readState(snapshot));
    },
    faults,
  };
}

/** A new company file with QuickBooks' own accounts and small lists, and no items. */
export function createCompany(options: CompanyOptions): SimulatedCompany {
  const made = company(emptyState(options), options.now, options);
  addBasics(made);
  if (options.homeCurrency !== undefined) addCurrencies(made, options.homeCurrency);
  return made;
}

/** Opens a file from its snapshot. Throws when the text is not one. */
export function reopenCompany(snapshot: string, now: () => number, options: RuntimeOptions = {}): SimulatedCompany {
  return company(readState(snapshot), now, options);
}
