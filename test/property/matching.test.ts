/** What holds of matching whatever the codes are: one listing an item, the same answer in any order, and links that come back as they went out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkRow, readCell, readCsv } from '../../src/decide/matchCsv.ts';
import { exportLinks, planImport, type LinkSnapshot } from '../../src/decide/matchImport.ts';
import { suggestMatches } from '../../src/decide/suggestMatches.ts';
import type { ConnectionId, ListID, ListingId } from '../../src/domain/ids.ts';

/** Codes that collide often, in many spellings. */
const code = fc.tuple(
  fc.constantFrom('AB', 'ab', 'Ab', 'WC-AB', 'CD', 'Bolt', 'bolts'), fc.constantFrom('', '-', ' ', '.', '_', '/'),
  fc.constantFrom('1', '01', '001', '2', '12', '1-2', '3760098712106', '3760098712101', ''),
).map((all) => all.join(''));
const title = fc.constantFrom('', 'Red bolt 5 mm', 'Red bolt 6 mm', 'Bolt red 5 mm', 'Saddle bag');
const listings = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 40 }).map((id) => id as ListingId), sku: code, name: title }), { maxLength: 12, selector: ({ id }) => id });
const items = fc.uniqueArray(fc.record({
  listId: fc.integer({ min: 1, max: 40 }).map((id) => `L${String(id)}` as ListID), fullName: fc.oneof(code, code.map((one) => `P:${one}`)),
  partNumber: fc.oneof(code, title), barCode: fc.constantFrom('', '3760098712106'),
}), { maxLength: 12, selector: ({ listId }) => listId });

describe('suggestMatches', () => {
  it('gives an item that nothing else fits to one listing, and such a listing one item', () => {
    fc.assert(fc.property(listings, items, (left, right) => {
      const found = suggestMatches(left, right);
      const only = found.filter((one) => one.isOnly);
      expect(new Set(only.map(({ listId }) => listId)).size).toBe(only.length);
      for (const { listingId } of only) expect(found.filter((one) => one.listingId === listingId)).toHaveLength(1);
      const pairs = found.map(({ listingId, listId }) => `${String(listingId)} ${listId}`);
      expect(new Set(pairs).size).toBe(pairs.length);
      for (const one of found) expect(left.some(({ id }) => id === one.listingId) && right.some(({ listId }) => listId === one.listId)).toBe(true);
    }), { numRuns: 400 });
  });

  it('says the same in whatever order things come', () => {
    fc.assert(fc.property(listings, items, fc.infiniteStream(fc.nat()), (left, right, random) => {
      const mixed = <T>(all: readonly T[]): readonly T[] => all.map((one) => ({ one, at: Number(random.next().value) })).toSorted((a, b) => a.at - b.at).map(({ one }) => one);
      expect(suggestMatches(mixed(left), mixed(right))).toEqual(suggestMatches(left, right));
    }), { numRuns: 200 });
  });

  it('finds a code from either side: whoever has which spelling', () => {
    fc.assert(fc.property(code, code, (a, b) => {
      const from = (sku: string, fullName: string): readonly string[] => suggestMatches(
        [{ id: 1 as ListingId, sku, name: '' }], [{ listId: 'L' as ListID, fullName, partNumber: '', barCode: '' }],
      ).map(({ reason, grade }) => `${reason} ${grade}`);
      const [there, back] = [from(a, b), from(b, a)];
      // A prefix is a habit of shops alone.
      if (![...there, ...back].some((one) => one.includes('refix'))) expect(there).toEqual(back);
    }), { numRuns: 1_000 });
  });
});

/** Whatever people put into cells. */
const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', '=', '+', '-', '@', '\'', '1', 'a', ' ', 'é', '＝'), maxLength: 8 }));

describe('the CSV file', () => {
  it('comes back to the letter', () => {
    fc.assert(fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const whole = [['a', 'b', 'c', 'd'], ...rows].filter((cells) => cells.some((cell) => cell !== ''));
      expect(readCsv(whole.map(linkRow).join('')).rows.map(({ cells }) => cells.map(readCell))).toEqual(whole);
    }), { numRuns: 1_000 });
  });

  it('has no cell that a spreadsheet would carry out', () => {
    fc.assert(fc.property(text, (cell) => {
      const written = readCsv(`a,b\r\n${linkRow([cell, 'x'])}`).rows[1]?.cells[0] ?? '';
      expect(/^[=+\-@\t\r]/.test(written) && !/^-?\d+(\.\d+)?$/.test(written)).toBe(false);
    }), { numRuns: 1_000 });
  });

  it('never throws and counts lines as an editor does', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ') }), (given) => {
      const { rows } = readCsv(given);
      const lines = given.split(/\r\n|\r|\n/).length;
      for (const { line } of rows) expect(line).toBeLessThanOrEqual(lines);
    }), { numRuns: 1_000 });
  });
});

const trimmed = text.map((one) => one.trim()).filter((one) => !one.includes('\uFFFD'));
const snapshot = fc.record({
  skus: fc.array(trimmed, { minLength: 1, maxLength: 8 }),
  names: fc.uniqueArray(trimmed.filter((one) => one !== ''), { minLength: 1, maxLength: 6, selector: (one) => one.toLowerCase() }),
  picks: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  sources: fc.array(fc.constantFrom('auto' as const, 'person' as const, null), { minLength: 8, maxLength: 8 }),
}).map(({ skus, names, picks, sources }): LinkSnapshot => {
  const things = names.map((fullName, at) => ({ listId: `8000${String(at)}-1` as ListID, fullName, isActive: true }));
  const goods = skus.map((sku, at) => ({
    id: (at + 1) as ListingId, connectionId: (1 + (at % 2)) as ConnectionId,
    key: at % 3 === 0 ? `${String(at)}/${String(at + 30)}` : String(at), sku, name: `=name "${sku}"`, isFed: at % 4 !== 3,
  }));
  return {
    stores: [{ id: 1 as ConnectionId, name: 'Shop; one' }, { id: 2 as ConnectionId, name: '@two' }], listings: goods, items: things,
    links: goods.flatMap(({ id }, at) => {
      const item = things[(picks[at] ?? 0) % things.length];
      const source = sources[at] ?? null;
      return source === null || item === undefined ? [] : [{ listingId: id, listId: item.listId, source }];
    }),
  };
});

describe('links', () => {
  it('that are exported and imported again are the same links', () => {
    fc.assert(fc.property(snapshot, (given) => {
      const file = exportLinks(given);
      const again = planImport(given, file, { share: false });
      const bare = planImport({ ...given, links: [] }, file, { share: false });
      if (given.links.length === 0) {
        expect(again).toMatchObject({ ok: false, error: { code: 'csvEmpty' } });
        return;
      }
      expect(again).toMatchObject({ ok: true, value: { changes: [], same: given.links.length, bad: [] } });
      if (!bare.ok) throw new Error(bare.error.what);
      expect(bare.value.bad).toEqual([]);
      const order = (all: readonly { readonly listingId: ListingId; readonly listId: ListID; readonly source: string }[]): readonly unknown[] => all.toSorted((a, b) => a.listingId - b.listingId);
      expect(order(bare.value.changes.map(({ listing, item, source }) => ({ listingId: listing.id, listId: item.listId, source })))).toEqual(order(given.links));
    }), { numRuns: 500 });
  });

  it('are never shared by a file that does not say so', () => {
    fc.assert(fc.property(snapshot, snapshot, (given, other) => {
      const file = exportLinks({ ...given, links: other.links.filter(
        ({ listingId, listId }) => given.listings.some(({ id }) => id === listingId) && given.items.some((item) => item.listId === listId),
      ) }).replaceAll(',yes\r\n', ',\r\n');
      const plan = planImport(given, file, { share: false });
      if (plan.ok) expect(plan.value.changes.filter(({ isShared, was, item }) => isShared && was !== item.listId)).toEqual([]);
    }), { numRuns: 300 });
  });
});
