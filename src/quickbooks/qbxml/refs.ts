/** References to list records: `<XxxRef>` with a ListID or a FullName, as qbXML wants them. */
import type { Ref } from '../../domain/document.ts';
import { child, element, textAt, type XmlElement } from '../xml/tree.ts';

/** Only one of the two is sent: given both, QuickBooks ignores FullName (docs/qbxml.md). */
export function refElement(name: string, ref: Ref): XmlElement {
  return element(name, ['listId' in ref ? element('ListID', ref.listId) : element('FullName', ref.fullName)]);
}

/** A reference by FullName, or nothing when the name is empty or null. */
export function namedRef(name: string, fullName: string | null): readonly XmlElement[] {
  return fullName === null || fullName === '' ? [] : [refElement(name, { fullName })];
}

/** The ListID of a reference in an answer; empty when there is none. */
export function refListId(parent: XmlElement, name: string): string {
  return textAt(parent, name, 'ListID').trim();
}

/** The FullName of a reference in an answer; empty when there is none. */
export function refFullName(parent: XmlElement, name: string): string {
  const ref = child(parent, name);
  return ref === undefined ? '' : textAt(ref, 'FullName');
}
