/** Raw requests to the keyed address, with the key and without: strangers move nothing and learn nothing, and whoever has the key is answered in plain words. */
import { z } from 'zod';
import { createTrigger, TRIGGER_PATH } from '../../../src/engine/trigger/door.ts';
import { setTriggerKey, setTriggerOpen } from '../../../src/engine/db/triggers.ts';
import { hashPassword } from '../../../src/engine/soap/password.ts';
import { startServer } from '../../../src/engine/http/server.ts';
import type { Dice } from '../../faults/random.ts';
import { leakIn, openBed, QUIET_SHOP, SHOP_SECRET, type Bed } from '../bed.ts';
import { CHARACTERS, PATHS, PIECES } from '../dictionary.ts';
import { readInput, type Target } from '../harness.ts';
import { anyText, mutateText } from '../mutate.ts';
import { ALL_PATIENCE, exchange } from '../rawHttp.ts';

const KEY = '00112233445566778899aabbccddeeff0011223344556677';
const requestShape = z.strictObject({
  method: z.string(),
  query: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
  /** Of the shop, to a number that is set. */
  shop: z.string(),
});
type Request = z.output<typeof requestShape>;
const batchShape = z.object({ update: z.array(z.object({ id: z.number(), stock_quantity: z.number() })) });

/** Every status that `answers` gives, and those of the HTTP server itself. */
const STATUSES: readonly number[] = [200, 202, 400, 401, 403, 404, 405, 408, 409, 413, 417, 429, 431, 500, 502, 503, 505];
const PRODUCTS = JSON.stringify(['MUG-RED', 'MUG-BLUE'].map((sku, index) => ({
  id: 11 + index, name: sku, type: 'simple', status: 'publish', sku, manage_stock: true, stock_quantity: 5, parent_id: 0,
})));
/** Longer than the minute in which calls are counted, by the engine's clock. */
const BETWEEN = 61_000;

function anyQuery(dice: Dice, key: string): string {
  const sku = dice.weighted<string>([[6, 'MUG-RED'], [2, 'mug-blue'], [1, 'NOWHERE'], [3, anyText(dice).toWellFormed()], [1, dice.pick(PIECES).toWellFormed()], [0.2, 'x'.repeat(5_000)]]);
  const said = (text: string): string => (dice.chance(0.9) ? encodeURIComponent(text.toWellFormed()) : text.replaceAll(' ', '+'));
  const parts = [
    ...(dice.chance(0.85) ? [`sku=${said(sku)}`] : []), ...(dice.chance(0.2) ? [dice.pick(['pending', 'pending=1', 'pending='])] : []),
    ...(dice.chance(0.2) ? [`shop=${said(dice.pick(['Shop', 'shop ', anyText(dice).toWellFormed(), '%']))}`] : []),
    ...(key === '' ? [] : [`key=${said(key)}`]), ...(dice.chance(0.1) ? [`${said(anyText(dice).toWellFormed())}=${said(anyText(dice).toWellFormed())}`] : []),
  ];
  return dice.chance(0.06) ? mutateText(dice, parts.join('&'), [...PATHS, ...CHARACTERS, '&', '=', '#', '%00', '%ff']) : parts.join('&');
}

function anyKey(dice: Dice): string {
  return dice.weighted<string>([[8, 'KEY'], [1, ''], [1, KEY.slice(0, -1)], [1, mutateText(dice, KEY)], [1, KEY.toUpperCase()], [0.5, anyText(dice)]]);
}

function anyRequest(dice: Dice): Request {
  const key = anyKey(dice);
  const inHeader = dice.chance(0.6);
  const headers: readonly (readonly [string, string] | null)[] = [
    ['Host', dice.weighted<string>([[15, 'localhost:PORT'], [2, '127.0.0.1:PORT'], [1, 'evil.example'], [1, 'localhost']])],
    inHeader && key !== '' ? ['Authorization', dice.chance(0.9) ? `Bearer ${key}` : dice.pick([`bearer  ${key}`, `Basic ${key}`, `Bearer ${key} x`, key])] : null,
    dice.chance(0.05) ? ['Origin', dice.pick(['http://evil.example', 'null', 'http://localhost:PORT', ''])] : null,
    dice.chance(0.08) ? ['Sec-Fetch-Site', dice.pick(['cross-site', 'same-site', 'same-origin', 'none', 'None'])] : null,
    dice.chance(0.03) ? [dice.pick(['Sec-Purpose', 'Purpose']), 'prefetch'] : null,
    dice.chance(0.4) ? ['User-Agent', dice.chance(0.5) ? 'cash desk 2' : dice.pick([anyText(dice), `x ${KEY}`, '\u001b[2J', '=cmd', 'y'.repeat(3_000)])] : null,
    dice.chance(0.05) ? ['Transfer-Encoding', dice.pick(['chunked', 'identity', 'x'])] : null,
  ];
  return {
    method: dice.weighted<string>([[8, 'GET'], [6, 'POST'], [1, 'HEAD'], [1, 'PUT'], [1, 'OPTIONS'], [0.5, 'get']]),
    query: anyQuery(dice, inHeader ? '' : key), headers: headers.flatMap((one) => (one === null ? [] : [[one[0], one[1]] as [string, string]])),
    body: dice.chance(0.9) ? '' : anyText(dice, 200), shop: dice.weighted<string>([[6, 'echo'], [1, 'wrong'], [1, 'refused'], [1, 'down'], [1, 'page']]),
  };
}

function bytesOf({ method, query, headers, body }: Request, port: number): string {
  const fill = (text: string): string => text.replaceAll('KEY', KEY).replaceAll('PORT', String(port));
  const oneLine = (text: string): string => Buffer.from(text.replace(/[\0-\x1f\x7f]/g, '.')).toString('latin1');
  const target = oneLine(fill(`${TRIGGER_PATH}?${query}`)).replaceAll(' ', '%20');
  const length = headers.some(([name]) => name === 'Transfer-Encoding') ? '' : `Content-Length: ${String(Buffer.byteLength(body))}\r\n`;
  return `${method} ${target} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${oneLine(fill(value))}\r\n`).join('')}${length}\r\n${Buffer.from(body).toString('latin1')}`;
}

/** Does an answer with a body of the said length come? Not where the request says that more is to come, nor to HEAD. */
function isWhole({ method, headers }: Request): boolean {
  return method !== 'HEAD' && !headers.some(([name]) => name === 'Transfer-Encoding');
}

/** Has this request the right to have anything sent? Said here once more, from the request alone; null where another reading is possible. */
function isLetIn({ method, query, headers, body }: Request, port: number): boolean | null {
  const all = (name: string): readonly string[] => headers.filter(([key]) => key === name).map(([, value]) => value.replaceAll('KEY', KEY).replaceAll('PORT', String(port)));
  if (all('Transfer-Encoding').length > 0 || /[#?]/.test(query) || body !== '') return null;
  const [host = ''] = all('Host');
  if (host !== `localhost:${String(port)}` && host !== `127.0.0.1:${String(port)}`) return false;
  if (all('Origin').length > 0 || all('Sec-Purpose').length + all('Purpose').length > 0 || all('Sec-Fetch-Site').some((site) => site.trim() !== 'none')) return false;
  if (method !== 'GET' && method !== 'POST') return false;
  const [authorization] = all('Authorization');
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  const given = bearer ?? new URLSearchParams(query.replaceAll('KEY', KEY)).get('key') ?? '';
  return given === KEY;
}

/** What the shop says to a number, and how often it was told one. */
function openShop(bed: Bed): { manner: string; sets: number } {
  const shop = { manner: 'echo', sets: 0 };
  bed.shop.answer = (method, url, body) => {
    if (method === 'GET') return url.pathname.endsWith('/products') ? { status: 200, body: PRODUCTS } : QUIET_SHOP(method, url);
    shop.sets += 1;
    const asked = batchShape.parse(JSON.parse(body)).update;
    switch (shop.manner) {
      case 'wrong': return { status: 200, body: JSON.stringify({ update: asked.map((one) => ({ ...one, manage_stock: true, stock_quantity: -7 })) }) };
      case 'refused': return {
        status: 200,
        body: JSON.stringify({ update: asked.map(({ id }) => ({ id, error: { code: 'no', message: '<script>alert(1)</script>\u001b[2J', data: { status: 400 } } })) }),
      };
      case 'down': return { status: 503, body: 'down' };
      case 'page': return { status: 200, body: `<html>${SHOP_SECRET}</html>` };
      default: return { status: 200, body: JSON.stringify({ update: asked.map((one) => ({ ...one, manage_stock: true })) }) };
    }
  };
  return shop;
}

export const trigger: Target = {
  name: 'trigger',
  atOnce: 1,
  async open() {
    const bed = await openBed();
    const shop = openShop(bed);
    const { engine } = bed;
    await engine.refreshListings(bed.connectionId);
    await engine.route(bed.companyId);
    await engine.idle();
    setTriggerKey(engine.db, await hashPassword(KEY), engine.ctx.now());
    setTriggerOpen(engine.db, true);
    const started = await startServer({ port: 0, endpoint: createTrigger(engine), onError: (error) => { bed.faults.push(String(error)); } });
    if (!started.ok) throw new Error(started.error.what);
    const { port } = started.value;
    const good: Request = { method: 'GET', query: 'sku=MUG-RED', headers: [['Host', 'localhost:PORT'], ['Authorization', 'Bearer KEY']], body: '', shop: 'echo' };

    /** What an input before has left in the queue would go out by itself. */
    const settle = async (): Promise<void> => {
      shop.manner = 'echo';
      for (let tries = 0; tries < 5 && engine.query.openUpdates() > 0; tries += 1) {
        engine.pusher.retryNow(bed.connectionId);
        await engine.idle();
      }
    };

    return {
      make: (dice) => JSON.stringify(anyRequest(dice)),
      async check(input) {
        const request = readInput(requestShape, input);
        if (request === null) return null;
        bed.advance(BETWEEN);
        await settle();
        shop.manner = request.shop;
        const before = shop.sets;
        const answer = await exchange(port, bytesOf(request, port), isWhole(request) ? ALL_PATIENCE : undefined);
        await engine.idle();
        const isIn = isLetIn(request, port);
        if (isIn === false && shop.sets !== before) return 'a stranger had a number sent';
        if (answer.kind === 'closed') return null;
        const { status, head, body } = answer;
        if (!STATUSES.includes(status)) return `status ${String(status)}`;
        if (status === 500) return 'a fault of the engine\'s own';
        if (isIn === false && status < 400) return `a stranger was answered with ${String(status)}`;
        if (isIn === true && (status === 401 || status === 403)) return `the right key was refused with ${String(status)}`;
        const leak = leakIn(head + body, bed.folder) ?? ((head + body).includes(KEY) && !request.query.includes(KEY) ? 'the key' : null);
        if (leak !== null) return `${leak} in the answer`;
        if (/[\0-\x09\x0b-\x1f\x7f]/.test(body.replaceAll('\r\n', '\n'))) return 'a control character in the answer';
        return null;
      },
      async audit() {
        const fault = bed.faults.splice(0)[0];
        if (fault !== undefined) return `the engine logged ${fault}`;
        const noted = engine.db.prepare<[], { readonly caller: string; readonly wanted: string; readonly answer: string }>('SELECT caller, wanted, answer FROM trigger_call').all();
        if (noted.some(({ caller }) => caller.includes(KEY))) return 'the log of calls holds the key';
        bed.advance(BETWEEN);
        shop.manner = 'echo';
        const said = await exchange(port, bytesOf(good, port), ALL_PATIENCE);
        return said.kind === 'answer' && [200, 202, 503].includes(said.status) ? null : `the right key is answered with ${said.kind === 'answer' ? `${String(said.status)} ${said.body}` : 'nothing'}`;
      },
      async close() {
        await started.value.close();
        await bed.close();
      },
    };
  },
};
