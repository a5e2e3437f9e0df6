/** Who may use the window over HTTP: a one-time code becomes a cookie; strange hosts, strange pages and forgotten cookies are refused. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HOUR, MINUTE, type Instant } from '../../domain/calendar.ts';
import { isOwnHost } from './ownHost.ts';

export type AccessOptions = {
  readonly now: () => Instant;
  /** Cryptographically strong random bytes as lower-case hex. */
  readonly random: (bytes: number) => string;
  /** Where sign-ins outlive this process; absent: they end with it. */
  readonly keeping?: SignInKeeping;
};

/** `digest`: of a cookie, never the cookie itself. */
export type KeptSignIn = { readonly digest: string; readonly until: Instant };

export type SignInKeeping = {
  readonly list: () => readonly KeptSignIn[];
  readonly keep: (signIn: KeptSignIn) => void;
  readonly drop: (digest: string) => void;
  readonly dropAll: () => void;
};

/** 403: not from a page of ours. 401: from ours, without a valid cookie. */
export type AccessVerdict = { readonly allowed: true } | { readonly allowed: false; readonly status: 401 | 403; readonly reason: string };

export type Access = {
  /** A code for one use within 10 minutes; the only secret that ever stands in a URL. */
  issueCode(): string;
  /**
   * Turns a code into a session; gives the Set-Cookie value, or null for a code that is wrong, used or too old. `port`: the server's, part
   * of the cookie's name, since browsers send cookies to every port of a host.
   */
  redeem(code: string, port: number): string | null;
  /** Judges a request; a valid cookie is good for another 12 hours. */
  check(request: IncomingMessage): AccessVerdict;
  /** Ends every session, those of former runs too, and forgets every code. */
  revokeAll(): void;
};

const CODE_LIFE = 10 * MINUTE;
const SESSION_LIFE = 12 * HOUR;
/** A session in use is written down anew no more often than this: each page makes many requests. */
const KEPT_EVERY = 10 * MINUTE;
const SECRET_BYTES = 32;
const MOST_KEPT = 100;

function refused(status: 401 | 403, reason: string): AccessVerdict {
  return { allowed: false, status, reason };
}

/** Only digests are kept; looking them up tells nothing about how much of a guess was right. */
function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function cookieName(port: number): string {
  return `stockbridge_${String(port)}`;
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/** Pages of ours carry our own Origin, and browsers say so themselves in Sec-Fetch-Site; a typed address has neither (or `none`). */
function isOwnPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${(host ?? '').toLowerCase()}`) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  return isReading || origin !== undefined;
}

export function createAccess({ now, random, keeping }: AccessOptions): Access {
  const codes = new Map<string, Instant>();
  const kept = new Map((keeping?.list() ?? []).map(({ digest: key, until }) => [key, until]));
  const sessions = new Map(kept);

  /** Adds an entry, which becomes the newest; forgets those that have ended, and the oldest where there are too many. */
  const put = (entries: Map<string, Instant>, key: string, life: number, forgotten: (key: string) => void): void => {
    const at = now();
    const forget = (gone: string): void => {
      entries.delete(gone);
      forgotten(gone);
    };
    for (const [known, until] of entries) if (until <= at) forget(known);
    const [oldest] = entries.keys();
    if (entries.size >= MOST_KEPT && oldest !== undefined) forget(oldest);
    entries.set(key, (at + life) as Instant);
  };

  const putSession = (key: string): void => {
    put(sessions, key, SESSION_LIFE, (gone) => {
      kept.delete(gone);
      keeping?.drop(gone);
    });
    const until = (now() + SESSION_LIFE) as Instant;
    if (until - (kept.get(key) ?? 0) < KEPT_EVERY) return;
    kept.set(key, until);
    keeping?.keep({ digest: key, until });
  };

  return {
    issueCode() {
      const code = random(SECRET_BYTES);
      put(codes, digest(code), CODE_LIFE, () => undefined);
      return code;
    },
    redeem(code, port) {
      const key = digest(code);
      const until = codes.get(key);
      codes.delete(key);
      if (until === undefined || until <= now()) return null;
      const token = random(SECRET_BYTES);
      putSession(digest(token));
      return `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict`;
    },
    check(request) {
      if (!isOwnHost(request)) return refused(403, 'The Host is none of this PC\'s own names with this port.');
      if (!isOwnPage(request)) return refused(403, 'The request comes from a page that is not ours.');
      const token = cookieOf(request, cookieName(request.socket.localPort ?? 0));
      const key = digest(token ?? '');
      const until = sessions.get(key);
      if (token === null || until === undefined || until <= now()) return refused(401, 'Sign in with a new one-time address.');
      sessions.delete(key);
      putSession(key);
      return { allowed: true };
    },
    revokeAll() {
      codes.clear();
      sessions.clear();
      kept.clear();
      keeping?.dropAll();
    },
  };
}
