/** Seals text with a 32-byte key: AES-256-GCM, a new nonce each time. Where the key comes from is the host's business. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Names the form of sealed text, so that another one can follow. */
const FORM = 'aes1:';

export function sealWith(key: Buffer, plain: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return FORM + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

export type Opened = { readonly plain: string } | { readonly broken: 'unknown form' | 'too short' | 'the key does not fit' };

export function openWith(key: Buffer, sealed: string): Opened {
  if (!sealed.startsWith(FORM)) return { broken: 'unknown form' };
  const bytes = Buffer.from(sealed.slice(FORM.length), 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return { broken: 'too short' };
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return { plain: Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8') };
  } catch {
    return { broken: 'the key does not fit' };
  }
}
