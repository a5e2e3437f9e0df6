/** One redaction wherever a raw text is shown: the log, an order's exchanges, one exchange whole. */
import { describe, expect, it } from 'vitest';
import type { ExchangeId } from '../../src/domain/ids.ts';
import { askWorld } from '../support/askedWorld.ts';

const at = askWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 3, price: '9.00' }], settings: { customer: { mode: 'perBuyer' } } });

const PERSON = {
  firstName: 'Annabel', lastName: 'Quimbly', company: 'Quimbly & Daughters', line1: '5 Oaktree Lane', line2: 'Back House',
  city: 'Springwell', postalCode: 'ZX12345', email: 'annabel@quimbly.example', phone: '555-867-5309',
};
const PERSONAL = ['Annabel', 'Quimbly', 'Daughters', 'Oaktree', 'Back House', 'Springwell', 'ZX12345', '867-5309', 'annabel', '@', 'the blue door'];
const SECRETS = ['ck_test', 'cs_test', 'hunter2hunter2', 'Y2tfdGVzd'];

async function begin(): Promise<void> {
  await at.begin();
  at.world.store.placeOrder({ lines: [{ sku: 'MUG', quantity: 1 }], customer: PERSON, note: 'Leave it behind the blue door' });
  await at.world.sync();
  await at.session();
  await at.session();
  expect(at.world.company.ledger().documents).toHaveLength(1);
}

/** Every text that the window could be shown of every exchange, by each of the three calls. */
async function everything(): Promise<readonly (readonly [string, string])[]> {
  const { db } = at.world.engine;
  const texts: (readonly [string, string])[] = [];
  for (const { id } of db.prepare<[], { id: ExchangeId }>('SELECT id FROM exchange').all()) {
    const shown = await at.client.call('exchanges.show', { exchangeId: id });
    if (!shown.ok) throw new Error(shown.error.what);
    texts.push([`exchanges.show ${shown.value.exchange.purpose}`, JSON.stringify(shown.value)]);
  }
  for (const { id } of db.prepare<[], { id: number }>('SELECT id FROM sync_log').all()) {
    const shown = await at.client.call('log.show', { lineId: id });
    if (!shown.ok) throw new Error(shown.error.what);
    // The line itself is for the bookkeeper and names the buyer; what is behind it is what gets copied to others.
    texts.push([`log.show ${shown.value.line.outcome}`, JSON.stringify([shown.value.exchange, shown.value.storeCall])]);
  }
  const jobs = await at.client.call('jobs.list', {});
  for (const { id, kind } of jobs.ok ? jobs.value.jobs : []) {
    const shown = await at.client.call('jobs.show', { jobId: id });
    if (!shown.ok) throw new Error(shown.error.what);
    texts.push([`jobs.show ${kind}`, JSON.stringify(shown.value.exchanges)]);
  }
  return texts;
}

describe('a raw text that the window shows', () => {
  it('names no buyer, wherever it is shown', async () => {
    await begin();
    const stored = at.world.engine.db.prepare<[], { text: string }>("SELECT request_text || coalesce(response_text, '') AS text FROM exchange").all().map(({ text }) => text).join('\n');
    for (const personal of ['Annabel', 'Quimbly', 'Oaktree', 'Springwell', 'ZX12345', '867-5309', 'the blue door']) expect(stored, `not in what was exchanged: ${personal}`).toContain(personal);
    const texts = await everything();
    expect(texts.length).toBeGreaterThan(10);
    for (const [where, text] of texts) for (const personal of PERSONAL) expect(text.includes(personal), `${personal} in ${where}`).toBe(false);
    expect(texts.some(([where, text]) => where === 'exchanges.show write' && text.includes('<SalesReceiptAdd') && text.includes('[person]'))).toBe(true);
  });

  it('holds no key and no password, should one ever have got into it', async () => {
    await begin();
    at.world.engine.db
      .prepare("UPDATE exchange SET message = 'password=x Authorization: Basic Y2tfdGVzdDpjc190ZXN0', response_text = ?")
      .run('<a>ck_test</a><strPassword>hunter2hunter2</strPassword><b>cs_test</b>');
    const texts = await everything();
    for (const [where, text] of texts) for (const secret of SECRETS) expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
    expect(texts.some(([, text]) => text.includes('[hidden]'))).toBe(true);
  });
});
