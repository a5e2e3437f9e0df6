import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base32, externalGuid, identityText, memoKey, messageSetId, messageSetText, refNumber, type DocumentIdentity } from '../../../src/decide/identifiers.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();
const IDENTITY: DocumentIdentity = { fileId: '{ABCDEF01-2222-4333-8444-555555555555}', storeHost: 'shop.example.test/store', storeDocumentId: '1036', family: 'order' };
const setId = (identity: DocumentIdentity, generation: number): string => messageSetId(sha256(messageSetText(identity, generation)));

describe('base32', () => {
  it.each([['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI']])('%s as RFC 4648 says', (plain, text) => {
    expect(base32(Buffer.from(plain))).toBe(text);
  });
});

describe('newMessageSetID', () => {
  it('is at most 23 characters that need no escaping', () => {
    for (let generation = 0; generation < 200; generation += 1) expect(setId(IDENTITY, generation)).toMatch(/^[A-Z2-7]{23}$/);
  });

  it('is another one in the next generation, for a refund, an order, a shop, a company', () => {
    const others = [
      setId(IDENTITY, 0), setId(IDENTITY, 1), setId({ ...IDENTITY, family: 'refund' }, 0), setId({ ...IDENTITY, storeDocumentId: '1037' }, 0),
      setId({ ...IDENTITY, storeHost: 'other.example.test' }, 0), setId({ ...IDENTITY, fileId: '{ABCDEF01-2222-4333-8444-555555555556}' }, 0),
      // Not the same text when the parts are moved against each other.
      setId({ ...IDENTITY, storeHost: 'shop.example.test/store1', storeDocumentId: '036' }, 0),
      setId({ ...IDENTITY, storeDocumentId: '10360' }, 0), setId({ ...IDENTITY, storeDocumentId: '1036,0' }, 0),
    ];
    expect(new Set(others).size).toBe(others.length);
  });

  it('is the same on a second PC and from a restored database: it is made of nothing that is only here', () => {
    // Written out once: were this to change, a document in doubt would go out again under an ID QuickBooks does not know.
    expect(setId(IDENTITY, 0)).toBe('4VKS24RUHHOB7SDQE5FM5YX');
    expect(setId({ ...IDENTITY, fileId: IDENTITY.fileId.toLowerCase(), storeHost: 'Shop.Example.Test/Store' }, 0)).toBe(setId(IDENTITY, 0));
  });
});

describe('memo key and ExternalGUID', () => {
  const digest = sha256(identityText(IDENTITY));
  it('are short, and of the form QuickBooks takes', () => {
    expect(memoKey(digest)).toMatch(/^SB-[A-Z2-7]{12}$/);
    expect(externalGuid(digest)).toMatch(/^\{[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}\}$/);
  });
  it('stay with the document for ever', () => {
    expect(memoKey(digest)).toBe('SB-GBR2ZA7C44AN');
    expect(externalGuid(digest)).toBe('{3063AC83-E2E7-80D7-A1A5-DA386DB9EC37}');
  });
  it('are no part of each other or of the message set ID', () => {
    expect(identityText(IDENTITY)).not.toBe(messageSetText(IDENTITY, 0));
  });
});

describe('refNumber', () => {
  it.each([
    ['W', '1036', 0, 'W1036'], ['', '1036', 0, '1036'], ['WEB-', '1234567', 0, 'WEB-1234567'], ['WEB-', '12345678', 0, 'WEB-2345678'],
    ['W', '1036', 1, 'W1036-2'], ['W', '0123456789012', 0, 'W3456789012'], ['W', '0123456789012', 1, 'W56789012-2'], ['W', '0123456789012', 99, 'W789012-100'],
    ['W', '№ 12 ③', 0, 'W12'], ['W', 'a b\tc', 0, 'Wabc'], ['', '№', 0, '0'], ['', '№', 1, '0-2'], ['W', '', 0, 'W0'],
  ])('%s and %s, try %i: %s', (prefix, number, n, expected) => {
    expect(refNumber(prefix, number, n)).toBe(expected);
  });
});
