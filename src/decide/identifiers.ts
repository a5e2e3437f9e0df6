/** The identities a document carries into QuickBooks: RefNumber, memo key, ExternalGUID and newMessageSetID. All can be made again by a second PC or a restored database. */
import type { DocumentFamily } from '../domain/job.ts';

/** What a document is, whoever looks at it. No local row id and no content. */
export type DocumentIdentity = {
  /** FileID of the company file, `{GUID}`. */
  readonly fileId: string;
  readonly storeHost: string;
  readonly storeDocumentId: string;
  readonly family: DocumentFamily;
};

/** The text whose SHA-256 makes the memo key and the ExternalGUID. */
export function identityText(identity: DocumentIdentity): string {
  return JSON.stringify(['document', identity.fileId.toUpperCase(), identity.storeHost.toLowerCase(), identity.family, identity.storeDocumentId]);
}

/** The text whose SHA-256 makes the newMessageSetID; `generation` grows only after a received answer or a proof that nothing ran. */
export function messageSetText(identity: DocumentIdentity, generation: number): string {
  return JSON.stringify(['messageSet', identity.fileId.toUpperCase(), identity.storeHost.toLowerCase(), identity.family, identity.storeDocumentId, generation]);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base-32 without padding. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((buffer >> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32.charAt((buffer << (5 - bits)) & 31) : text;
}

/** At most 23 characters: QuickBooks refuses longer IDs (docs/qbxml.md). `digest` is the SHA-256 of messageSetText. */
export function messageSetId(digest: Uint8Array): string {
  return base32(digest).slice(0, 23);
}

/** Short enough to read out on the telephone, long enough (60 bits) never to meet its twin: `SB-XXXXXXXXXXXX`. */
export function memoKey(digest: Uint8Array): string {
  return `SB-${base32(digest).slice(0, 12)}`;
}

const MEMO_KEY = /SB-[A-Z2-7]{12}/;

/** The key of ours that a memo holds, whatever people have written around it; null: none. */
export function memoKeyIn(memo: string): string | null {
  return MEMO_KEY.exec(memo)?.[0] ?? null;
}

/** `{8-4-4-4-12}` of the digest, marked as a version 8 (custom) UUID. */
export function externalGuid(digest: Uint8Array): string {
  const hex = Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}}`.toUpperCase();
}

/** RefNumber's limit in QuickBooks. */
export const REF_NUMBER_LENGTH = 11;

/**
 * The n-th RefNumber to try (0 first): prefix and number, the number's front cut off when too long (its end tells orders apart);
 * from n = 1 with a suffix `-2`, `-3` … for numbers that collide after cutting.
 */
export function refNumber(prefix: string, number: string, n: number): string {
  const plain = number.replace(/[^\x21-\x7e]/g, '') || '0';
  const suffix = n === 0 ? '' : `-${String(n + 1)}`;
  const room = REF_NUMBER_LENGTH - prefix.length - suffix.length;
  return `${prefix}${plain.length > room ? plain.slice(plain.length - room) : plain}${suffix}`;
}
