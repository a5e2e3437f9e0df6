/** Requests to the window's side of `serve`: strangers learn and change nothing, whoever is signed in gets an answer or a Problem, files come only by the names the build made. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { contract } from '../../../src/contract/contract.ts';
import { answerShape } from '../../../src/contract/wire.ts';
import { createHandlers } from '../../../src/engine/handlers/createHandlers.ts';
import { createAccess } from '../../../src/engine/http/access.ts';
import { startServer } from '../../../src/engine/http/server.ts';
import { createUi } from '../../../src/engine/serve/http.ts';
import type { Dice } from '../../faults/random.ts';
import { examples } from '../../unit/contract/examples.ts';
import { leakIn, openBed, PASSWORD, SHOP_SECRET, type Bed } from '../bed.ts';
import { PATHS, PROTOTYPE_NAMES } from '../dictionary.ts';
import { readInput, type Target } from '../harness.ts';
import { anyText, anyValue, deepened, mutateJson, mutateText } from '../mutate.ts';
import { ALL_PATIENCE, exchange } from '../rawHttp.ts';

const INSIDE = 'what lies beside the window\'s folder';
const INDEX = '<!doctype html><title>the window</title>';

/** One request as it is written down: PORT, COOKIE stand for what is only known at run time. */
const requestShape = z.object({ method: z.string(), path: z.string(), headers: z.array(z.tuple([z.string(), z.string()])), body: z.string() });
type Request = z.output<typeof requestShape>;

const NAMES = Object.keys(contract.calls) as (keyof typeof contract.calls)[];
/** Their good inputs would leave this world: another password, another shop, a backup on every input. */
const ONLY_SPOILT: readonly string[] = ['setup.company', 'setup.connection', 'backups.make', 'diagnostics.run', 'diagnostics.bundle', 'pc.openInvoice', 'jobs.invoice'];

/** A value of the type that a schema asks for at that place, so that what is deeper is reached. */
function fitting(dice: Dice, schema: z.core.$ZodType): unknown {
  const { def } = schema._zod;
  switch (def.type) {
    case 'object': {
      const { shape } = def as z.core.$ZodObjectDef;
      return Object.fromEntries(Object.entries(shape).filter(() => dice.chance(0.85)).map(([name, inner]) => [name, fitting(dice, inner)]));
    }
    case 'array': return Array.from({ length: dice.below(3) }, () => fitting(dice, (def as z.core.$ZodArrayDef).element));
    case 'string': return dice.chance(0.5) ? dice.pick(['MUG-RED', '1001', 'maple', 'a', '%', '_', '"', '*', 'red AND', '(', 'NEAR(', '\'; DROP TABLE job;--', ' ', '']) : anyText(dice);
    case 'number': case 'int': return dice.pick([1, 2, 0, -1, 100, 500, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1), 1.5, 1e300]);
    case 'boolean': return dice.chance(0.5);
    case 'enum': return dice.pick(Object.values((def as z.core.$ZodEnumDef).entries));
    case 'literal': return (def as z.core.$ZodLiteralDef<z.core.util.Literal>).values[0];
    case 'union': return fitting(dice, dice.pick((def as z.core.$ZodUnionDef).options));
    case 'optional': case 'nullable': case 'default': case 'readonly': case 'catch': return dice.chance(0.1) ? null : fitting(dice, (def as z.core.$ZodOptionalDef).innerType);
    case 'pipe': return fitting(dice, (def as z.core.$ZodPipeDef).in);
    case 'record': return Object.fromEntries([[dice.pick([...PROTOTYPE_NAMES, 'consumerKey', 'consumerSecret']), fitting(dice, (def as z.core.$ZodRecordDef).valueType)]]);
    default: return anyValue(dice);
  }
}

function anyBody(dice: Dice, name: keyof typeof contract.calls): string {
  const good: unknown = examples[name];
  const json = dice.weighted<() => unknown>([
    [ONLY_SPOILT.includes(name) ? 0 : 1, () => good], [5, () => mutateJson(dice, good)],
    [4, () => fitting(dice, contract.calls[name].input)], [1, () => anyValue(dice)],
  ])();
  const text = JSON.stringify(json) as string | undefined;
  if (dice.chance(0.003)) return deepened(dice, text ?? 'null');
  return dice.chance(0.1) ? mutateText(dice, text ?? 'null') : (text ?? 'null');
}

function anyRequest(dice: Dice): Request {
  const isCall = dice.chance(0.75);
  const name = dice.pick(NAMES);
  const path = isCall ? (dice.chance(0.95) ? `/api/${name}` : `/api/${dice.pick([...PROTOTYPE_NAMES, ...PATHS])}`)
    : dice.pick([
      `/ui/${dice.pick(PATHS)}${dice.pick(['', 'secret.txt', 'index.html'])}`,
      `/ui/assets/${dice.pick(PATHS)}${dice.pick(PATHS)}secret.txt`, mutateText(dice, '/ui/../secret.txt', PATHS), '/ui/', '/ui/status',
      '/ui/index.html', `/ui?code=${encodeURIComponent(anyText(dice).toWellFormed())}`, `/${dice.pick(PATHS)}`,
    ]);
  const isStranger = dice.chance(0.15);
  const headers: (readonly [string, string] | null)[] = [
    ['Host', isStranger && dice.chance(0.4) ? dice.pick(['evil.example', 'evil.example:PORT', 'localhost', 'localhost:1', '']) : 'localhost:PORT'],
    isStranger && dice.chance(0.6) ? null : ['Cookie', isStranger && dice.chance(0.5) ? mutateText(dice, 'stockbridge_PORT=00') : 'COOKIE'],
    isStranger && dice.chance(0.4) ? ['Origin', dice.pick(['http://evil.example', 'null', 'http://localhost', 'https://localhost:PORT'])] : ['Origin', 'http://localhost:PORT'],
    dice.chance(0.05) ? ['Sec-Fetch-Site', dice.pick(['cross-site', 'same-site', 'none', 'same-origin'])] : null,
    isCall ? ['Content-Type', dice.chance(0.95) ? 'application/json' : dice.pick(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16'])] : null,
  ];
  return {
    method: isCall ? (dice.chance(0.96) ? 'POST' : dice.pick(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])) : (dice.chance(0.9) ? 'GET' : dice.pick(['POST', 'HEAD', 'DELETE'])),
    path, headers: headers.filter((one) => one !== null).map(([key, value]) => [key, value]), body: isCall ? anyBody(dice, name) : '',
  };
}

type Door = { readonly port: number; readonly cookie: string };

function bytesOf(request: Request, { port, cookie }: Door): string {
  const fill = (text: string): string => text.replaceAll('COOKIE', cookie).replaceAll('PORT', String(port));
  const oneLine = (text: string): string => Buffer.from(text.replace(/[\0-\x1f\x7f]/g, '.')).toString('latin1');
  const body = Buffer.from(request.body).toString('latin1');
  const path = oneLine(request.path).replaceAll(' ', '%20');
  return `${request.method} ${path === '' ? '/' : path} HTTP/1.1\r\n${request.headers.map(([name, value]) => `${name}: ${oneLine(fill(value))}\r\n`).join('')}Content-Length: ${String(body.length)}\r\n\r\n${body}`;
}

/** May this request be let in at all? Said here once more, from the request alone. */
function isLetIn({ method, headers }: Request, { port, cookie }: Door): boolean {
  const of = (name: string): string | undefined => headers.find(([key]) => key === name)?.[1].replaceAll('COOKIE', cookie).replaceAll('PORT', String(port));
  const own = [`localhost:${String(port)}`];
  const isOwnOrigin = of('Origin') === undefined ? method === 'GET' || method === 'HEAD' : of('Origin') === `http://localhost:${String(port)}`;
  return own.includes(of('Host') ?? '') && of('Cookie') === cookie && isOwnOrigin && ['none', 'same-origin', undefined].includes(of('Sec-Fetch-Site'));
}

/** `text`: the body as it was sent. */
function judge(request: Request, door: Door, status: number, head: string, text: string): string | null {
  if (text.includes(INSIDE)) return 'a file that is not the window\'s';
  const isIn = isLetIn(request, door);
  if (request.path.startsWith('/api/') && request.method === 'POST' && status === 200 && !isIn) return 'a stranger\'s call was answered';
  if (text.includes(INDEX) && !isIn) return 'a stranger was shown the window';
  if (!isIn && /set-cookie/i.test(head)) return 'a stranger was given a cookie';
  if (!/content-type: application\/json/i.test(head) || text === '') return null;
  const answer = answerShape.safeParse(JSON.parse(Buffer.from(text, 'latin1').toString()));
  if (!answer.success) return 'an answer in another form than agreed';
  if (answer.data.ok) return null;
  return answer.data.error.code === 'internal' ? 'a fault of the engine\'s own' : null;
}

async function openUi(bed: Bed): Promise<Door & { readonly close: () => Promise<void> }> {
  const { engine } = bed;
  const beside = join(bed.folder, 'page');
  const window = join(beside, 'window');
  mkdirSync(join(window, 'assets'), { recursive: true });
  writeFileSync(join(beside, 'secret.txt'), INSIDE);
  writeFileSync(join(window, 'index.html'), INDEX);
  writeFileSync(join(window, 'assets', 'app.js'), '// the window');
  const access = createAccess({ now: engine.ctx.now, random: engine.ctx.randomHex });
  const ui = createUi({ engine, access, handlers: createHandlers(engine), version: '0.0.0-fuzz', window });
  const started = await startServer({ port: 0, endpoint: { owns: () => false, handle: () => undefined }, ui: ui.handle, onError: (error) => { bed.faults.push(String(error)); } });
  if (!started.ok) throw new Error(started.error.what);
  const { port } = started.value;
  const cookie = access.redeem(access.issueCode(), port)?.split(';')[0] ?? '';
  const close = async (): Promise<void> => {
    ui.close();
    await started.value.close();
  };
  return { port, cookie, close };
}

export const windowApi: Target = {
  name: 'windowApi',
  atOnce: 16,
  async open() {
    const bed = await openBed();
    bed.shop.answer = () => ({ status: 404, body: '{"code":"rest_no_route","message":"none"}' });
    const door = await openUi(bed);
    return {
      make: (dice) => JSON.stringify(anyRequest(dice)),
      async check(input) {
        const request = readInput(requestShape, input);
        if (request === null) return null;
        const answer = await exchange(door.port, bytesOf(request, door));
        if (answer.kind === 'closed') return null;
        // What was asked for may be said again: only what was not in the question is a leak.
        const leak = leakIn(answer.head + answer.body, bed.folder);
        const isOwnFolder = answer.body.includes(bed.folder) && isLetIn(request, door);
        if (leak !== null && !isOwnFolder && !request.body.includes(PASSWORD) && !request.body.includes(SHOP_SECRET)) return `${leak} in the answer to ${request.path}`;
        return judge(request, door, answer.status, answer.head, answer.body);
      },
      async audit() {
        const fault = bed.faults.splice(0)[0];
        if (fault !== undefined) return `the engine logged ${fault}`;
        const good = await exchange(door.port, bytesOf({
          method: 'POST', path: '/api/status.show',
          headers: [['Host', 'localhost:PORT'], ['Origin', 'http://localhost:PORT'], ['Cookie', 'COOKIE'], ['Content-Type', 'application/json']],
          body: '{}',
        }, door), ALL_PATIENCE);
        return good.kind === 'answer' && good.status === 200 ? null : 'status.show is not answered any more';
      },
      async close() {
        await door.close();
        await bed.close();
      },
    };
  },
};
