import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../src/contract/contract.ts';
import { earlier, HOUR, instant, later, MINUTE, type Instant } from '../../src/domain/calendar.ts';
import { whole } from '../../src/domain/decimal.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { Outcome } from '../../src/domain/syncLog.ts';
import { trimLog, writeLog } from '../../src/engine/db/log.ts';
import { directClient, type DirectClient } from '../support/directClient.ts';
import { createWorld, type World } from '../support/world.ts';

type Line = Output<'log.search'>['lines'][number];

let world: World;
let client: DirectClient;
let start: Instant;

beforeEach(async () => {
  const listings = [{ sku: 'MUG', quantity: 3, price: '9.00' }];
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings, moreStores: [listings] });
  client = directClient(world.engine);
  start = world.clock.now();
});

afterEach(async () => {
  expect(client.faults).toEqual([]);
  await world.close();
});

function write(text: string, more: { readonly sku?: string; readonly order?: string; readonly outcome?: Outcome; readonly connectionId?: ConnectionId; readonly at?: Instant } = {}): void {
  writeLog(world.engine.db, { at: start, companyId: world.companyId, connectionId: world.connectionId, outcome: 'info', ...more, text });
}

async function search(filter: Input<'log.search'>): Promise<Output<'log.search'>> {
  const found = await client.call('log.search', filter);
  if (!found.ok) throw new Error(found.error.what);
  return found.value;
}

const texts = async (filter: Input<'log.search'>): Promise<readonly string[]> => (await search(filter)).lines.map((line) => line.text);

describe('the words of a line', () => {
  beforeEach(() => {
    write('Shop 1 shows 5.', { sku: 'MUG-RED-007', outcome: 'confirmed' });
    write('The shop refused the number.', { sku: 'TEE', outcome: 'failed' });
    write('Entered in QuickBooks as sales receipt W1001.', { order: '1001', outcome: 'inserted' });
    write('Café réouvert', { order: 'A"1' });
  });

  it.each([
    ['shows', ['Shop 1 shows 5.']], ['SHOWS', ['Shop 1 shows 5.']], ['sho', ['The shop refused the number.', 'Shop 1 shows 5.']], ['the ref', ['The shop refused the number.']], ['ref the', []],
    ['red mug', ['Shop 1 shows 5.']], ['mug-red-00', ['Shop 1 shows 5.']], ['007', ['Shop 1 shows 5.']],
    ['1001', ['Entered in QuickBooks as sales receipt W1001.']], ['w10', ['Entered in QuickBooks as sales receipt W1001.']],
    ['cafe', ['Café réouvert']], ['réouv', ['Café réouvert']], ['nowhere', []], ['a"1', ['Café réouvert']], ['shop NOT refused', []], ['* OR "', []],
  ])('are found: %j', async (words, expected) => {
    expect(await texts({ words })).toEqual(expected);
  });

  it('say nothing where there are none: everything is shown', async () => {
    expect(await texts({ words: ' - " ' })).toHaveLength(4);
    expect(await texts({})).toHaveLength(4);
  });

  it('are forgotten with the line', async () => {
    expect(trimLog(world.engine.db, world.companyId, later(start, MINUTE), 100)).toBe(4);
    expect(await search({ words: 'shop' })).toMatchObject({ lines: [], total: 0 });
  });
});

describe('a search', () => {
  /** Every line that fits, found by looking at all of them. */
  function plainly(all: readonly Line[], filter: Input<'log.search'>): readonly number[] {
    return all.filter((line) => (filter.sku === undefined || line.sku?.toLowerCase() === filter.sku.toLowerCase()) && (filter.order === undefined || line.order === filter.order)
      && (filter.outcome === undefined || line.outcome === filter.outcome) && (filter.connectionId === undefined || line.connectionId === filter.connectionId)
      && (filter.companyId === undefined || line.companyId === filter.companyId) && (filter.from === undefined || line.at >= filter.from) && (filter.to === undefined || line.at < filter.to)
      && (filter.words === undefined
        || filter.words.split(' ').every((word) => `${line.text} ${line.sku ?? ''} ${line.order ?? ''}`.toLowerCase().split(/[^a-z0-9]+/).includes(word)))).map((line) => line.id);
  }

  it('finds exactly what fits, whatever parts of it are asked for, page by page in both directions', async () => {
    const [first, second] = world.connectionIds;
    if (first === undefined || second === undefined) throw new Error('two shops were wanted');
    const outcomes: readonly Outcome[] = ['confirmed', 'failed', 'skipped'];
    for (let n = 0; n < 240; n += 1) {
      // The clock is set back once: the order of lines and that of dates differ then.
      const at = n < 120 ? later(start, n * MINUTE) : later(start, (n - 60) * MINUTE);
      write(`line ${n % 2 === 0 ? 'even' : 'odd'} group${String(n % 5)}`, {
        outcome: outcomes[n % 3] ?? 'info', ...(n % 4 === 0 ? { order: String(1000 + (n % 20)) } : { sku: `SKU-${String(n % 7)}` }),
        connectionId: n % 6 === 0 ? second : first, at,
      });
    }
    const all = (await search({ limit: 500 })).lines;
    expect(all).toHaveLength(240);
    const middle = { from: later(start, 80 * MINUTE), to: later(start, 140 * MINUTE) };
    const filters: readonly Input<'log.search'>[] = [
      {}, { sku: 'sku-3' }, { order: '1004' }, { outcome: 'failed' }, { connectionId: second },
      { companyId: world.companyId }, { companyId: 99 }, { words: 'even' }, { words: 'even group3' }, middle, { from: middle.from }, { to: middle.to },
      { words: 'odd', ...middle }, { sku: 'SKU-3', words: 'odd', outcome: 'failed' }, { order: '1008', ...middle },
      { outcome: 'confirmed', connectionId: first, ...middle }, { sku: 'SKU-1', order: '1004' }, { from: middle.to, to: middle.from },
    ];
    for (const filter of filters) {
      const expected = plainly(all, filter);
      const seen: number[] = [];
      let page = await search({ ...filter, limit: 17 });
      expect(page, JSON.stringify(filter)).toMatchObject({ total: expected.length, hasMoreThanTotal: false, newer: null });
      for (;;) {
        seen.push(...page.lines.map((line) => line.id));
        if (page.next === null) break;
        page = await search({ ...filter, before: page.next, limit: 17 });
        expect(page.total).toBe(expected.length);
      }
      expect(seen, JSON.stringify(filter)).toEqual(expected);
      const back: number[] = [];
      page = await search({ ...filter, oldest: true, limit: 17 });
      expect(page.next).toBeNull();
      for (;;) {
        back.unshift(...page.lines.map((line) => line.id));
        if (page.newer === null) break;
        page = await search({ ...filter, after: page.newer, limit: 17 });
      }
      expect(back, JSON.stringify(filter)).toEqual(expected);
    }
  });

  it('counts to a thousand and says that there are more', async () => {
    world.engine.db.transaction(() => { for (let n = 0; n < 1_003; n += 1) write(`many ${String(n)}`, { outcome: n === 0 ? 'failed' : 'info' }); })();
    expect(await search({ words: 'many', limit: 10 })).toMatchObject({ total: 1_000, hasMoreThanTotal: true, lines: { length: 10 } });
    // A word that stands whole in very many lines is taken as it is; one that does not may be begun.
    expect(await search({ words: 'man', limit: 10 })).toMatchObject({ total: 1_000, hasMoreThanTotal: true });
    expect(await search({ words: 'many', outcome: 'failed' })).toMatchObject({ total: 1, hasMoreThanTotal: false });
  });
});

describe('one line', () => {
  it('opens to the request and answer behind it, the document and the listing', async () => {
    world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }] });
    await world.sync();
    world.clock.advance(180_000);
    await world.session();
    await world.engine.idle();
    const [inserted] = (await search({ outcome: 'inserted' })).lines;
    const shown = await client.call('log.show', { lineId: inserted?.id ?? 0 });
    expect(shown).toMatchObject({
      ok: true,
      value: {
        line: { id: inserted?.id }, company: 'Maple', shop: 'Shop 1', jobId: expect.any(Number) as number, listingId: null,
        exchangeGone: false, exchange: { purpose: 'write' },
      },
    });
    expect(shown.ok && shown.value.exchange?.requestText).toContain('SalesReceiptAddRq');
    expect(shown.ok && shown.value.exchange?.responseText).toContain('TxnID');
    const [confirmed] = (await search({ sku: 'mug', outcome: 'confirmed' })).lines;
    expect(confirmed).toMatchObject({ quickbooksQuantity: expect.any(Number) as number, sentQuantity: whole(19), storeQuantity: whole(19) });
    expect(await client.call('log.show', { lineId: confirmed?.id ?? 0 })).toMatchObject({ ok: true, value: { listingId: expect.any(Number) as number, exchange: null, exchangeGone: false } });
    world.engine.db.exec('DELETE FROM exchange');
    expect(await client.call('log.show', { lineId: inserted?.id ?? 0 })).toMatchObject({ ok: true, value: { exchange: null, exchangeGone: true, jobId: expect.any(Number) as number } });
    expect(await client.call('log.show', { lineId: 999_999 })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  });

  it('shows no key, should one ever have got into a text', async () => {
    world.clock.advance(180_000);
    await world.session();
    world.engine.db.prepare("UPDATE exchange SET response_text = '<a>ck_0123456789abcdef0123456789abcdef01234567</a>'").run();
    const exchange = world.engine.db.prepare<[], { id: number }>('SELECT id FROM exchange LIMIT 1').get();
    writeLog(world.engine.db, { at: start, companyId: world.companyId, outcome: 'info', text: 'x', exchangeId: exchange?.id as never });
    const [line] = (await search({})).lines;
    const shown = await client.call('log.show', { lineId: line?.id ?? 0 });
    expect(shown.ok && shown.value.exchange?.responseText).toBe('<a>ck_[hidden]</a>');
  });
});

describe('log.export', () => {
  it('gives the same lines as CSV, in pages that fit together, with formulas disarmed', async () => {
    for (let n = 0; n < 25; n += 1) write(
      n === 3 ? '=HYPERLINK("http://evil")' : `line ${String(n)}, "quoted"`,
      { sku: n === 4 ? '@SUM(1)' : 'MUG', outcome: 'confirmed', at: later(start, n * HOUR) },
    );
    let text = '';
    let before: number | undefined;
    for (let page = 0; page < 5; page += 1) {
      const exported = await client.call('log.export', { outcome: 'confirmed', from: later(start, HOUR), to: later(start, 24 * HOUR), limit: 10, ...(before === undefined ? {} : { before }) });
      if (!exported.ok) throw new Error(exported.error.what);
      expect(exported.value.name).toBe('Stockbridge log 2026-11-21.csv');
      text += exported.value.text;
      if (exported.value.next === null) break;
      before = exported.value.next;
    }
    const rows = text.split('\r\n');
    expect(rows[0]).toBe('\uFEFFTime (America/New_York),Company,Shop,SKU,Order,Outcome,Way,QuickBooks has,Sent,Shop answered,What happened');
    expect(rows).toHaveLength(1 + 23 + 1);
    expect(rows[1]).toBe('2026-11-22 09:00:00,Maple,Shop 1,MUG,,confirmed,,,,,"line 23, ""quoted"""');
    expect(rows.filter((row) => row.includes('HYPERLINK'))).toEqual(['2026-11-21 13:00:00,Maple,Shop 1,MUG,,confirmed,,,,,"\'=HYPERLINK(""http://evil"")"']);
    expect(rows.find((row) => row.includes('SUM'))).toContain(',\'@SUM(1),');
    expect(text.split('\uFEFF')).toHaveLength(2);
  });

  it('of nothing is the heading', async () => {
    expect(await client.call('log.export', { words: 'nowhere', from: earlier(start, HOUR), to: instant(start) })).toMatchObject({
      ok: true,
      value: { lines: 0, next: null, text: expect.stringMatching(/^\uFEFFTime .*\r\n$/) as string },
    });
  });
});
