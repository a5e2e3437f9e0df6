import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalGuid, identityText, memoKey, messageSetId, messageSetText, refNumber, type DocumentIdentity } from '../../src/decide/identifiers.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();
const prefix = fc.stringMatching(/^[A-Za-z0-9-]{0,4}$/);
/** What shops call their orders: digits, digits with a prefix, anything at all. */
const number = fc.oneof(fc.nat().map(String), fc.stringMatching(/^SHOP-20[0-9]{2}-[0-9]{4,12}$/), fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }));
const identity: fc.Arbitrary<DocumentIdentity> = fc.record({
  fileId: fc.constantFrom('{A}', '{B}'), storeHost: fc.constantFrom('shop.test', 'shop.test/de', 'other.test'),
  storeDocumentId: fc.oneof(fc.nat().map(String), fc.string({ maxLength: 12 })), family: fc.constantFrom('order', 'refund', 'customer'),
});

/** As the engine does: the first that nobody has. */
function take(taken: Set<string>, wanted: string, front: string): string {
  for (let n = 0; ; n += 1) {
    const candidate = refNumber(front, wanted, n);
    if (!taken.has(candidate)) return candidate;
  }
}

describe('RefNumber', () => {
  it('has 1 to 11 characters that QuickBooks stores, and no two documents the same', () => {
    fc.assert(fc.property(prefix, fc.array(number, { maxLength: 60 }), (front, numbers) => {
      const taken = new Set<string>();
      for (const wanted of numbers) {
        const given = take(taken, wanted, front);
        expect(given).toMatch(/^[\x21-\x7e]{1,11}$/);
        expect(given.startsWith(front)).toBe(true);
        expect(taken.has(given)).toBe(false);
        taken.add(given);
      }
    }));
  });

  it('finds room for a thousand orders of the same number', () => {
    const taken = new Set<string>();
    for (let count = 0; count < 1_000; count += 1) taken.add(take(taken, '000000000000', 'WEB-'));
    expect(taken.size).toBe(1_000);
    expect([...taken].every((given) => given.length <= 11)).toBe(true);
  });

  it('keeps a short number as it is', () => {
    fc.assert(fc.property(prefix, fc.stringMatching(/^[0-9]{1,7}$/), (front, wanted) => { expect(refNumber(front, wanted, 0)).toBe(front + wanted); }));
  });
});

describe('identities', () => {
  it('two documents share neither key, GUID nor message set ID; the same one always has the same', () => {
    fc.assert(fc.property(identity, identity, fc.nat(20), fc.nat(20), (a, b, generationA, generationB) => {
      const [setA, setB] = [messageSetId(sha256(messageSetText(a, generationA))), messageSetId(sha256(messageSetText(b, generationB)))];
      const same = JSON.stringify(a) === JSON.stringify(b);
      expect(setA).toMatch(/^[A-Z2-7]{23}$/);
      expect(setA === setB).toBe(same && generationA === generationB);
      expect(memoKey(sha256(identityText(a))) === memoKey(sha256(identityText(b)))).toBe(same);
      expect(externalGuid(sha256(identityText(a))) === externalGuid(sha256(identityText(b)))).toBe(same);
    }));
  });
});
