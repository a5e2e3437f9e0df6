/** Provisioning files that nobody writes by hand: refused in short words, whatever stands in them. Found by npm run fuzz. */
import { describe, expect, it } from 'vitest';
import { readProvisioning } from '../../../src/contract/provisioning.ts';

const company = { name: 'Maple', username: 'maple', password: 'correct horse' };
const store = { name: 'Shop', kind: 'woocommerce', url: 'https://shop.example', consumerKey: 'ck_x', consumerSecret: 'cs_x' };
const read = (...companies: readonly unknown[]): ReturnType<typeof readProvisioning> => readProvisioning(JSON.stringify({ companies }));

describe('a provisioning file', () => {
  it('is read as it should be', () => {
    expect(read({ ...company, stores: [store] }).ok).toBe(true);
  });

  it.each(['name', 'username', 'password', 'stores', 'fileId'])('with an object for %s that says how long it is, is refused', (field) => {
    expect(read({ ...company, stores: [store], [field]: { length: { toString: null } } })).toMatchObject({ ok: false, error: { code: 'badProvisioning' } });
    expect(read({ ...company, stores: [{ ...store, kind: { length: { toString: null } } }] })).toMatchObject({ ok: false, error: { code: 'badProvisioning' } });
  });

  it('is refused in short words, however long the names in it are', () => {
    const long = 'x'.repeat(100_000);
    for (const file of [
      read({ ...company, [long]: 1 }), read({ ...company, stores: [{ ...store, settings: { [long]: 1 } }] }),
      read({ ...company, stores: [{ ...store, settings: { paymentMethods: { [long]: '' } } }] }),
    ]) {
      expect(file.ok ? '' : file.error.what).toMatch(/x{60}/);
      expect(file.ok ? '' : JSON.stringify(file.error).length).toBeLessThan(600);
    }
  });

  it('keeps records for a week at least, and says when housekeeping is', () => {
    const settings = (given: Readonly<Record<string, unknown>>): ReturnType<typeof readProvisioning> => read({ ...company, stores: [store], settings: given });
    expect(settings({ keepExchangesDays: 7, keepLogDays: 7, housekeepingAt: '22:30' }))
      .toMatchObject({ ok: true, value: { companies: [{ settings: { keepExchangesDays: 7, keepLogDays: 7, housekeepingAt: '22:30' } }] } });
    expect(settings({ keepLogDays: 0, housekeepingAt: '' }).ok).toBe(true);
    for (const [name, value] of [
      ['keepExchangesDays', 6], ['keepExchangesDays', 0], ['keepLogDays', 6], ['keepLogDays', 1], ['keepLogDays', -1],
      ['housekeepingAt', '24:00'], ['housekeepingAt', 'night'],
    ] as const) {
      expect(settings({ [name]: value }), `${name} ${String(value)}`).toMatchObject({ ok: false, error: { code: 'badProvisioning', field: expect.stringContaining(name) as string } });
    }
  });

  it('puts nothing where every object sees it', () => {
    expect(readProvisioning('{"__proto__":{"polluted":1},"companies":[{"__proto__":{"polluted":1}}]}').ok).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
