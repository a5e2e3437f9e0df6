/** Items and stock in qbXML. */
import { describe, expect, it } from 'vitest';
import { scaled, whole } from '../../../../src/domain/decimal.ts';
import { ITEM_KINDS } from '../../../../src/domain/item.ts';
import { inventoryQuery, itemQueryByFullName, itemQueryByListId, readItems } from '../../../../src/quickbooks/qbxml/item.ts';
import { writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { answerOf, codeOf, good, OK, STAMP } from '../samples.ts';

const STOCK = ['ListID', 'TimeModified', 'EditSequence', 'Name', 'FullName', 'BarCodeValue', 'IsActive', 'ManufacturerPartNumber',
  'SalesPrice', 'QuantityOnHand', 'QuantityOnSalesOrder'];
const ITEM = [...STOCK, 'SalesOrPurchase', 'SalesAndPurchase', 'ItemGroupLine', 'ItemInventoryAssemblyLine', 'ExternalGUID'];
const include = (names: readonly string[]): string => names.map((name) => `<IncludeRetElement>${name}</IncludeRetElement>`).join('');

describe('item queries', () => {
  it('ask by name or ListID, never for everything', () => {
    expect(writeXml(itemQueryByFullName('1', ['A:B'])))
      .toBe(`<ItemQueryRq requestID="1"><FullName>A:B</FullName>${include(ITEM)}</ItemQueryRq>`);
    expect(writeXml(itemQueryByListId('1', ['8-1', '9-1']))).toContain('<ListID>8-1</ListID><ListID>9-1</ListID><Include');
    expect(() => itemQueryByFullName('1', [])).toThrow(RangeError);
    expect(() => itemQueryByListId('1', [])).toThrow(RangeError);
    expect(() => inventoryQuery('1', 'inventory', { by: 'listIds', listIds: [] })).toThrow(RangeError);
  });

  it('page through what changed, inactive items included, without an offset', () => {
    expect(writeXml(inventoryQuery('i', 'inventory', { by: 'modified', from: STAMP, pageSize: 500 })))
      .toBe('<ItemInventoryQueryRq requestID="i" iterator="Start">'
      + `<MaxReturned>500</MaxReturned><ActiveStatus>All</ActiveStatus><FromModifiedDate>2026-11-21T09:30:00</FromModifiedDate>`
      + `${include(STOCK)}</ItemInventoryQueryRq>`);
    expect(writeXml(inventoryQuery('i', 'assembly', { by: 'modified', from: null, pageSize: 1 })))
      .toBe('<ItemInventoryAssemblyQueryRq requestID="i" iterator="Start">'
      + `<MaxReturned>1</MaxReturned><ActiveStatus>All</ActiveStatus>${include([...STOCK, 'ItemInventoryAssemblyLine'])}</ItemInventoryAssemblyQueryRq>`);
    expect(() => inventoryQuery('i', 'inventory', { by: 'modified', from: null, pageSize: 0 })).toThrow(RangeError);
  });

  it('ask for everything at once where no page size is given: no iterator, no limit', () => {
    expect(writeXml(inventoryQuery('i', 'inventory', { by: 'modified', from: STAMP, pageSize: null })))
      .toBe('<ItemInventoryQueryRq requestID="i">'
      + `<ActiveStatus>All</ActiveStatus><FromModifiedDate>2026-11-21T09:30:00</FromModifiedDate>${include(STOCK)}</ItemInventoryQueryRq>`);
  });

  it('repeat no filter when they go on', () => {
    expect(writeXml(inventoryQuery('i', 'inventory', { by: 'continue', iteratorId: '{X}', pageSize: 500 })))
      .toBe('<ItemInventoryQueryRq requestID="i" iterator="Continue" iteratorID="{X}"><MaxReturned>500</MaxReturned>'
        + `${include(STOCK)}</ItemInventoryQueryRq>`);
  });

  it('read custom fields where they are asked for', () => {
    expect(writeXml(itemQueryByListId('1', ['8-1'], { customFields: true })))
      .toBe(`<ItemQueryRq requestID="1"><ListID>8-1</ListID>${include([...ITEM, 'DataExtRet'])}<OwnerID>0</OwnerID></ItemQueryRq>`);
    expect(writeXml(inventoryQuery('i', 'nonInventory', { by: 'continue', iteratorId: '{X}', pageSize: 5 }, { customFields: true })))
      .toBe('<ItemNonInventoryQueryRq requestID="i" iterator="Continue" iteratorID="{X}"><MaxReturned>5</MaxReturned>'
        + `${include([...ITEM, 'DataExtRet'])}<OwnerID>0</OwnerID></ItemNonInventoryQueryRq>`);
  });

  it('count without handing anything out', () => {
    expect(writeXml(inventoryQuery('i', 'assembly', { by: 'count' })))
      .toBe('<ItemInventoryAssemblyQueryRq requestID="i" '
        + 'metaData="MetaDataOnly"><ActiveStatus>All</ActiveStatus></ItemInventoryAssemblyQueryRq>');
  });
});

describe('readItems', () => {
  it('reads stock of an item and of an assembly, negative and fractional too', () => {
    const answer = answerOf(`<ItemQueryRs ${OK}>`
      + '<ItemInventoryRet><ListID>80-1</ListID><TimeCreated>2020-01-01T00:00:00-05:00</TimeCreated>'
      + '<TimeModified>2026-11-20T10:00:00-05:00</TimeModified><EditSequence>17</EditSequence>'
      + '<Name>Blue</Name><FullName>Mug:Blue</FullName><BarCodeValue>4006381333931</BarCodeValue><IsActive>false</IsActive><ParentRef>'
      + '<ListID>79-1</ListID><FullName>Mug</FullName></ParentRef>'
      + '<Sublevel>1</Sublevel><ManufacturerPartNumber>M-1</ManufacturerPartNumber><QuantityOnHand>-2.5</QuantityOnHand>'
      + '<QuantityOnSalesOrder>0.00</QuantityOnSalesOrder></ItemInventoryRet>'
      + '<ItemInventoryAssemblyRet><ListID>81-1</ListID><Name>Set</Name><FullName>Set</FullName><IsActive>true</IsActive>'
      + '<QuantityOnHand>1234567</QuantityOnHand>'
      + '<ItemInventoryAssemblyLine><ItemInventoryRef><ListID>80-1</ListID></ItemInventoryRef><Quantity>2</Quantity>'
      + '</ItemInventoryAssemblyLine></ItemInventoryAssemblyRet></ItemQueryRs>');
    expect(good(readItems(answer))).toEqual([
      {
        listId: '80-1', kind: 'inventory', name: 'Blue', fullName: 'Mug:Blue', isActive: false, quantityOnHand: scaled(-250_000),
        quantityOnSalesOrder: whole(0),
        manufacturerPartNumber: 'M-1', barCode: '4006381333931', timeModified: '2026-11-20T10:00:00-05:00', editSequence: '17', members: [],
      },
      {
        listId: '81-1', kind: 'assembly', name: 'Set', fullName: 'Set', isActive: true, quantityOnHand: whole(1_234_567),
        quantityOnSalesOrder: null,
        manufacturerPartNumber: '', barCode: '', timeModified: '', editSequence: '', members: [{ listId: '80-1', quantity: whole(2) }],
      },
    ]);
  });

  it('reads the members of a kit', () => {
    const line = (inner: string): string => `<ItemGroupLine>${inner}</ItemGroupLine>`;
    const group = (inner: string): string =>
      `<ItemQueryRs ${OK}><ItemGroupRet><ListID>9-1</ListID><Name>Kit</Name><IsActive>true</IsActive>${inner}</ItemGroupRet></ItemQueryRs>`;
    const [kit] = good(readItems(answerOf(group(
      line('<ItemRef><ListID>80-1</ListID><FullName>Mug</FullName></ItemRef><Quantity>2</Quantity>')
        + line('<ItemRef><ListID>81-1</ListID></ItemRef>') + line('')))));
    expect(kit).toMatchObject({ kind: 'group', fullName: 'Kit', quantityOnHand: null,
      members: [{ listId: '80-1', quantity: whole(2) }, { listId: '81-1', quantity: whole(1) }] });
    expect(codeOf(readItems(answerOf(group(line('<ItemRef><FullName>Mug</FullName></ItemRef>')))))).toBe('recordUnreadable');
    expect(codeOf(readItems(answerOf(group(line('<ItemRef><ListID>80-1</ListID></ItemRef><Quantity>two</Quantity>'))))))
      .toBe('recordUnreadable');
  });

  it('reads every kind of item', () => {
    const names = ['ItemInventory', 'ItemInventoryAssembly', 'ItemNonInventory', 'ItemService', 'ItemOtherCharge', 'ItemDiscount',
      'ItemSalesTax', 'ItemSalesTaxGroup', 'ItemGroup', 'ItemSubtotal', 'ItemPayment', 'ItemFixedAsset'];
    const records = names.map((name, at) =>
      `<${name}Ret><ListID>${String(at)}-1</ListID><Name>${name}</Name><IsActive>true</IsActive></${name}Ret>`).join('');
    expect(good(readItems(answerOf(`<ItemQueryRs ${OK}>${records}</ItemQueryRs>`))).map((item) => item.kind)).toEqual(ITEM_KINDS);
  });

  it('reads prices, custom fields and the GUID where there are any', () => {
    const item = (kind: string, inner: string): string =>
      `<ItemQueryRs ${OK}><${kind}Ret><ListID>1-1</ListID><Name>A</Name>${inner}</${kind}Ret></ItemQueryRs>`;
    const field = (owner: string, name: string, value: string): string => `<DataExtRet><OwnerID>${owner}</OwnerID><DataExtName>${name}</DataExtName>`
      + `<DataExtType>STR255TYPE</DataExtType><DataExtValue>${value}</DataExtValue></DataExtRet>`;
    const read = (kind: string, inner: string): unknown => good(readItems(answerOf(item(kind, inner))))[0];
    expect(read('ItemInventory', '<SalesPrice>12.995</SalesPrice><ExternalGUID>{G}</ExternalGUID>'))
      .toMatchObject({ salesPrice: scaled(1_299_500), externalGuid: '{G}' });
    expect(read('ItemService', '<SalesOrPurchase><Desc>x</Desc><Price>1.50</Price></SalesOrPurchase>')).toMatchObject({ salesPrice: scaled(150_000) });
    expect(read('ItemService', '<SalesOrPurchase><PricePercent>5</PricePercent></SalesOrPurchase>')).toMatchObject({ salesPrice: null });
    expect(read('ItemNonInventory', '<SalesAndPurchase><SalesPrice>2</SalesPrice><PurchaseCost>1</PurchaseCost></SalesAndPurchase>'))
      .toMatchObject({ salesPrice: whole(2) });
    const bare = read('ItemInventory', '') as object;
    for (const name of ['salesPrice', 'customFields', 'externalGuid']) expect(name in bare, name).toBe(false);
    expect(read('ItemInventory', field('0', 'Web SKU', 'A&amp;B') + field('{0B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0}', 'Private', 'x') + field('0', 'Color', '')))
      .toMatchObject({ customFields: { 'Web SKU': 'A&B', Color: '' } });
    expect(codeOf(readItems(answerOf(item('ItemService', '<SalesOrPurchase><Price>1,5</Price></SalesOrPurchase>'))))).toBe('recordUnreadable');
    expect(codeOf(readItems(answerOf(item('ItemInventory', '<SalesPrice>x</SalesPrice>'))))).toBe('recordUnreadable');
  });

  it('names the item and the field it cannot read', () => {
    const broken = '<ItemInventoryRet><ListID>80-1</ListID><Name>A</Name><QuantityOnHand>1,5</QuantityOnHand></ItemInventoryRet>';
    const result = readItems(answerOf(`<ItemInventoryQueryRs ${OK}>${broken}</ItemInventoryQueryRs>`));
    expect(result.ok ? null : result.error).toMatchObject({ code: 'recordUnreadable', field: 'QuantityOnHand' });
    expect(result.ok ? '' : result.error.what).toContain('80-1');
    expect(codeOf(readItems(answerOf(`<ItemQueryRs ${OK}><ItemHologramRet><ListID>1</ListID></ItemHologramRet></ItemQueryRs>`))))
      .toBe('recordUnreadable');
    expect(codeOf(readItems(answerOf(`<CustomerQueryRs ${OK}/>`)))).toBe('unexpectedAnswer');
    expect(codeOf(readItems(answerOf('<ItemQueryRs requestID="1" statusCode="3120" statusSeverity="Error"/>')))).toBe('status3120');
    expect(good(readItems(answerOf('<ItemInventoryQueryRs requestID="1" statusCode="1" statusSeverity="Info"/>')))).toEqual([]);
  });
});
