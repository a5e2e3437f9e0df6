/** The trigger's address on the bridge's own port: other programs of this PC ask for a SKU to be sent (docs/adr/0013). Off unless a person opens it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { later, MINUTE, SECOND, type Instant } from '../../domain/calendar.ts';
import type { Engine } from '../createEngine.ts';
import { noteTriggerCall, triggerDoor } from '../db/triggers.ts';
import { plain, send, targetOf, type Answer, type HttpRoutes } from '../http/handler.ts';
import { isOwnHost } from '../http/ownHost.ts';
import { createPasswordGate } from '../soap/passwordGate.ts';
import { isComing, sendAndDrain } from '../soap/readBody.ts';
import { REFUSED, tooOften, type TriggerAnswer } from './answers.ts';
import { usePass } from './passes.ts';
import { PATIENCE, runTrigger, within, type TriggerWish } from './runTrigger.ts';

export const TRIGGER_PATH = '/trigger';
/** Calls with the right key; a program that wants to send much asks for all that waits. */
export const MOST_A_MINUTE = 30;
/** Callers with a wrong key who are kept waiting at the same time; they must not take up all connections. */
const MOST_WAITING = 20;
/** Milliseconds in which the right key is recognised; a wrong one waits for a second at least. */
const AT_ONCE = 500;
/** Refused calls that are written down in a minute: a program that tries keys must not keep the disk busy. */
const MOST_NOTED = 30;
const MOST_BODY = 4_096;
const LONGEST_SKU = 200;
const LONGEST_CALLER = 80;
/** A line of the log is for people. */
const LONGEST_ANSWER = 2_000;
const TEST_CALLER = 'test';
/** A key in the wrong place: which one is right cannot be told, since only its hash is kept. */
const KEY_LIKE = /[\dA-Fa-f]{24,}/g;

export type TriggerOptions = { /** Milliseconds a caller waits at most. */ readonly patience?: number };

/** How often something happened within the last minute. */
type Counter = { readonly room: (at: Instant, most: number) => number; readonly note: (at: Instant) => void };

export function createTrigger(engine: Engine, { patience = PATIENCE }: TriggerOptions = {}): HttpRoutes {
  const { ctx, db } = engine;
  const gate = createPasswordGate({ now: ctx.now, sleep: (milliseconds) => ctx.sleep(milliseconds, ctx.signal) });
  const calls = counter();
  const refusals = counter();
  let waiting = 0;

  /** Null: the key is right, or opens the door this once. */
  const refusalByKey = async (key: string): Promise<TriggerAnswer | null> => {
    if (key === '') return REFUSED.noKey;
    // The right key is known at once, however many wrong ones wait: a neighbour cannot lock anybody out (DESIGN §6).
    const check = gate.check(TRIGGER_PATH, key, triggerDoor(db).keyDigest);
    if (waiting >= MOST_WAITING) return await within(check, AT_ONCE) === true ? null : REFUSED.wrongKeys;
    waiting += 1;
    try {
      return await check ? null : REFUSED.wrongKey;
    } finally {
      waiting -= 1;
    }
  };

  const answer = async (request: IncomingMessage, isTest: boolean): Promise<{ readonly answer: TriggerAnswer; readonly wanted: string }> => {
    const refusal = isTest ? null : await refusalByKey(keyOf(request));
    if (refusal !== null) return { answer: refusal, wanted: '' };
    const wish = wishOf(request);
    const wanted = wish.kind === 'sku' ? wish.sku : wish.kind === 'pending' ? '*' : '';
    const room = calls.room(ctx.now(), MOST_A_MINUTE);
    if (room > 0) return { answer: tooOften(MOST_A_MINUTE, Math.ceil(room / SECOND)), wanted };
    calls.note(ctx.now());
    try {
      return { answer: await runTrigger(engine, wish, patience), wanted };
    } catch (cause) {
      ctx.log.error({ err: cause }, 'the trigger failed');
      return { answer: REFUSED.fault, wanted };
    }
  };

  const note = (at: Instant, caller: string, wanted: string, told: TriggerAnswer): void => {
    if (ctx.signal.aborted) return;
    if (wanted === '') {
      if (refusals.room(at, MOST_NOTED) > 0) return;
      refusals.note(at);
    }
    noteTriggerCall(db, { at, took: Math.max(0, ctx.now() - at), caller, wanted, status: told.status, answer: told.text.slice(0, LONGEST_ANSWER) });
  };

  return {
    // Closed, it looks like any address where there is nothing.
    owns: (path) => path === TRIGGER_PATH && triggerDoor(db).isOpen,
    async handle(request, response) {
      const at = ctx.now();
      const stranger = refusalByHeaders(request);
      if (stranger !== null) {
        note(at, callerOf(request), '', stranger);
        reply(request, response, stranger);
        return;
      }
      request.resume();
      const isTest = usePass(db, keyOf(request));
      const { answer: told, wanted } = await answer(request, isTest);
      note(at, isTest ? TEST_CALLER : callerOf(request), wanted, told);
      reply(request, response, told);
    },
  };
}

function reply(request: IncomingMessage, response: ServerResponse, { status, text, retryAfter }: TriggerAnswer): void {
  const headers = {
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...(status === 405 ? { Allow: 'GET, POST' } : {}),
    'Referrer-Policy': 'no-referrer', 'Content-Security-Policy': "default-src 'none'",
  };
  const answer: Answer = plain(status, text, headers);
  if (isComing(request)) sendAndDrain(request, response, answer);
  else send(request, response, answer);
}

/**
 * Refuses other hosts (DNS rebinding), and everything that a web page can set off: pages send an Origin, or browsers say in Sec-Fetch-Site that the
 * request comes from one. A typed address has neither, or says `none`; one that is only being typed is fetched ahead and must not act yet.
 */
function refusalByHeaders(request: IncomingMessage): TriggerAnswer | null {
  const { headers, method } = request;
  if (!isOwnHost(request)) return REFUSED.host;
  const site = headers['sec-fetch-site'];
  const isAhead = headers['sec-purpose'] !== undefined || headers['purpose'] !== undefined;
  if (headers.origin !== undefined || (site !== undefined && site !== 'none') || isAhead) return REFUSED.page;
  if (method !== 'GET' && method !== 'POST') return REFUSED.method;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > MOST_BODY ? REFUSED.body : null;
}

/** The header is preferred: an address may be kept in a history or a log of the program that calls. */
function keyOf(request: IncomingMessage): string {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return (bearer ?? targetOf(request)?.searchParams.get('key') ?? '').slice(0, LONGEST_SKU);
}

function wishOf(request: IncomingMessage): TriggerWish {
  const asked = targetOf(request)?.searchParams;
  const sku = plainText(asked?.get('sku') ?? '').slice(0, LONGEST_SKU);
  const named = asked?.get('shop') ?? null;
  const shop = named === null ? null : plainText(named).slice(0, LONGEST_SKU);
  if (sku !== '') return { kind: 'sku', sku, shop };
  return asked?.has('pending') === true ? { kind: 'pending', shop } : { kind: 'nothing' };
}

/** The answer says it again, and may be shown in a terminal, which obeys control characters. */
function plainText(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').trim();
}

/** What a program says of itself, without anything that could be taken for a key. */
function callerOf(request: IncomingMessage): string {
  const said = (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, ' ').trim();
  const key = keyOf(request);
  return (key === '' ? said : said.replaceAll(key, '…')).replace(KEY_LIKE, '…').slice(0, LONGEST_CALLER);
}

/** `room`: 0 while there is some, else the milliseconds until there is again. */
function counter(): Counter {
  let times: Instant[] = [];
  return {
    room: (at, most) => {
      // A clock that was set back starts the minute anew.
      times = times.filter((time) => time > at - MINUTE && time <= at);
      const [first] = times;
      return times.length < most || first === undefined ? 0 : later(first, MINUTE) - at;
    },
    note: (at) => { times.push(at); },
  };
}
