/**
 * Custom fields (DataExt of OwnerID 0). A header's fields can only be written once the document is there. They go out in a set of
 * their own, never in the document's: its outcome then stays one yes or no, which is what exactly-once hangs on. Asking what is
 * there and writing what differs may be done any number of times.
 */
import type { CustomFieldValue } from '../../domain/document.ts';
import type { TxnID } from '../../domain/ids.ts';
import { childrenOf, element, textAt, type XmlElement } from '../xml/tree.ts';
import { request } from './build.ts';
import { TXN_TYPES, type WrittenKind } from './txnTypes.ts';

/** The owner of the fields that users see; private data has a GUID here. */
export const PUBLIC_FIELDS = '0';

export type CustomFields = Readonly<Record<string, string>>;

/** The record's own custom fields by name; null when the answer holds none (no values, or not asked for). */
export function readCustomFields(record: XmlElement): CustomFields | null {
  const fields = childrenOf(record, 'DataExtRet')
    .filter((field) => ['', PUBLIC_FIELDS].includes(textAt(field, 'OwnerID').trim()))
    .map((field) => [textAt(field, 'DataExtName').trim(), textAt(field, 'DataExtValue')] as const)
    .filter(([name]) => name !== '');
  return fields.length === 0 ? null : Object.fromEntries(fields);
}

/**
 * The requests that give a document the wanted values, `requestId`-1 and so on; none when it has them all. `present` is what
 * documentQuery with customFields showed: a field that holds something (its customer's value is inherited) takes a Mod, an Add is
 * refused there with 3180; a field that holds nothing takes an Add (docs/qbxml.md). Empty wishes are left out.
 */
export function customFieldWrites(
  requestId: string, target: { readonly kind: WrittenKind; readonly txnId: TxnID }, wanted: readonly CustomFieldValue[],
  present: CustomFields | null,
): readonly XmlElement[] {
  const held = new Map(Object.entries(present ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const));
  return wanted
    .filter(({ name, value }) => name !== '' && value !== '' && held.get(name.toLowerCase()) !== value)
    .map(({ name, value }, at) => {
      const type = (held.get(name.toLowerCase()) ?? '') === '' ? 'DataExtAdd' : 'DataExtMod';
      return request(`${type}Rq`, `${requestId}-${String(at + 1)}`, [element(type, [
        element('OwnerID', PUBLIC_FIELDS),
        element('DataExtName', name),
        element('TxnDataExtType', TXN_TYPES[target.kind]),
        element('TxnID', target.txnId),
        element('DataExtValue', value),
      ])]);
    });
}
