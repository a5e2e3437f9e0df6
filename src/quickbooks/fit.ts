/** Fits a document or customer to what QuickBooks can store, and says in words what was cut. Nothing is cut in silence. */
import type { CustomerDraft, DocumentDraft, DraftLine, QuickBooksAddress } from '../domain/document.ts';
import { LIMITS } from './qbxml/fields.ts';
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

export function fitDocument(draft: DocumentDraft): Fitted<DocumentDraft> {
  const cuts: string[] = [];
  const fit = fitter(cuts);
  const line = (one: DraftLine, index: number): DraftLine => ({ ...one, description: fit(`Description of line ${String(index + 1)}`, one.description, LIMITS.lineDescription) });
  return {
    draft: {
      ...draft,
      billAddress: fitAddress('Billing address', draft.billAddress, fit),
      shipAddress: fitAddress('Shipping address', draft.shipAddress, fit),
      memo: fit('Memo', draft.memo, LIMITS.memo),
      lines: draft.lines.map(line),
    },
    cuts,
  };
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
  };
  return Object.values(fitted).every((text) => text === '') ? null : fitted;
}
