/** Stock by inventory site: asked for chosen items, read row by row (item × site × bin). */
import { ZERO, type Decimal } from '../../domain/decimal.ts';
import type { ListID } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { child, element, type XmlElement } from '../xml/tree.ts';
import { repeated, request, selection } from './build.ts';
import type { Answer } from './envelope.ts';
import { readQuantity, readRecords, recordProblem } from './records.ts';
import { refFullName, refListId } from './refs.ts';

/** The first qbXML version that knows the query (docs/qbxml.md). */
export const SITES_SINCE = 10;

/** Both kinds of items with stock; which one a row is about is in its reference. */
const REFS = ['ItemInventoryRef', 'ItemInventoryAssemblyRef'] as const;
const FIELDS = [...REFS, 'InventorySiteRef', 'QuantityOnHand', 'QuantityOnSalesOrders'];

/**
 * All sites of these items. By ItemSiteFilter: a ListID directly in the query would mean that of the row, and MaxReturned and ActiveStatus were seen
 * to be refused (docs/qbxml.md, sites). Throws RangeError for no items.
 */
export function itemSitesQuery(requestId: string, listIds: readonly string[]): XmlElement {
  return request('ItemSitesQueryRq', requestId, [element('ItemSiteFilter', [element('ItemFilter', selection('ListID', listIds))]), ...repeated('IncludeRetElement', FIELDS)]);
}

export type SiteRow = { readonly listId: ListID; readonly site: string; readonly onHand: Decimal; readonly onSalesOrder: Decimal };

function readRow(record: XmlElement): Result<SiteRow> {
  const ref = REFS.find((name) => child(record, name) !== undefined);
  const listId = ref === undefined ? '' : refListId(record, ref);
  if (listId === '') return err(recordProblem(record, 'ItemInventoryRef/ListID', 'is missing'));
  const onHand = readQuantity(record, 'QuantityOnHand');
  if (!onHand.ok) return onHand;
  const onSalesOrder = readQuantity(record, 'QuantityOnSalesOrders');
  if (!onSalesOrder.ok) return onSalesOrder;
  return ok({ listId: listId as ListID, site: refFullName(record, 'InventorySiteRef').trim(), onHand: onHand.value ?? ZERO, onSalesOrder: onSalesOrder.value ?? ZERO });
}

/** Stock that stands at no site has an empty one. Errors: as readItems. */
export function readItemSites(answer: Answer): Result<readonly SiteRow[]> {
  return readRecords(answer, /^ItemSitesQueryRs$/, (name) => name === 'ItemSitesRet', readRow);
}
