/** Table sign_in: the browsers that are signed in, so that a restart does not ask the bookkeeper for a new address. */
import type { Instant } from '../../domain/calendar.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

export type SignIn = { readonly digest: string; readonly until: Instant };

/** Those that still hold, the one that ends first at the front. */
export function listSignIns(db: Db, now: Instant): readonly SignIn[] {
  prepared<[number]>(db, 'DELETE FROM sign_in WHERE until <= ?').run(now);
  return prepared<[], SignIn>(db, 'SELECT digest, until FROM sign_in ORDER BY until').all();
}

export function keepSignIn(db: Db, { digest, until }: SignIn): void {
  prepared<[string, number]>(db, 'INSERT INTO sign_in (digest, until) VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET until = excluded.until').run(digest, until);
}

export function dropSignIn(db: Db, digest: string): void {
  prepared<[string]>(db, 'DELETE FROM sign_in WHERE digest = ?').run(digest);
}

export function dropSignIns(db: Db): void {
  prepared<[]>(db, 'DELETE FROM sign_in').run();
}
