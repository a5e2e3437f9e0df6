/** New items: each kind's own order, no quantity, no cost. */
import { describe, expect, it } from 'vitest';
import { itemAdd } from '../../../../src/quickbooks/qbxml/itemAdd.ts';
import { readItems } from '../../../../src/quickbooks/qbxml/item.ts';
import { writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { answerOf, good, GUID, ITEMS, OK } from '../samples.ts';

const TAX = '<SalesTaxCodeRef><FullName>Tax</FullName></SalesTaxCodeRef>';
const sold = (type: string): string => `<${type}AddRq requestID="i"><${type}Add><Name>MUG-9</Name>${TAX}<SalesOrPurchase>`
  + '<Desc>Mug &quot;9&quot;</Desc><Price>12.995</Price><AccountRef><FullName>Sales:Web</FullName></AccountRef></SalesOrPurchase>'
  + `<ExternalGUID>${GUID}</ExternalGUID></${type}Add></${type}AddRq>`;

describe('itemAdd', () => {
  it('writes what is only sold with one account, and stock with three', () => {
    expect(ITEMS.map((item) => writeXml(itemAdd('i', item)))).toEqual([
      sold('ItemNonInventory'), sold('ItemService'),
      `<ItemInventoryAddRq requestID="i"><ItemInventoryAdd><Name>MUG-9</Name>${TAX}<SalesDesc>Mug &quot;9&quot;</SalesDesc><SalesPrice>12.995</SalesPrice>`
        + '<IncomeAccountRef><FullName>Sales:Web</FullName></IncomeAccountRef><COGSAccountRef><FullName>Cost of Goods Sold</FullName></COGSAccountRef>'
        + `<AssetAccountRef><FullName>Inventory Asset</FullName></AssetAccountRef><ExternalGUID>${GUID}</ExternalGUID></ItemInventoryAdd></ItemInventoryAddRq>`,
    ]);
  });

  it('never gives a quantity or a cost, which would post an adjustment', () => {
    for (const item of ITEMS) expect(writeXml(itemAdd('i', item))).not.toMatch(/Quantity|TotalValue|Cost>|InventoryDate/);
  });

  it('gives the ListID with its answer', () => {
    const answer = answerOf(`<ItemServiceAddRs ${OK}><ItemServiceRet><ListID>8-1</ListID><Name>MUG-9</Name><FullName>MUG-9</FullName>`
      + `<ExternalGUID>${GUID}</ExternalGUID></ItemServiceRet></ItemServiceAddRs>`);
    expect(good(readItems(answer))).toMatchObject([{ listId: '8-1', kind: 'service', name: 'MUG-9', externalGuid: GUID }]);
  });
});
