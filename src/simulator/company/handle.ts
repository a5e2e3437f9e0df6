/** Finds who carries out a request. */
import { child, element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { companyRet, hostRet, preferencesRet } from './about.ts';
import type { Book } from './book.ts';
import { addCheck } from './checkAdd.ts';
import { addCustomerRecord } from './customers.ts';
import { writeDataExt } from './dataExt.ts';
import { addDocument } from './documentAdd.ts';
import type { Faults } from './faults.ts';
import { addItemRecord, ADDED_KINDS } from './itemAdd.ts';
import { findSites } from './itemSites.ts';
import { findCustomers, findItems, type Found } from './listQueries.ts';
import { OK_MESSAGE, refused, STATUS, type Handled } from './outcome.ts';
import { addCardRefund, addPayment } from './paymentAdd.ts';
import { answerQuery, ownersOf, trimmed, type Iterators } from './query.ts';
import type { ParsedRequest } from './readSet.ts';
import { findSmall } from './smallLists.ts';
import { MONEY_TYPES, SALES_TYPES } from './state.ts';
import { findDeleted, findDocuments, findTransactions } from './transactionQueries.ts';

/** qbXML takes requestIDs of up to 50 characters (fact sheet §1.2). */
const MAX_REQUEST_ID = 50;

function finderOf(book: Book, request: ParsedRequest, faults: Faults): Found | null {
  const type = [...SALES_TYPES, ...MONEY_TYPES].find((one) => `${one}Query` === request.name);
  if (type !== undefined) return findDocuments(book, request);
  if (request.name === 'ItemSitesQuery') return findSites(book, request);
  if (request.name.startsWith('Item')) return findItems(book, request, (listId) => faults.modifiedFilterMisses(listId));
  switch (request.name) {
    case 'CustomerQuery':
      return findCustomers(book, request);
    case 'TransactionQuery':
      return findTransactions(book, request);
    case 'TxnDeletedQuery':
      return findDeleted(book, request);
    default:
      return findSmall(book, request);
  }
}

function aboutOf(book: Book, request: ParsedRequest): XmlElement | null {
  switch (request.name) {
    case 'HostQuery':
      return hostRet(book, request.element);
    case 'CompanyQuery':
      return companyRet(book, ownersOf(request.element));
    case 'PreferencesQuery':
      return preferencesRet(book);
    default:
      return null;
  }
}

function checkForm(request: ParsedRequest): Handled | null {
  if (request.requestId !== null && request.requestId.length > MAX_REQUEST_ID) {
    return refused({ code: STATUS.badRequestId, message: 'The request ID is invalid, possibly too long, max 50 chars.' });
  }
  if (request.unsupported)
    return refused({ code: STATUS.notSupported, message: `${request.name}Rq is not supported by this simulated company file.` });
  const [long] = request.tooLong;
  if (long === undefined) return null;
  const field = long.path.split('/').at(-1) ?? '';
  return refused({
    code: STATUS.tooLong,
    message:
      `The string in the field "${field}" is too long: ${String(long.length)} characters, at most ${String(long.limit)}.` +
      ` (${long.path})`,
  });
}

function writeOf(book: Book, request: ParsedRequest): Handled | null {
  const add = child(request.element, request.name) ?? element(request.name);
  const type = SALES_TYPES.find((one) => `${one}Add` === request.name);
  if (type !== undefined) return addDocument(book, type, add);
  const kind = ADDED_KINDS.find((one) => `Item${one}Add` === request.name);
  if (kind !== undefined) return addItemRecord(book, kind, add);
  switch (request.name) {
    case 'CustomerAdd':
      return addCustomerRecord(book, add);
    case 'ReceivePaymentAdd':
      return addPayment(book, add);
    case 'ARRefundCreditCardAdd':
      return addCardRefund(book, add);
    case 'CheckAdd':
      return addCheck(book, add);
    case 'DataExtAdd':
      return writeDataExt(book, 'Add', add);
    case 'DataExtMod':
      return writeDataExt(book, 'Mod', add);
    default:
      return null;
  }
}

/** Queries are answered; writes are checked and handed back ready to commit. */
export function handle(book: Book, request: ParsedRequest, faults: Faults, iterators: Iterators): Handled {
  const bad = checkForm(request);
  if (bad !== null) return bad;
  const about = aboutOf(book, request);
  if (about !== null)
    return { kind: 'answered', code: STATUS.done, message: OK_MESSAGE, attributes: {}, children: [trimmed(about, request.element)] };
  const written = writeOf(book, request);
  if (written !== null) return written;
  const found = finderOf(book, request, faults);
  if (found === null)
    return refused({ code: STATUS.notSupported, message: `${request.name}Rq is not supported by this simulated company file.` });
  return answerQuery(request, {
    ...found,
    iterators,
    nextIteratorId: () => {
      book.state.counters.iterator += 1;
      return `{${book.state.counters.iterator.toString(16).padStart(8, '0')}-51b0-4c09-9d27-${Math.floor(book.now() / 1000)
        .toString(16)
        .padStart(12, '0')}}`;
    },
    iteratorBreaks: () => {
      const breaks = faults.iteratorBreaksOnce;
      faults.iteratorBreaksOnce = false;
      return breaks;
    },
  });
}
