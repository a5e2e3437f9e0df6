/** Fits a document or customer to what QuickBooks can store, and says in words what was cut. Nothing is cut in silence. */
import type {
  CustomerDraft, CustomFieldValue, DocumentDraft, DraftLine, ItemDraft, QuickBooksAddress, SettlementDraft,
} from '../domain/document.ts';
import { SITES_SINCE } from './qbxml/document.ts';
import { LIMITS } from './qbxml/fields.ts';
import { PREFERRED_VERSION } from './qbxml/versions.ts';
import { toName, toQuickBooksText } from './text.ts';

export type Fitted<T> = { readonly draft: T; readonly cuts: readonly string[] };

type Fit = (field: string, text: string, limit: number, newlines?: boolean) => string;

/** Collects a sentence per field that lost text. */
function fitter(cuts: string[]): Fit {
  return (field, text, limit, newlines = false) => {
    const fitted = toQuickBooksText(text, limit, { newlines });
    if (fitted.cut) cuts.push(`${field} was cut to ${String(limit)} characters: "${text.trim()}" became "${fitted.text}".`);
    else if (fitted.text === '' && text.trim() !== '') cuts.push(`${field} holds nothing that QuickBooks can store and was left out: "${text.trim()}".`);
    return fitted.text;
  };
}

/** `version`: the qbXML version the request will declare. Names of list records stay as they are: they must be found, not fitted. */
export function fitDocument(draft: DocumentDraft, version: string = PREFERRED_VERSION): Fitted<DocumentDraft> {
  const cuts: string[] = [];
  const fit = fitter(cuts);
  if (Number(version) < SITES_SINCE && draft.lines.some((line) => (line.site ?? '') !== '')) {
    cuts.push('The inventory site was left out: this QuickBooks is older than 2011 and knows no sites.');
  }
  return {
    draft: {
      ...draft,
      billAddress: fitAddress('Billing address', draft.billAddress, fit),
      shipAddress: fitAddress('Shipping address', draft.shipAddress, fit),
      memo: fit('Memo', draft.memo, LIMITS.memo),
      lines: draft.lines.map((line, index) => fitLine(line, `line ${String(index + 1)}`, fit)),
      ...(draft.poNumber === undefined ? {} : { poNumber: fit('PO number', draft.poNumber, LIMITS.poNumber) }),
      ...(draft.other === undefined ? {} : { other: fit('Other', draft.other, LIMITS.other) }),
      ...(draft.customFields === undefined ? {} : { customFields: draft.customFields.map((field) => fitField(field, fit)) }),
    },
    cuts,
  };
}

function fitLine(line: DraftLine, where: string, fit: Fit): DraftLine {
  return {
    ...line,
    // A group line has no text of its own in QuickBooks.
    description: line.isGroup === true ? '' : fit(`Description of ${where}`, line.description, LIMITS.lineDescription),
    ...(line.other1 === undefined ? {} : { other1: fit(`Other 1 of ${where}`, line.other1, LIMITS.other) }),
    ...(line.other2 === undefined ? {} : { other2: fit(`Other 2 of ${where}`, line.other2, LIMITS.other) }),
  };
}

function fitField({ name, value }: CustomFieldValue, fit: Fit): CustomFieldValue {
  return { name, value: fit(`Custom field "${name}"`, value, LIMITS.dataExtValue) };
}

/** A payment or refund: only its memo is free text. */
export function fitSettlement(draft: SettlementDraft): Fitted<SettlementDraft> {
  const cuts: string[] = [];
  return { draft: { ...draft, memo: fitter(cuts)('Memo', draft.memo, LIMITS.memo) }, cuts };
}

/** A new item. A name that had to be changed is among the cuts: the SKU would not be found by it again. */
export function fitItem(draft: ItemDraft): Fitted<ItemDraft> {
  const cuts: string[] = [];
  const name = safeName(draft.name, LIMITS.itemName);
  if (name !== draft.name) cuts.push(`The name of the new item was changed from "${draft.name}" to "${name}", as QuickBooks cannot store it.`);
  return { draft: { ...draft, name, description: fitter(cuts)('Description of the new item', draft.description, LIMITS.lineDescription) }, cuts };
}

export function fitCustomer(draft: CustomerDraft): Fitted<CustomerDraft> {
  const cuts: string[] = [];
  const fit = fitter(cuts);
  return {
    draft: {
      ...draft,
      name: safeName(draft.name, LIMITS.customerName),
      companyName: fit('Company name', draft.companyName, LIMITS.companyName),
      firstName: fit('First name', draft.firstName, LIMITS.firstName),
      lastName: fit('Last name', draft.lastName, LIMITS.lastName),
      billAddress: fitAddress('Billing address', draft.billAddress, fit),
      shipAddress: fitAddress('Shipping address', draft.shipAddress, fit),
      phone: fit('Phone', draft.phone, LIMITS.phone),
      email: fit('E-mail', draft.email, LIMITS.email),
      accountNumber: fit('Account number', draft.accountNumber, LIMITS.customerAccountNumber),
      notes: fit('Notes', draft.notes, LIMITS.notes, true),
    },
    cuts,
  };
}

/** A name for a list record: storable, without colons, never empty. */
export function safeName(text: string, limit: number): string {
  return toName(text, limit).text;
}

/** Null when nothing is left: QuickBooks takes no empty address. */
function fitAddress(what: string, address: QuickBooksAddress | null, fit: Fit): QuickBooksAddress | null {
  if (address === null) return null;
  const fitted: QuickBooksAddress = {
    addr1: fit(`${what}, line 1`, address.addr1, LIMITS.addressLine),
    addr2: fit(`${what}, line 2`, address.addr2, LIMITS.addressLine),
    addr3: fit(`${what}, line 3`, address.addr3, LIMITS.addressLine),
    city: fit(`${what}, city`, address.city, LIMITS.city),
    state: fit(`${what}, state`, address.state, LIMITS.state),
    postalCode: fit(`${what}, postal code`, address.postalCode, LIMITS.postalCode),
    country: fit(`${what}, country`, address.country, LIMITS.country),
    note: fit(`${what}, note`, address.note, LIMITS.addressNote),
    ...(address.addr4 === undefined ? {} : { addr4: fit(`${what}, line 4`, address.addr4, LIMITS.addressLine) }),
    ...(address.addr5 === undefined ? {} : { addr5: fit(`${what}, line 5`, address.addr5, LIMITS.addressLine) }),
  };
  return Object.values(fitted).every((text) => text === '') ? null : fitted;
}
