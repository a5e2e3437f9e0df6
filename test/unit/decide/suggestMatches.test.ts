/** Which rule finds which pair, and that none says more than it knows. */
import { describe, expect, it } from 'vitest';
import { gtin, gtinWithoutCheck, checkDigit } from '../../../src/decide/matchBarCode.ts';
import { lookalike, parts, pathEnds, plain, shuffled, squeezed, unpadded } from '../../../src/decide/matchForms.ts';
import { matchItem } from '../../../src/decide/matchItem.ts';
import { explainMatch } from '../../../src/decide/matchWords.ts';
import { MATCH_REASONS } from '../../../src/decide/matchRules.ts';
import { suggestMatches } from '../../../src/decide/suggestMatches.ts';
import { ZERO } from '../../../src/domain/decimal.ts';
import type { CompanyId, ListID, ListingId, Sequence } from '../../../src/domain/ids.ts';
import type { Item } from '../../../src/domain/item.ts';

type Thing = readonly [fullName: string, partNumber?: string, barCode?: string];

/** `sku → item reason grade`, with a question mark where it is not the only one. */
function said(skus: readonly (string | readonly [sku: string, name: string])[], things: readonly Thing[]): readonly string[] {
  const listings = skus.map((one, at) => ({ id: (at + 1) as ListingId, sku: typeof one === 'string' ? one : one[0], name: typeof one === 'string' ? '' : one[1] }));
  const items = things.map(([fullName, partNumber = '', barCode = '']) => ({ listId: fullName as ListID, fullName, partNumber, barCode }));
  return suggestMatches(listings, items).map((one) => `${listings[one.listingId - 1]?.sku ?? ''} → ${one.listId} ${one.reason} ${one.grade}${one.isOnly ? '' : '?'}`);
}

describe('the forms of a code', () => {
  it('forget how it was typed', () => {
    expect([
      'CHM-2015-75', 'chm 2015/75', 'CHM_2015.75', 'ＣＨＭ－2015－75', 'chm2015 75', 'CHM\u20132015\u201175', 'C\u200bHM\u00ad-2015-75\u00a0',
    ].map(parts)).toEqual(Array.from({ length: 7 }, () => 'chm 2015 75'));
    expect(parts('Grüner Veltliner')).toBe('grunerveltliner');
    expect(plain('  Straße  Œuvre µF ')).toBe('strasse oeuvre uf');
    expect(parts('---')).toBe('');
    for (const one of ['CHM-2015 75', 'a+b1', '12--3', '  x ', 'A1B2', '5%-x', '']) expect(parts(`${one}\u200b`)).toBe(parts(one));
  });

  it('keep what tells products apart', () => {
    expect(parts('10-5')).not.toBe(parts('105'));
    expect(parts('A+')).not.toBe(parts('A'));
    expect(unpadded('A-007')).toBe(unpadded('a7'));
    expect(unpadded('M 1.05')).not.toBe(unpadded('M 1.5'));
    expect(unpadded('000')).toBe('0');
    expect(shuffled('RED-SHIRT-L')).toBe(shuffled('shirt red l'));
    expect(shuffled('JEAN-SLIM-34-32')).not.toBe(shuffled('JEAN-SLIM-32-34'));
    expect(squeezed('SCR-4.5x50')).toBe(squeezed('scr 45 50'));
    expect(lookalike('RES-1O')).toBe(lookalike('res-10'));
    expect(lookalike('АВС-1')).toBe(lookalike('ABC-1'));
    expect(pathEnds('A:B:C')).toEqual(['C', 'B:C', 'A:B:C']);
    expect(pathEnds('A')).toEqual(['A']);
  });

  it('of a bar code is fourteen digits, by GS1\'s check digit', () => {
    // The example of the GS1 General Specifications.
    expect(checkDigit('629104150021')).toBe('3');
    expect(gtin('036000291452')).toBe(gtin('0036000291452'));
    expect(gtin('0-306-40615-2')).toBe(gtin('978-0-306-40615-7'));
    expect(gtin('1024')).toBe('');
    expect(gtin('0-306-40615-3')).toBe('');
    expect(gtinWithoutCheck('03600029145')).toContain(gtin('036000291452').slice(0, 13));
  });
});

describe('suggestMatches', () => {
  it('finds the same code in another spelling', () => {
    expect(said(['chm 2015 75'], [['Wine:Red:CHM-2015-75'], ['Wine:Red:CHM-2015-150']])).toEqual(['chm 2015 75 → Wine:Red:CHM-2015-75 spelling sure']);
    expect(said(['SPK-GO-RED'], [['Audio:SPK-GO:RED'], ['Audio:SPK-GO-MINI:RED']])).toEqual(['SPK-GO-RED → Audio:SPK-GO:RED spelling sure']);
    expect(said(['447100'], [['Small:00447100']])).toEqual(['447100 → Small:00447100 leadingZeros sure']);
    expect(said(['A-7'], [['A-007']])).toEqual(['A-7 → A-007 leadingZeros likely']);
    expect(said(['LAMP77'], [['Desk lamp', 'lamp-77']])).toEqual(['LAMP77 → Desk lamp partNumber sure']);
    expect(said(['036000291452'], [['Charger', '', '0036000291452']])).toEqual(['036000291452 → Charger barCode sure']);
    expect(said(['STEM-31.8-90'], [['STEM-318-90']])).toEqual(['STEM-31.8-90 → STEM-318-90 separators likely']);
    expect(said([['X1', 'Headset spacer 5 mm']], [['Parts:Headset spacer 5 mm', '0088012']])).toEqual(['X1 → Parts:Headset spacer 5 mm title likely']);
    expect(said(['3760098712101'], [['Sancerre', '', '3760098712106']])).toEqual(['3760098712101 → Sancerre barCodeCheck likely']);
    expect(said(['WC-ALPHA-1', 'WC-BETA-2', 'WC-GAMMA-3'], [['ALPHA-1'], ['BETA-2']])).toEqual(['WC-ALPHA-1 → ALPHA-1 prefix likely', 'WC-BETA-2 → BETA-2 prefix likely']);
    expect(said(['ZZ-ALPHA-1'], [['ALPHA-1']])).toEqual(['ZZ-ALPHA-1 → ALPHA-1 lonePrefix possible']);
    expect(said(['RED-SHIRT-L'], [['SHIRT-RED-L']])).toEqual(['RED-SHIRT-L → SHIRT-RED-L otherOrder possible']);
    expect(said(['3.76001E+12'], [['Crémant', '', '3760010004500'], ['Other', '', '3760098712106']])).toEqual(['3.76001E+12 → Crémant shortened possible']);
    expect(said(['RES-1O'], [['RES-10']])).toEqual(['RES-1O → RES-10 lookalike possible']);
    expect(said(['MOUS-ERGO'], [['MOUSE-ERGO']])).toEqual(['MOUS-ERGO → MOUSE-ERGO typo possible']);
    expect(said(['MUOSE-ERGO'], [['MOUSE-ERGO']])).toEqual(['MUOSE-ERGO → MOUSE-ERGO typo possible']);
    expect(said([['', 'Crémant de Loire Brut Abbaye du Vernay']], [['Crémant Loire Brut Abbaye Vernay'], ['Crémant Loire Rosé']]))
      .toEqual([' → Crémant Loire Brut Abbaye Vernay titleWords possible']);
  });

  it('takes no number for another, and no size or color', () => {
    expect(said(['SPOKE-262', 'BB-68', 'TAWNY10', 'TEE-BLK-M', 'XL-SHIRT'], [['SPOKE-226'], ['BB-86'], ['TAWNY-100'], ['TEE-BLU-M'], ['XXL-SHIRT']])).toEqual([]);
    expect(said([['A', 'Belt brown 105 cm']], [['Belt brown 115 cm']])).toEqual([]);
    expect(said(['JEAN-3432'], [['JEAN-32-34']])).toEqual([]);
  });

  it('offers an item that is certain for one listing to no other', () => {
    expect(said(['0123-A', '123-A'], [['Small:0123A']])).toEqual(['0123-A → Small:0123A spelling sure']);
  });

  it('leaves to a person what fits twice, on either side', () => {
    expect(said(['1024-B'], [['Screws:1024 B'], ['Socks:1024.b']])).toEqual(['1024-B → Screws:1024 B spelling sure?', '1024-B → Socks:1024.b spelling sure?']);
    expect(said(['AB-1', 'ab 1'], [['Ab.1']])).toEqual(['AB-1 → Ab.1 sameName sure?', 'ab 1 → Ab.1 sameName sure?'].map((text) => text.replace('sameName', 'spelling')));
    expect(said(['PN-9'], [['PN 9'], ['Other', 'PN9']])).toEqual(['PN-9 → Other partNumber sure?', 'PN-9 → PN 9 spelling sure?']);
  });

  it('does not hold a bare number for certain where the words speak against it', () => {
    expect(said([['7622', 'Rim tape 22 mm']], [['Wheels:7622', 'Saddle bag 0.6 l']])).toEqual(['7622 → Wheels:7622 sameName sure?']);
    expect(said([['7622', 'Saddle bag, small']], [['Wheels:7622', 'Saddle bag 0.6 l']])).toEqual(['7622 → Wheels:7622 sameName sure']);
  });

  it('takes a code that agrees for no proof where something else speaks against it', () => {
    const doubtful: readonly (readonly [sku: string, name: string, item: string, partNumber?: string, barCode?: string])[] = [
      ['pump 11', 'Floor pump, B-stock', 'PUMP-11'], ['pump 11', 'Floor pump', 'Second hand:PUMP-11'], ['3760098712106', 'Sancerre, tester', 'AULN-22', '', '3760098712106'],
      ['ped flat 1', 'Pedal, left', 'PED-FLAT-1', 'Pedal right'], ['cap wool 6', 'Wool cap, pack of 6', 'CAP-WOOL-6', 'Wool cap 12 pack'], ['soap 1', 'Soap 250 ml', 'SOAP-1', 'Soap 0.5 l'],
      ['vase 2', 'Vase, carton', 'VASE-2', 'Vase'], ['bag 1.5', 'Bag', 'BAG-1/5'], ['bag 1½', 'Bag', 'BAG-11/2'],
      ['pipe-12\'', 'Pipe', 'PIPE-12"'], ['bag .5', 'Bag', 'BAG-5'], ['shirt l-xs', 'Shirt', 'SHIRT-LX-S'],
      ['4471', 'Cable end', 'Small:004471'], ['black', 'Saddle Nova', 'Grips:Black '], ['hdp 300', 'Headphones', 'HDP-300 US box', 'HDP-300'], ['LSR 5mW 650', 'Laser', 'LSR-5MW-650'],
    ];
    for (const [sku, name, item, partNumber, barCode] of doubtful) {
      const found = said([[sku, name]], [[item, partNumber ?? '', barCode ?? '']]);
      expect(found, `${sku} ${name} and ${item}`).toHaveLength(1);
      expect(found[0], `${sku} ${name} and ${item}`).toMatch(/ (sure|likely)\?$/);
    }
    // Beside each of them, one that differs only in how it is written.
    const plainly: typeof doubtful = [
      ['pump 11', 'Floor pump, B-stock', 'B-Stock:PUMP-11'], ['soap 1', 'Soap 500 ml', 'SOAP-1', 'Soap 0.5 l'],
      ['cap wool 6', 'Wool cap, 6 pack', 'CAP-WOOL-6', 'Wool caps pack of 6'], ['bag 1.5', 'Bag', 'BAG_1.5'],
      ['shirt lxs', 'Shirt', 'SHIRT-LX-S'], ['hdv.nvy.15.2', 'Hoodie', 'HDV-NVY-15-2'], ['4471', 'Cable end cap', 'Small:004471', 'End cap'], ['ped flat 1', 'Pedal, left', 'PED-FLAT-1', 'Pedal left'],
    ];
    for (const [sku, name, item, partNumber, barCode] of plainly) expect(said([[sku, name]], [[item, partNumber ?? '', barCode ?? '']])[0], `${sku} ${name} and ${item}`).toMatch(/ sure$/);
  });

  it('is not certain of a code that means an item, too, which another listing has, or whose title names another', () => {
    const listing = { id: 1 as ListingId, sku: 'hdp 300', name: 'Headphones' };
    const item = (fullName: string): { listId: ListID; fullName: string; partNumber: string; barCode: string } => ({ listId: fullName as ListID, fullName, partNumber: '', barCode: '' });
    expect(suggestMatches([listing], [item('Audio:HDP-300')])).toMatchObject([{ grade: 'sure', isOnly: true }]);
    expect(suggestMatches([listing], [item('Audio:HDP-300')], [item('Sold:HDP/300')])).toMatchObject([{ listId: 'Audio:HDP-300', grade: 'sure', isOnly: false }]);
    expect(suggestMatches([{ ...listing, name: 'Saddle Nova' }], [item('Audio:HDP-300'), item('Bikes:Saddle Nova')])).toMatchObject([{ listId: 'Audio:HDP-300', isOnly: false }]);
  });

  it('reads a size in another unit, in the code and in the title', () => {
    expect(said([['TR-M12-1000', 'Threaded rod M12 1000 mm']], [['Rods:TR-M12-1M'], ['Rods:TR-M12-1']])).toEqual(['TR-M12-1000 → Rods:TR-M12-1M units possible']);
    expect(said([['X', 'Olive oil extra virgin 0.75 l']], [['Olive oil extra virgin 750 ml'], ['Olive oil extra virgin 75 ml']])).toEqual(['X → Olive oil extra virgin 750 ml title likely']);
    expect(said([['TR-M12-1000', 'Threaded rod M12 1000 mm']], [['Rods:TR-M12-1L']])).toEqual([]);
  });

  it('has a sentence for every reason', () => {
    for (const reason of MATCH_REASONS) expect(explainMatch(reason, { sku: 'A', name: 'B', item: 'C', partNumber: 'D', barCode: 'E' })).toMatch(/^.{20,}\.$/);
  });

  it('stays quick on long lists', () => {
    const count = 20_000;
    const listings = Array.from({ length: count }, (_, n) => ({ id: (n + 1) as ListingId, sku: `WEB-${String(n)}-${String(n % 7)}X`, name: `Thing number ${String(n)} of ${String(n % 7)}` }));
    const items = Array.from({ length: count }, (_, n) => ({
      listId: `L${String(n)}` as ListID, fullName: `Parent ${String(n % 50)}:web ${String(n)}_${String(n % 7)}x`,
      partNumber: '', barCode: '',
    }));
    const found = suggestMatches(listings, items);
    expect(found).toHaveLength(count);
    expect(found.every((one) => one.isOnly && one.grade === 'sure')).toBe(true);
  });
});

describe('matchItem with the shop\'s title', () => {
  function item(fullName: string, partNumber: string): Item {
    return {
      companyId: 1 as CompanyId, listId: fullName as ListID, kind: 'inventory', name: fullName.split(':').at(-1) ?? '', fullName, isActive: true, quantityOnHand: ZERO,
      quantityOnSalesOrder: ZERO, manufacturerPartNumber: partNumber, barCode: '', timeModified: '', editSequence: '1', members: [], readSequence: 1 as Sequence,
    };
  }

  it('asks where a number names an item whose own words are about something else', () => {
    const bag = item('Wheels:7622', 'Saddle bag 0.6 l');
    expect(matchItem('7622', null, [bag], ['sku'], 'Rim tape 22 mm')).toEqual({ kind: 'ambiguous', items: [bag] });
    expect(matchItem('7622', null, [bag], ['sku'], 'Bags for saddles')).toMatchObject({ kind: 'matched' });
    expect(matchItem('7622', null, [bag])).toMatchObject({ kind: 'matched' });
    expect(matchItem('7622', null, [item('Wheels:7622', '7622')], ['sku'], 'Rim tape')).toMatchObject({ kind: 'matched' });
    expect(matchItem('BAG-7622', null, [item('BAG-7622', 'Saddle bag 0.6 l')], ['sku'], 'Rim tape')).toMatchObject({ kind: 'matched' });
  });
});
