/** SHA-256, the one hash that identities are made of (decide/identifiers). */
import { hash } from 'node:crypto';

export function sha256(text: string): Uint8Array {
  return hash('sha256', text, 'buffer');
}
