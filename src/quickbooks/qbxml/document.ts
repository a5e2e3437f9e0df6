/** Documents: adding a drafted one, asking QuickBooks for them, and reading them back from queries and Adds alike. */
import type { LocalStamp } from '../../domain/calendar.ts';
import { formatDecimal } from '../../domain/decimal.ts';
import type { DocumentDraft, DocumentRecord, DraftLine } from '../../domain/document.ts';
import type { ListID, TxnID } from '../../domain/ids.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../domain/job.ts';
import { addCents, formatCents, type Cents } from '../../domain/money.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { optional, request, selection } from './build.ts';
import { headerElements } from './documentHeader.ts';
import type { Answer } from './envelope.ts';
import { readAmount, readFlag, readRecords, recordProblem, requiredText, textOf } from './records.ts';
import { namedRef, refElement, refFullName, refListId } from './refs.ts';
import { TXN_TYPES } from './txnTypes.ts';

/** Quantity and Amount, never a Rate: QuickBooks then computes the rate and the shop's line total holds (docs/qbxml.md). */
function lineElement(name: string, line: DraftLine): XmlElement {
  return element(name, [
    refElement('ItemRef', line.item),
    ...optional('Desc', line.description),
    ...optional('Quantity', line.quantity === null ? null : formatDecimal(line.quantity)),
    element('Amount', formatCents(line.amount)),
    ...namedRef('SalesTaxCodeRef', line.taxCode),
  ]);
}

/** The Add of the draft's kind. Fields the kind does not have and empty ones are left out; lines keep their order. */
export function documentAdd(requestId: string, draft: DocumentDraft): XmlElement {
  const type = TXN_TYPES[draft.kind];
  const lines = draft.lines.map((line) => lineElement(`${type}LineAdd`, line));
  return request(`${type}AddRq`, requestId, [element(`${type}Add`, [...headerElements(draft), ...lines])]);
}

/** modifiedSince: QuickBooks' local clock without offset, inclusive. */
export type DocumentAsk =
  | { readonly by: 'txnIds'; readonly txnIds: readonly string[] }
  | { readonly by: 'refNumbers'; readonly refNumbers: readonly string[] }
  | { readonly by: 'modifiedSince'; readonly from: LocalStamp };

function criteria(ask: DocumentAsk): readonly XmlElement[] {
  switch (ask.by) {
    case 'txnIds':
      return selection('TxnID', ask.txnIds);
    case 'refNumbers':
      // RefNumber is slow for anything but digits; this one is not (docs/qbxml.md).
      return selection('RefNumberCaseSensitive', ask.refNumbers);
    case 'modifiedSince':
      return [element('ModifiedDateRangeFilter', [element('FromModifiedDate', ask.from)])];
  }
}

/** No IncludeRetElement: what settles a doubt must never be dropped by a misspelt field. Throws RangeError for an empty list. */
export function documentQuery(requestId: string, kind: DocumentKind, ask: DocumentAsk, includeLines: boolean): XmlElement {
  return request(`${TXN_TYPES[kind]}QueryRq`, requestId, [...criteria(ask), element('IncludeLineItems', String(includeLines))]);
}

/** Items of single lines and of the members inside group lines, each once, in order. */
function itemsOnLines(record: XmlElement, type: string): readonly ListID[] {
  const lines = record.children.flatMap((line) => (line.name === `${type}LineGroupRet` ? line.children : [line]));
  const ids = lines.filter((line) => line.name === `${type}LineRet`).map((line) => refListId(line, 'ItemRef')).filter((id) => id !== '');
  return [...new Set(ids)] as ListID[];
}

/** An invoice has no TotalAmount: there it is Subtotal + SalesTaxTotal. */
function totalOf(total: Cents | null, subtotal: Cents | null, tax: Cents | null): Cents | null {
  if (total !== null || subtotal === null) return total;
  return tax === null ? subtotal : addCents(subtotal, tax);
}

function readDocument(record: XmlElement): Result<DocumentRecord> {
  const kind = DOCUMENT_KINDS.find((one) => record.name === `${TXN_TYPES[one]}Ret`);
  if (kind === undefined) return err(recordProblem(record, record.name, 'is no kind of document this program writes'));
  const txnId = requiredText(record, 'TxnID');
  if (!txnId.ok) return txnId;
  const isPending = readFlag(record, 'IsPending', false);
  if (!isPending.ok) return isPending;
  const salesTaxTotal = readAmount(record, 'SalesTaxTotal');
  if (!salesTaxTotal.ok) return salesTaxTotal;
  const subtotal = readAmount(record, 'Subtotal');
  if (!subtotal.ok) return subtotal;
  const total = readAmount(record, 'TotalAmount');
  if (!total.ok) return total;
  return ok({
    kind, txnId: txnId.value as TxnID, isPending: isPending.value,
    editSequence: textOf(record, 'EditSequence').trim(), txnNumber: textOf(record, 'TxnNumber').trim(),
    refNumber: textOf(record, 'RefNumber').trim(), txnDate: textOf(record, 'TxnDate').trim(),
    customerName: refFullName(record, 'CustomerRef'), memo: textOf(record, 'Memo'), externalGuid: textOf(record, 'ExternalGUID').trim(),
    salesTaxTotal: salesTaxTotal.value, totalAmount: totalOf(total.value, subtotal.value, salesTaxTotal.value),
    itemListIds: itemsOnLines(record, TXN_TYPES[kind]),
  });
}

/** From the answer to documentQuery or documentAdd of any of our kinds. Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readDocuments(answer: Answer): Result<readonly DocumentRecord[]> {
  return readRecords(answer, /^(SalesReceipt|Invoice|SalesOrder|CreditMemo)(Query|Add|Mod)Rs$/, (name) => name.endsWith('Ret'),
    readDocument);
}
