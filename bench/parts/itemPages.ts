/** Pages of items as QuickBooks answers them in full, about 1 kB each: what QuickBooks sends when it ignores the list of wanted fields, as some versions do. */
import { skuOf } from './orders.ts';

function itemXml(index: number): string {
  const sku = skuOf(index);
  const hex = index.toString(16).toUpperCase().padStart(5, '0');
  const reference = (name: string, id: string, fullName: string): string => `<${name}><ListID>${id}</ListID><FullName>${fullName}</FullName></${name}>`;
  return `<ItemInventoryRet><ListID>8000${hex}-1</ListID><TimeCreated>2024-03-01T09:12:44-05:00</TimeCreated><TimeModified>2026-10-30T16:20:05-05:00</TimeModified><EditSequence>1793388005</EditSequence>`
    + `<Name>${sku}</Name><FullName>${sku}</FullName><BarCodeValue>04006381${String(index).padStart(5, '0')}</BarCodeValue><IsActive>true</IsActive><Sublevel>0</Sublevel>`
    + `<ManufacturerPartNumber>MP-${sku}</ManufacturerPartNumber>${reference('SalesTaxCodeRef', '80000001-1', 'Tax')}<SalesDesc>Mug &amp; saucer, stoneware, glazed, model ${sku}</SalesDesc>`
    + `<SalesPrice>${String(5 + (index % 90))}.50</SalesPrice>${reference('IncomeAccountRef', '80000012-1', 'Sales of Product Income')}<PurchaseDesc>Mug &amp; saucer, model ${sku}</PurchaseDesc>`
    + `<PurchaseCost>${String(2 + (index % 40))}.25</PurchaseCost>${reference('COGSAccountRef', '80000013-1', 'Cost of Goods Sold')}${reference('AssetAccountRef', '80000014-1', 'Inventory Asset')}`
    + `<QuantityOnHand>${String(index % 97)}</QuantityOnHand><AverageCost>${String(2 + (index % 40))}.2512</AverageCost><QuantityOnOrder>0</QuantityOnOrder><QuantityOnSalesOrder>${String(index % 5)}</QuantityOnSalesOrder></ItemInventoryRet>`;
}

/** The answer to an iterator's page: items `from` to `from + count - 1` of `all`. */
export function itemPage(request: string, from: number, count: number, all: number): string {
  const requestId = /requestID="([^"]+)"/.exec(request)?.[1] ?? '';
  const items: string[] = [];
  for (let index = from; index < Math.min(all, from + count); index += 1) items.push(itemXml(index));
  const left = Math.max(0, all - from - count);
  return `<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs>\n<ItemInventoryQueryRs requestID="${requestId}" statusCode="0" statusSeverity="Info" statusMessage="Status OK"`
    + ` iteratorRemainingCount="${String(left)}" iteratorID="{0d0a6c2e-5b1e-4f43-9a55-0c7a5f6d1e11}">${items.join('\n')}</ItemInventoryQueryRs>\n</QBXMLMsgsRs>\n</QBXML>\n`;
}

/** Answers every page of `all` inventory items, `page` at a time, from the first on whenever an iterator begins; null for any other request. */
export function itemPages(all: number, page: number): (request: string) => string | null {
  let next = 0;
  return (request) => {
    if (!request.includes('<ItemInventoryQueryRq') || request.includes('MetaDataOnly')) return null;
    if (request.includes('iterator="Start"')) next = 0;
    const from = next;
    next += page;
    return itemPage(request, from, page, all);
  };
}
