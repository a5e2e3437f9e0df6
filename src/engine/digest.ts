/** SHA-256, the one hash that identities are made of (decide/identifiers). */
import { createHash } from 'node:crypto';

export function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text, 'utf8').digest();
}
