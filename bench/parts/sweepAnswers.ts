/** QuickBooks' answers to reads of many items, without a company of that size: nothing was modified, and every item that is asked for by ListID is as it was. */
import { whole, formatDecimal } from '../../src/domain/decimal.ts';
import { skuOf } from './orders.ts';

function response(request: string, name: string, attributes: string, inner: string): string {
  const requestId = new RegExp(`<${name}Rq[^>]*requestID="([^"]+)"`).exec(request)?.[1] ?? '';
  return `<${name}Rs requestID="${requestId}" statusCode="${inner === '' && attributes === '' ? '1' : '0'}" statusSeverity="Info" statusMessage="Status OK"${attributes}>${inner}</${name}Rs>`;
}

function itemXml(listId: string): string {
  const index = Number.parseInt(listId.slice(4, -2), 16);
  const sku = skuOf(index);
  return `<ItemInventoryRet><ListID>${listId}</ListID><TimeModified>2026-01-05T10:00:00-05:00</TimeModified><EditSequence>1</EditSequence><Name>${sku}</Name><FullName>${sku}</FullName>`
    + `<IsActive>true</IsActive><QuantityOnHand>${formatDecimal(whole(index % 97))}</QuantityOnHand><QuantityOnSalesOrder>0</QuantityOnSalesOrder></ItemInventoryRet>`;
}

/** For a company of `skus` items as scaleData makes them; null for what is about something else. */
export function sweepAnswer(skus: number): (request: string) => string | null {
  return (request) => {
    const set = (inner: string): string => `<?xml version="1.0" ?>\n<QBXML><QBXMLMsgsRs>${inner}</QBXMLMsgsRs></QBXML>`;
    if (request.includes('metaData="MetaDataOnly"')) {
      return set(response(request, 'ItemInventoryQuery', ` retCount="${String(skus)}"`, '')
        + ['ItemInventoryAssemblyQuery', 'ItemGroupQuery'].map((name) => response(request, name, ' retCount="0"', '')).join(''));
    }
    if (!request.includes('<ItemInventoryQueryRq') || !request.includes('<ListID>')) return null;
    return set(response(request, 'ItemInventoryQuery', '', [...request.matchAll(/<ListID>([^<]+)<\/ListID>/g)].map((match) => itemXml(match[1] ?? '')).join('')));
  };
}
