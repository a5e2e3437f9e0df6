/** Documents: adding a drafted one, asking QuickBooks for them, and reading them back from queries and Adds alike. */
import type { LocalStamp } from '../../domain/calendar.ts';
import { formatDecimal } from '../../domain/decimal.ts';
import type { DocumentDraft, DocumentRecord, DraftLine } from '../../domain/document.ts';
import type { ListID } from '../../domain/ids.ts';
import { formatCents } from '../../domain/money.ts';
import { ok, type Result } from '../../domain/result.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { optional, request, selection } from './build.ts';
import { PUBLIC_FIELDS, readCustomFields } from './dataExt.ts';
import { headerElements } from './documentHeader.ts';
import { readHead, readOurs, totalOf } from './documentRecord.ts';
import type { Answer } from './envelope.ts';
import { readAmount, textOf } from './records.ts';
import { namedRef, refElement, refFullName, refListId } from './refs.ts';
import { TXN_TYPES, type WrittenKind } from './txnTypes.ts';
import { PREFERRED_VERSION } from './versions.ts';

/** Inventory sites on lines came with QuickBooks 2011 (docs/qbxml.md). */
export const SITES_SINCE = 10;

/** Quantity and Amount, never a Rate: QuickBooks then computes the rate and the shop's line total holds (docs/qbxml.md). */
function lineElement(name: string, line: DraftLine, version: string): XmlElement {
  return element(name, [
    refElement('ItemRef', line.item),
    ...optional('Desc', line.description),
    ...optional('Quantity', line.quantity === null ? null : formatDecimal(line.quantity)),
    ...namedRef('ClassRef', line.className ?? null),
    element('Amount', formatCents(line.amount)),
    ...siteOf(line, version),
    ...namedRef('SalesTaxCodeRef', line.taxCode),
    ...optional('Other1', line.other1 ?? null),
    ...optional('Other2', line.other2 ?? null),
  ]);
}

/** A group line has no price of its own, no text and no class: QuickBooks puts in the members at their own prices. */
function groupElement(name: string, line: DraftLine, version: string): XmlElement {
  return element(name, [
    refElement('ItemGroupRef', line.item),
    ...optional('Quantity', line.quantity === null ? null : formatDecimal(line.quantity)),
    ...siteOf(line, version),
  ]);
}

function siteOf(line: DraftLine, version: string): readonly XmlElement[] {
  return Number(version) >= SITES_SINCE ? namedRef('InventorySiteRef', line.site ?? null) : [];
}

/**
 * The Add of the draft's kind. Fields the kind or the declared version does not have and empty ones are left out (fitDocument says
 * so in words); lines keep their order. Custom fields are not in it: see dataExt.ts.
 */
export function documentAdd(requestId: string, draft: DocumentDraft, version: string = PREFERRED_VERSION): XmlElement {
  const type = TXN_TYPES[draft.kind];
  const lines = draft.lines.map((line) => (line.isGroup === true
    ? groupElement(`${type}LineGroupAdd`, line, version) : lineElement(`${type}LineAdd`, line, version)));
  return request(`${type}AddRq`, requestId, [element(`${type}Add`, [...headerElements(draft), ...lines])]);
}

/** modifiedSince: QuickBooks' local clock without offset, both ends inclusive; no `to`: until now. */
export type DocumentAsk =
  | { readonly by: 'txnIds'; readonly txnIds: readonly string[] }
  | { readonly by: 'refNumbers'; readonly refNumbers: readonly string[] }
  | { readonly by: 'modifiedSince'; readonly from: LocalStamp; readonly to?: LocalStamp };

function criteria(ask: DocumentAsk): readonly XmlElement[] {
  switch (ask.by) {
    case 'txnIds':
      return selection('TxnID', ask.txnIds);
    case 'refNumbers':
      // RefNumber is slow for anything but digits; this one is not (docs/qbxml.md).
      return selection('RefNumberCaseSensitive', ask.refNumbers);
    case 'modifiedSince':
      return [element('ModifiedDateRangeFilter', [element('FromModifiedDate', ask.from), ...optional('ToModifiedDate', ask.to ?? null)])];
  }
}

/**
 * The kind's own query. No IncludeRetElement: what settles a doubt must never be dropped by a misspelt field. `includeLines` also gives
 * what a settlement is applied to; `customFields` the header's custom fields. Throws RangeError for an empty list.
 */
export function documentQuery(
  requestId: string, kind: WrittenKind, ask: DocumentAsk, includeLines: boolean, options: { readonly customFields?: boolean } = {},
): XmlElement {
  return request(`${TXN_TYPES[kind]}QueryRq`, requestId, [
    ...criteria(ask), element('IncludeLineItems', String(includeLines)),
    // A check says what it is applied to only when asked for (docs/qbxml.md).
    ...(kind === 'check' ? [element('IncludeLinkedTxns', String(includeLines))] : []),
    ...(options.customFields === true ? [element('OwnerID', PUBLIC_FIELDS)] : []),
  ]);
}

/** Items of single lines and of the members inside group lines, each once, in order. */
function itemsOnLines(record: XmlElement, type: string): readonly ListID[] {
  const lines = record.children.flatMap((line) => (line.name === `${type}LineGroupRet` ? line.children : [line]));
  const ids = lines.filter((line) => line.name === `${type}LineRet`).map((line) => refListId(line, 'ItemRef')).filter((id) => id !== '');
  return [...new Set(ids)] as ListID[];
}

function readDocument(record: XmlElement): Result<DocumentRecord> {
  const head = readHead(record);
  if (!head.ok) return head;
  const salesTaxTotal = readAmount(record, 'SalesTaxTotal');
  if (!salesTaxTotal.ok) return salesTaxTotal;
  const subtotal = readAmount(record, 'Subtotal');
  if (!subtotal.ok) return subtotal;
  const total = readAmount(record, 'TotalAmount');
  if (!total.ok) return total;
  const customFields = readCustomFields(record);
  return ok({
    ...(customFields === null ? {} : { customFields }),
    ...head.value,
    editSequence: textOf(record, 'EditSequence').trim(), txnNumber: textOf(record, 'TxnNumber').trim(),
    customerName: refFullName(record, 'CustomerRef'), memo: textOf(record, 'Memo'), externalGuid: textOf(record, 'ExternalGUID').trim(),
    salesTaxTotal: salesTaxTotal.value, totalAmount: totalOf(total.value, subtotal.value, salesTaxTotal.value),
    itemListIds: itemsOnLines(record, TXN_TYPES[head.value.kind]),
  });
}

/** From the answer to documentQuery or documentAdd of any of our kinds. Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readDocuments(answer: Answer): Result<readonly DocumentRecord[]> {
  return readOurs(answer, readDocument);
}
