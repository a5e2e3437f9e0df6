/** ItemSitesQuery: a row for each stock item at each inventory site; without sites an empty list (QBXML fact sheet §12). */
import { formatDecimal, ZERO } from '../../domain/decimal.ts';
import { child, childrenOf, element, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { idOf, type Book } from './book.ts';
import { present } from './documentAnswer.ts';
import { referenceTo } from './fields.ts';
import { activeTest, recordFilter } from './filters.ts';
import { sortedItems, type Found } from './listQueries.ts';
import { STATUS, type Refusal } from './outcome.ts';
import { isRefusal } from './query.ts';
import type { ParsedRequest } from './readSet.ts';
import type { Item } from './state.ts';
import { atSite, defaultSite, hasStock } from './stock.ts';

/** Of the row, not of the item: the item's and the site's together. */
const ROW = /^(.*)@(.*)$/;

/** The default site, and every other where something of it stands or stood. */
function sitesOf(book: Book, item: Item): readonly string[] {
  return [defaultSite(book), ...Object.keys(item.sites ?? {})];
}

function ret(book: Book, item: Item, siteId: string): XmlElement {
  const { onHand, onSalesOrder } = atSite(book, item, siteId);
  return element(
    'ItemSitesRet',
    present([
      element('ListID', `${item.listId}@${siteId}`.slice(0, 36)),
      element('TimeCreated', book.stamps.shown(item.createdAt)),
      element('TimeModified', book.stamps.shown(item.modifiedAt)),
      element('EditSequence', item.editSequence),
      referenceTo(book, item.kind === 'InventoryAssembly' ? 'ItemInventoryAssemblyRef' : 'ItemInventoryRef', item.listId),
      referenceTo(book, 'InventorySiteRef', siteId),
      element('QuantityOnHand', formatDecimal(onHand)),
      element('QuantityOnPurchaseOrders', formatDecimal(ZERO)),
      element('QuantityOnSalesOrders', formatDecimal(onSalesOrder)),
    ]),
  );
}

function sitesFilter(book: Book, filter: XmlElement | undefined): ReadonlySet<string> | Refusal | null {
  if (filter === undefined) return null;
  const found = new Set<string>();
  for (const part of filter.children) {
    const id = part.name === 'ListID' ? part.text : idOf(book, 'InventorySite', part.text);
    if (id === null || book.records.get(id)?.list !== 'InventorySite')
      return { code: STATUS.notFoundInFilter, message: `Object "${part.text}" specified in the request cannot be found.` };
    found.add(id);
  }
  return found;
}

/** Which kinds an ItemTypeFilter lets pass. */
function kindTest(filter: string): (item: Item) => boolean {
  if (filter === 'Inventory') return (item) => item.kind === 'Inventory';
  if (filter === 'Assembly') return (item) => item.kind === 'InventoryAssembly';
  return () => true;
}

export function findSites(book: Book, request: ParsedRequest): Found {
  const asked = request.element;
  return {
    select: () => {
      if (!book.state.sitesOn || defaultSite(book) === '') return { ids: [], missing: [], listed: false };
      const filter = child(asked, 'ItemSiteFilter');
      const items = recordFilter(book, filter === undefined ? undefined : child(filter, 'ItemFilter'), 'Item');
      if (items !== null && isRefusal(items)) return items;
      const sites = sitesFilter(book, filter === undefined ? undefined : child(filter, 'SiteFilter'));
      if (sites !== null && isRefusal(sites)) return sites;
      const rows = new Set(childrenOf(asked, 'ListID').map((one) => one.text));
      const isActive = activeTest(asked);
      const isKind = kindTest(textAt(asked, 'ItemTypeFilter').trim());
      const ids = sortedItems(book)
        .filter((item) => hasStock(item) && isActive(item.isActive) && isKind(item) && (items === null || items.has(item.listId)))
        .flatMap((item) => sitesOf(book, item).filter((siteId) => sites === null || sites.has(siteId)).map((siteId) => `${item.listId}@${siteId}`))
        .filter((id) => rows.size === 0 || rows.has(id.slice(0, 36)));
      return { ids, missing: [], listed: false };
    },
    render: (id) => {
      const [, listId = '', siteId = ''] = ROW.exec(id) ?? [];
      const item = book.items.get(listId);
      return item === undefined ? null : ret(book, item, siteId);
    },
  };
}
