/** An address as qbXML writes it. */
import type { QuickBooksAddress } from '../../domain/document.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { optional } from './build.ts';

/** BillAddress or ShipAddress; nothing when the address is null or has no text at all. */
export function addressElement(name: 'BillAddress' | 'ShipAddress', address: QuickBooksAddress | null): readonly XmlElement[] {
  if (address === null) return [];
  const lines = [
    ...optional('Addr1', address.addr1),
    ...optional('Addr2', address.addr2),
    ...optional('Addr3', address.addr3),
    ...optional('Addr4', address.addr4 ?? null),
    ...optional('Addr5', address.addr5 ?? null),
    ...optional('City', address.city),
    ...optional('State', address.state),
    ...optional('PostalCode', address.postalCode),
    ...optional('Country', address.country),
    ...optional('Note', address.note),
  ];
  return lines.length === 0 ? [] : [element(name, lines)];
}
