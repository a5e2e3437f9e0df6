/** The company file of `simulate quickbooks`: made once, stamped once, opened only under its own path. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBooks, type Books, type Stamp } from '../../../src/cli/simulatedBooks.ts';
import { sampleListings } from '../../../src/simulator/store/startSampleStore.ts';

const STAMP: Stamp = { fileId: '{11111111-1111-4111-8111-111111111111}', ownerId: '{22222222-2222-4222-8222-222222222222}' };

describe('simulated books', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-books-'));
    file = path.join(folder, 'books.json');
  });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  const open = (stamp: Stamp | null, items = 4): Books => {
    const opened = openBooks({ file, items, stamp });
    if (!opened.ok) throw new Error(opened.error.what);
    return opened.value;
  };

  it('hold an item for everything the sample shop sells with stock of its own', () => {
    const stocked = new Set(open(STAMP).company.ledger().items.map(({ fullName }) => fullName));
    for (const listing of sampleListings(4)) {
      if (listing.variations === undefined) expect(stocked).toContain(listing.sku);
      for (const one of listing.variations ?? []) if (one.quantity !== 'parent') expect(stocked).toContain(one.sku);
    }
    expect(stocked).toContain('MUG');
  });

  it('carry the stamp of the .qwc, show it to its owner, and are kept between runs', () => {
    const first = open(STAMP);
    expect(first.isNew).toBe(true);
    expect(existsSync(file)).toBe(false);
    first.save();
    const again = open(STAMP);
    expect(again.isNew).toBe(false);
    expect(again.company.card()).toEqual(first.company.card());
    expect(again.quickBooks.hcpResponse()).toContain(STAMP.fileId);
    expect(open(null).quickBooks.hcpResponse()).not.toContain(STAMP.fileId);
  });

  it('are not given away to another .qwc', () => {
    open(STAMP).save();
    const text = readFileSync(file, 'utf8');
    expect(openBooks({ file, items: 4, stamp: { ...STAMP, fileId: '{33333333-3333-4333-8333-333333333333}' } })).toMatchObject({ ok: false,
      error: { code: 'otherFileId' } });
    expect(openBooks({ file, items: 4, stamp: { ...STAMP, fileId: STAMP.fileId.toLowerCase() } }).ok).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('open under their own path or none, as QuickBooks with this file on the screen', () => {
    const { quickBooks } = open(STAMP);
    for (const asked of ['', quickBooks.path, quickBooks.path.toUpperCase()]) quickBooks.endSession(quickBooks.beginSession(asked));
    expect(() => quickBooks.beginSession('C:\\Other.qbw')).toThrow(expect.objectContaining({ hresult: '0x8004040A' }));
  });

  it('are refused when the file is something else', () => {
    for (const text of ['', '{}', 'text']) {
      writeFileSync(file, text);
      expect(openBooks({ file, items: 4, stamp: null })).toMatchObject({ ok: false, error: { code: 'companyFileUnreadable' } });
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });
});
