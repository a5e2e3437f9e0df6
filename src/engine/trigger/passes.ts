/** Keys that open the trigger's door once: for the test button, which does not know the real key because nobody does. */
import { sha256 } from '../digest.ts';
import type { Db } from '../db/open.ts';

const issued = new WeakMap<Db, Set<string>>();
/** More have never been waiting at the same time than one per click. */
const MOST = 20;

export function issuePass(db: Db, randomHex: (bytes: number) => string): string {
  const pass = randomHex(24);
  const passes = issued.get(db) ?? new Set<string>();
  issued.set(db, passes);
  if (passes.size >= MOST) passes.clear();
  passes.add(digest(pass));
  return pass;
}

/** True once for each. What is looked up is a digest: how long that takes tells nothing about how much of a guess was right. */
export function usePass(db: Db, pass: string): boolean {
  return issued.get(db)?.delete(digest(pass)) ?? false;
}

function digest(pass: string): string {
  return Buffer.from(sha256(pass)).toString('hex');
}
