/** Queries of transactions: the four sales documents, payments, refunds and checks, TransactionQuery over all kinds, and what was deleted. */
import { DAY } from '../../domain/calendar.ts';
import { formatCents } from '../../domain/money.ts';
import { child, childrenOf, element, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import type { Book } from './book.ts';
import { documentRet, isSalesType, present } from './documentAnswer.ts';
import { referenceTo } from './fields.ts';
import { dayRange, featureRefusal, inRange, recordFilter, refNumberTest, stampRange, type Range } from './filters.ts';
import { itemLines } from './lines.ts';
import type { Found } from './listQueries.ts';
import { isMoneyType, moneyRet } from './moneyAnswer.ts';
import { STATUS, type Refusal } from './outcome.ts';
import { isRefusal, ownersOf, type Selection } from './query.ts';
import type { ParsedRequest } from './readSet.ts';
import { openAmount } from './settlement.ts';
import type { Transaction } from './state.ts';
import { isTrue } from './text.ts';

function byNumber(
  book: Book,
  numbers: readonly XmlElement[],
  isOfKind: (transaction: Transaction) => boolean,
): { ids: string[]; missing: string[] } {
  const ids = new Set<string>();
  const missing: string[] = [];
  for (const wanted of numbers) {
    const exact = wanted.name === 'RefNumberCaseSensitive';
    const found = [...(book.byRefNumber.get(wanted.text.toLowerCase()) ?? [])].filter(
      (one) => isOfKind(one) && (!exact || one.refNumber === wanted.text),
    );
    if (found.length === 0) missing.push(wanted.text);
    for (const one of found) ids.add(one.txnId);
  }
  return { ids: [...ids], missing };
}

function byTxnId(book: Book, wanted: readonly XmlElement[], isOfKind: (transaction: Transaction) => boolean): Selection {
  const known = (id: string): boolean => {
    const transaction = book.transactions.get(id);
    return transaction !== undefined && isOfKind(transaction);
  };
  const texts = wanted.map((one) => one.text);
  return { ids: [...new Set(texts.filter(known))], missing: texts.filter((id) => !known(id)), listed: true };
}

type Test = (transaction: Transaction) => boolean;

function fieldIn(ids: ReadonlySet<string>, transaction: Transaction): boolean {
  return Object.values(transaction.fields).some((value) => value.kind === 'ref' && value.list === 'Account' && ids.has(value.listId));
}

/** The filters shared by the documents' own queries and TransactionQuery, whose elements have longer names. */
function filterTests(book: Book, request: XmlElement, prefix: '' | 'Transaction'): Test[] | Refusal {
  const tests: Test[] = [];
  const modified = child(request, prefix === '' ? 'ModifiedDateRangeFilter' : 'TransactionModifiedDateRangeFilter');
  if (modified !== undefined) {
    const macro = textAt(modified, 'DateMacro') === '' ? null : dayRange(book, modified);
    const range: Range | Refusal =
      macro === null
        ? stampRange(book, textAt(modified, 'FromModifiedDate'), textAt(modified, 'ToModifiedDate'))
        : isRefusal(macro)
          ? macro
          : { from: `${macro.from}T00:00:00`, to: `${macro.to}T23:59:59` };
    if (isRefusal(range)) return range;
    tests.push((one) => inRange(range, book.stamps.wall(one.modifiedAt)));
  }
  const dated = child(request, prefix === '' ? 'TxnDateRangeFilter' : 'TransactionDateRangeFilter');
  if (dated !== undefined) {
    const range = dayRange(book, dated);
    if (isRefusal(range)) return range;
    tests.push((one) => inRange(range, one.txnDate));
  }
  const refusal = featureRefusal(book, request);
  if (refusal !== null) return refusal;
  const entity = child(request, `${prefix}EntityFilter`);
  const entityType = entity === undefined ? '' : textAt(entity, 'EntityTypeFilter');
  if (entityType !== '') tests.push((one) => entityType === 'Customer' && one.customerId !== '');
  for (const [filter, list] of [
    [entityType === '' ? entity : undefined, 'Customer'],
    [child(request, `${prefix}AccountFilter`), 'Account'],
    [child(request, 'TransactionItemFilter'), 'Item'],
    [child(request, 'TransactionClassFilter'), 'Class'],
  ] as const) {
    if (filter?.children.some((part) => part.name.endsWith('TypeFilter')) === true) {
      return { code: STATUS.notSupported, message: `${filter.name} by type is not part of this simulated company file.` };
    }
    const ids = recordFilter(book, filter, list);
    if (ids === null) continue;
    if (isRefusal(ids)) return ids;
    if (list === 'Customer') tests.push((one) => ids.has(one.customerId));
    else if (list === 'Account') tests.push((one) => fieldIn(ids, one));
    else if (list === 'Item') tests.push((one) => itemLines(one.lines).some((line) => ids.has(line.itemId)));
    else tests.push((one) => Object.values(one.fields).some((value) => value.kind === 'ref' && ids.has(value.listId)));
  }
  const hasNumber = refNumberTest(request);
  tests.push((one) => hasNumber(one.refNumber));
  return tests;
}

function filtered(tests: readonly Test[], pool: Iterable<Transaction>): Selection {
  const ids: string[] = [];
  for (const one of pool) if (tests.every((test) => test(one))) ids.push(one.txnId);
  return { ids, missing: [], listed: false };
}

export function findDocuments(book: Book, request: ParsedRequest): Found {
  const type = request.name.slice(0, -'Query'.length);
  const isOfKind: Test = (one) => one.type === type;
  const options = {
    lines: isTrue(textAt(request.element, 'IncludeLineItems')),
    owners: ownersOf(request.element),
    links: isTrue(textAt(request.element, 'IncludeLinkedTxns')),
  };
  return {
    select: () => {
      const ids = childrenOf(request.element, 'TxnID');
      if (ids.length > 0) return byTxnId(book, ids, isOfKind);
      const numbers = [...childrenOf(request.element, 'RefNumber'), ...childrenOf(request.element, 'RefNumberCaseSensitive')];
      if (numbers.length > 0) return { ...byNumber(book, numbers, isOfKind), listed: true };
      const tests = filterTests(book, request.element, '');
      if (isRefusal(tests)) return tests;
      const paid = textAt(request.element, 'PaidStatus');
      if (paid === 'PaidOnly' || paid === 'NotPaidOnly') tests.push((one) => (openAmount(book, one) === 0) === (paid === 'PaidOnly'));
      return filtered([isOfKind, ...tests], book.state.transactions);
    },
    render: (id) => {
      const transaction = book.transactions.get(id);
      if (transaction === undefined) return null;
      if (isSalesType(transaction.type)) return documentRet(book, transaction, options);
      return isMoneyType(transaction.type) ? moneyRet(book, transaction, options) : null;
    },
  };
}

/** The account a transaction's row shows: where the money goes or comes from, else what is owed. */
const ACCOUNT_FIELDS = ['DepositToAccountRef', 'RefundFromAccountRef', 'AccountRef', 'ARAccountRef'];

function transactionRet(book: Book, transaction: Transaction): XmlElement {
  const account = ACCOUNT_FIELDS.map((name) => transaction.fields[name]).find((field) => field !== undefined);
  return element(
    'TransactionRet',
    present([
      element('TxnType', transaction.type),
      element('TxnID', transaction.txnId),
      element('TimeCreated', book.stamps.shown(transaction.createdAt)),
      element('TimeModified', book.stamps.shown(transaction.modifiedAt)),
      referenceTo(book, 'EntityRef', transaction.customerId),
      account?.kind === 'ref' ? referenceTo(book, 'AccountRef', account.listId) : null,
      element('TxnDate', transaction.txnDate),
      element('RefNumber', transaction.refNumber),
      element('Amount', formatCents(transaction.total)),
      element('Memo', transaction.memo),
    ]),
  );
}

/** Sales orders and pending documents post nothing. */
function isPosting(transaction: Transaction): boolean {
  return (
    transaction.type !== 'SalesOrder' && transaction.type !== 'Estimate' && transaction.type !== 'PurchaseOrder' && !transaction.isPending
  );
}

/**
 * Numbers are a filter here, beside others: a number that is not there makes the answer shorter, or empty (code 1), never 500. One row per
 * transaction, whatever TransactionDetailLevelFilter says: lines are not listed.
 */
export function findTransactions(book: Book, request: ParsedRequest): Found {
  return {
    select: () => {
      const ids = childrenOf(request.element, 'TxnID');
      if (ids.length > 0) return byTxnId(book, ids, () => true);
      const tests = filterTests(book, request.element, 'Transaction');
      if (isRefusal(tests)) return tests;
      const types = new Set(
        childrenOf(child(request.element, 'TransactionTypeFilter') ?? request.element, 'TxnTypeFilter').map((one) => one.text),
      );
      if (types.size > 0 && !types.has('All')) tests.push((one) => types.has(one.type));
      const posting = textAt(request.element, 'TransactionPostingStatusFilter');
      if (posting === 'Posting' || posting === 'NonPosting') tests.push((one) => isPosting(one) === (posting === 'Posting'));
      const paid = textAt(request.element, 'TransactionPaidStatusFilter');
      if (paid === 'Open' || paid === 'Closed') tests.push((one) => (openAmount(book, one) !== 0) === (paid === 'Open'));
      const numbers = [...childrenOf(request.element, 'RefNumber'), ...childrenOf(request.element, 'RefNumberCaseSensitive')];
      if (numbers.length === 0) return filtered(tests, book.state.transactions);
      const pool = byNumber(book, numbers, () => true).ids.flatMap((id) => book.transactions.get(id) ?? []);
      return filtered(tests, pool);
    },
    render: (id) => {
      const transaction = book.transactions.get(id);
      return transaction === undefined ? null : transactionRet(book, transaction);
    },
  };
}

/** QuickBooks tells of deletions for 90 days (fact sheet §10). */
export function findDeleted(book: Book, request: ParsedRequest): Found {
  const types = new Set(childrenOf(request.element, 'TxnDelType').map((one) => one.text));
  return {
    select: () => {
      const filter = child(request.element, 'DeletedDateRangeFilter');
      const range = stampRange(
        book,
        filter === undefined ? '' : textAt(filter, 'FromDeletedDate'),
        filter === undefined ? '' : textAt(filter, 'ToDeletedDate'),
      );
      if (isRefusal(range)) return range;
      const oldest = book.now() - 90 * DAY;
      const ids = book.state.deleted
        .filter((one) => types.has(one.type) && one.deletedAt >= oldest && inRange(range, book.stamps.wall(one.deletedAt)))
        .map((one) => one.txnId);
      return { ids, missing: [], listed: false };
    },
    render: (id) => {
      const gone = book.state.deleted.find((one) => one.txnId === id);
      return gone === undefined
        ? null
        : element(
            'TxnDeletedRet',
            present([
              element('TxnDelType', gone.type),
              element('TxnID', gone.txnId),
              element('TimeCreated', book.stamps.shown(gone.createdAt)),
              element('TimeDeleted', book.stamps.shown(gone.deletedAt)),
              element('RefNumber', gone.refNumber),
            ]),
          );
    },
  };
}
