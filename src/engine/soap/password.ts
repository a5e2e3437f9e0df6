/** Keeps the Web Connector's password as a scrypt hash and compares in constant time. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** N, r and p of scrypt; 32 MB and about 60 ms for one guess. Stored with each hash, so they may grow later. */
type Cost = { readonly n: number; readonly r: number; readonly p: number };

const COST: Cost = { n: 32_768, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Memory one comparison may take; a damaged or forged hash must not ask for more. */
const MOST_MEMORY = 256 * 1024 * 1024;
const FORM = /^scrypt:(\d{1,8}):(\d{1,3}):(\d{1,3}):([\w-]{16,}):([\w-]{16,})$/;

function derive(password: string, salt: Buffer, bytes: number, { n, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, { N: n, r, p, maxmem: MOST_MEMORY }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** `scrypt:N:r:p:salt:key`, salt and key in base64url. The same password gives another string each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, KEY_BYTES, COST);
  return ['scrypt', COST.n, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join(':');
}

/** Is `password` the one that `hash` was made of? A hash that is none of ours fits no password. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const match = FORM.exec(hash);
  if (match === null) return false;
  const [, n, r, p, salt = '', key = ''] = match;
  const expected = Buffer.from(key, 'base64url');
  const cost = { n: Number(n), r: Number(r), p: Number(p) };
  // scrypt refuses costs it cannot do (N no power of two, too much memory).
  const actual = await derive(password, Buffer.from(salt, 'base64url'), expected.length, cost).catch(() => null);
  return actual !== null && timingSafeEqual(actual, expected);
}
