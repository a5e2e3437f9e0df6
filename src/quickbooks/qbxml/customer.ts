/** Customers: looking them up by name, and adding one. */
import type { CustomerDraft, CustomerRecord } from '../../domain/document.ts';
import type { ListID } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { addressElement } from './address.ts';
import { optional, repeated, request, selection } from './build.ts';
import type { Answer } from './envelope.ts';
import { readFlag, readRecords, requiredText, textOf } from './records.ts';

const WANTED = ['ListID', 'Name', 'FullName', 'IsActive', 'Email', 'AccountNumber', 'ExternalGUID'];

/** By FullName (not case-sensitive in QuickBooks); answers 500 with whatever was found. At least one name, else RangeError. */
export function customerQuery(requestId: string, fullNames: readonly string[]): XmlElement {
  return request('CustomerQueryRq', requestId, [...selection('FullName', fullNames), ...repeated('IncludeRetElement', WANTED)]);
}

/** Empty texts are left out. */
export function customerAdd(requestId: string, draft: CustomerDraft): XmlElement {
  return request('CustomerAddRq', requestId, [element('CustomerAdd', [
    element('Name', draft.name),
    ...optional('CompanyName', draft.companyName),
    ...optional('FirstName', draft.firstName),
    ...optional('LastName', draft.lastName),
    ...addressElement('BillAddress', draft.billAddress),
    ...addressElement('ShipAddress', draft.shipAddress),
    ...optional('Phone', draft.phone),
    ...optional('Email', draft.email),
    ...optional('AccountNumber', draft.accountNumber),
    ...optional('Notes', draft.notes),
    ...optional('ExternalGUID', draft.externalGuid),
  ])]);
}

function readCustomer(record: XmlElement): Result<CustomerRecord> {
  const listId = requiredText(record, 'ListID');
  if (!listId.ok) return listId;
  const name = requiredText(record, 'Name');
  if (!name.ok) return name;
  const isActive = readFlag(record, 'IsActive', true);
  if (!isActive.ok) return isActive;
  return ok({
    listId: listId.value as ListID, name: name.value, fullName: textOf(record, 'FullName').trim() || name.value, isActive: isActive.value,
    accountNumber: textOf(record, 'AccountNumber'), email: textOf(record, 'Email'), externalGuid: textOf(record, 'ExternalGUID').trim(),
  });
}

/** From the answer to customerQuery or customerAdd. Errors: `recordUnreadable`, `unexpectedAnswer`, `status…`. */
export function readCustomers(answer: Answer): Result<readonly CustomerRecord[]> {
  return readRecords(answer, /^Customer(Query|Add|Mod)Rs$/, (name) => name === 'CustomerRet', readCustomer);
}
