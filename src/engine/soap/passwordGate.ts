/** Slows wrong passwords down without ever keeping the right one waiting. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { MINUTE, SECOND, type Instant } from '../../domain/calendar.ts';
import { verifyPassword } from './password.ts';

export type PasswordGateOptions = {
  readonly now: () => Instant;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

export type PasswordGate = {
  /**
   * Is this the user's password? `hash`: what hashPassword made, null for a user that does not exist. True comes at once; false after 1 s,
   * and after the tenth within a minute not before that minute is over.
   */
  check(username: string, password: string, hash: string | null): Promise<boolean>;
};

const WRONG_DELAY = SECOND;
const WINDOW = MINUTE;
const WRONG_PER_WINDOW = 10;
/** User names remembered; somebody who makes up names must not fill the memory. */
const MOST_NAMES = 1_000;
/** Characters; longer names are nobody's, and are remembered as one. */
const LONGEST_NAME = 200;

/**
 * The right password is remembered as a digest under a key of this process. Once it has been seen, it is recognised without scrypt, and
 * others are refused without scrypt: a neighbour who tries passwords by the hundred cannot keep the processor, and so the
 * bookkeeper, busy.
 */
export function createPasswordGate({ now, sleep }: PasswordGateOptions): PasswordGate {
  const secret = randomBytes(32);
  const known = new Map<string, Buffer>();
  const wrongs = new Map<string, readonly number[]>();

  const isRight = async (password: string, hash: string | null): Promise<boolean> => {
    // User names are no secret (they stand in the .qwc file), so a name that does not exist is not made to cost as much as one that does.
    if (hash === null) return false;
    const digest = createHmac('sha256', secret).update(hash).update('\0').update(password).digest();
    const remembered = known.get(hash);
    if (remembered !== undefined) return timingSafeEqual(remembered, digest);
    if (!(await verifyPassword(password, hash))) return false;
    if (known.size >= MOST_NAMES) known.clear();
    known.set(hash, digest);
    return true;
  };

  /** Notes a wrong password; gives the milliseconds its answer has to wait. */
  const penalty = (username: string): number => {
    const at = now();
    for (const [name, times] of wrongs) if (!times.some((time) => time > at - WINDOW)) wrongs.delete(name);
    const name = username.length <= LONGEST_NAME && (wrongs.has(username) || wrongs.size < MOST_NAMES) ? username : '';
    const recent = (wrongs.get(name) ?? []).filter((time) => time > at - WINDOW);
    // Each answer takes a place in the minute in which it will be given: the eleventh waits for the first to be a minute old, and so on.
    const before = recent.at(-WRONG_PER_WINDOW);
    const answerAt = Math.max(at + WRONG_DELAY, before === undefined ? 0 : before + WINDOW);
    wrongs.set(name, [...recent, Math.min(answerAt, at + WINDOW)].slice(-WRONG_PER_WINDOW));
    return Math.min(answerAt - at, WINDOW);
  };

  return {
    async check(username, password, hash) {
      if (await isRight(password, hash)) return true;
      await sleep(penalty(username));
      return false;
    },
  };
}
