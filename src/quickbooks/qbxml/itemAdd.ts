/** New items for SKUs that QuickBooks does not know. */
import { formatDecimal } from '../../domain/decimal.ts';
import type { ItemDraft } from '../../domain/document.ts';
import { element, type XmlElement } from '../xml/tree.ts';
import { optional, request } from './build.ts';
import { namedRef } from './refs.ts';

const TYPES = { nonInventory: 'ItemNonInventory', service: 'ItemService', inventory: 'ItemInventory' } as const;

/**
 * The Add of the draft's kind; its answer is read with readItems. Never a quantity or a cost: QuickBooks would post an opening
 * adjustment. What is only sold has SalesOrPurchase, as SalesAndPurchase demands an expense account (docs/qbxml.md).
 */
export function itemAdd(requestId: string, draft: ItemDraft): XmlElement {
  const type = TYPES[draft.kind];
  const price = draft.salesPrice === null ? null : formatDecimal(draft.salesPrice);
  return request(`${type}AddRq`, requestId, [element(`${type}Add`, [
    element('Name', draft.name),
    ...namedRef('SalesTaxCodeRef', draft.taxCode),
    ...(draft.kind === 'inventory' ? [
      ...optional('SalesDesc', draft.description),
      ...optional('SalesPrice', price),
      ...namedRef('IncomeAccountRef', draft.incomeAccount),
      ...namedRef('COGSAccountRef', draft.cogsAccount),
      ...namedRef('AssetAccountRef', draft.assetAccount),
    ] : [element('SalesOrPurchase', [
      ...optional('Desc', draft.description),
      ...optional('Price', price),
      ...namedRef('AccountRef', draft.incomeAccount),
    ])]),
    ...optional('ExternalGUID', draft.externalGuid),
  ])]);
}
