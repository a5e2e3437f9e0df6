/** A simulated QuickBooks company file: answers qbXML, and can be worked on by a person and read by an auditor. */
import { element } from '../../quickbooks/xml/tree.ts';
import { companyRet, hostRet, preferencesRet } from './about.ts';
import { addBasics } from './basics.ts';
import { openBook, type Book } from './book.ts';
import { noFaults, type Faults } from './faults.ts';
import { listKeyboard, type ListKeyboard } from './keyboardLists.ts';
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
} & RuntimeOptions;

/** What belongs to the running program, not to the file. */
export type RuntimeOptions = {
  readonly temperament?: Temperament;
  /** Do stock movements show assemblies in ItemInventoryAssemblyQuery's modified filter? Not known; yes unless said otherwise. */
  readonly assembliesShowMoves?: boolean;
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
  TransactionKeyboard & {
    /** Opens a session and gives its ID. Iterators live only in it. */
    beginSession(): string;
    endSession(sessionId: string): void;
    /** ProcessRequest: an answer, or an HRESULT with its text. After 0x80010105 every session is gone. Never throws for any text. */
    process(sessionId: string, qbxml: string): ProcessResult;
    /** The three answers the Web Connector puts in strHCPResponse; the file's stamp is in it if this owner may see it. */
    hcpResponse(ownerId?: string): string;
    ledger(): Ledger;
    card(): CompanyCard;
    /** What the Web Connector does when a .qwc is added. */
    stampFileId(fileId: string, ownerId?: string): void;
    /** The file is moved or renamed. */
    rename(card: { readonly name?: string; readonly path?: string }): void;
    setDefaultTaxItem(fullName: string | null): void;
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
  return state as State;
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
  const open = (state: State): Book => openBook(state, now, options.assembliesShowMoves ?? true);
  let book = open(first);
  let temperament: Temperament = options.temperament ?? 'remembers';
  let sessionCount = 0;
  const sessions = new Map<string, Iterators>();
  const faults = noFaults();
  const here = (): Book => book;
  return {
    ...listKeyboard(here),
    ...transactionKeyboard(here),
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
  return made;
}

/** Opens a file from its snapshot. Throws when the text is not one. */
export function reopenCompany(snapshot: string, now: () => number, options: RuntimeOptions = {}): SimulatedCompany {
  return company(readState(snapshot), now, options);
}
