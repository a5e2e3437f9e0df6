/** Every call of the contract with malformed input, through both transports into a real engine: always the same Problem, which names the field; never a fault. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerCall } from '../../src/contract/answer.ts';
import { contract, type Contract } from '../../src/contract/contract.ts';
import type { CallName } from '../../src/contract/defineContract.ts';
import { answerShape, type Answer } from '../../src/contract/wire.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { servePort } from '../../src/engine/serve/port.ts';
import { startUi, type UiServer } from '../support/uiServer.ts';
import { createWorld, type World } from '../support/world.ts';
import { examples } from '../unit/contract/examples.ts';

const names = Object.keys(contract.calls) as CallName<Contract>[];
type Ask = (name: string, input: unknown) => Promise<Answer>;

let world: World;
let server: UiServer;
let overPort: Ask;
let overHttp: Ask;
const faults: unknown[] = [];

beforeAll(async () => {
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20 }] });
  const handlers = createHandlers(world.engine);
  server = await startUi(world, handlers);
  const Cookie = await server.signIn();
  overHttp = async (name, input) => JSON.parse((await server.post(name, JSON.stringify(input), { Cookie })).body) as Answer;
  overPort = openPort((name, input) => answerCall(contract, handlers, name, input, (_call, cause) => { faults.push(cause); }));
});
afterAll(async () => {
  await server.close();
  await world.close();
});

/** A window at the other end of a port: whatever is sent is cloned as a MessagePort clones it. */
function openPort(answer: Ask): Ask {
  let deliver: (message: unknown) => void = () => undefined;
  const waiting = new Map<number, (answer: Answer) => void>();
  servePort({
    post: (message) => {
      const sent = structuredClone(message);
      if ('id' in sent) waiting.get(sent.id)?.(answerShape.parse(sent.answer));
    },
    onMessage: (listener) => { deliver = listener; },
    onClose: () => undefined,
  }, answer, () => () => undefined);
  let last = 0;
  return (call, input) => new Promise((resolve) => {
    last += 1;
    waiting.set(last, resolve);
    deliver(structuredClone({ id: last, call, input }));
  });
}

/** A Problem as it is agreed, and nothing else. */
function expectProblem(answer: Answer): Extract<Answer, { ok: false }>['error'] {
  expect(Object.keys(answer).toSorted()).toEqual(['error', 'ok']);
  if (answer.ok) throw new Error('not refused');
  expect(Object.keys(answer.error).filter((key) => !['code', 'what', 'todo', 'field', 'detail'].includes(key))).toEqual([]);
  for (const text of [answer.error.what, answer.error.todo]) expect(text).toMatch(/^.{5,}[.!?…]$/s);
  expect(JSON.stringify(answer)).not.toMatch(/ZodError|SQLITE|\bat \w+ \(|node_modules/);
  return answer.error;
}

const plain = fc.jsonValue({ maxDepth: 3 });
/** What a port carries and JSON does not. */
const odd = fc.constantFrom<unknown>(undefined, Number.NaN, Number.POSITIVE_INFINITY, -0.5, 10n, new Date(0), new Map([['a', 1]]), new Set([1]), new Uint8Array(9), /x/, new Array(2), cyclic());

function cyclic(): unknown {
  const one: { self?: unknown } = {};
  one.self = one;
  return one;
}

/** The example with one field spoilt, left out, or one too many; or something else altogether. */
function spoilt(name: CallName<Contract>, value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const good = examples[name] as Readonly<Record<string, unknown>>;
  const fields = Object.keys(good);
  const stranger = fc.tuple(fc.constantFrom('stranger', 'Limit', 'companyID', 'sql', 'toString'), value).map(([key, given]) => ({ ...good, [key]: given }));
  const whole = value.filter((given) => typeof given !== 'object' || given === null || Array.isArray(given));
  if (fields.length === 0) return fc.oneof(stranger, whole);
  const field = fc.constantFrom(...fields);
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(field, value).map(([key, given]) => ({ ...good, [key]: given })) },
    fc.tuple(field, value).map(([key, given]) => ({ ...good, [key]: { [key]: given } })),
    field.map((key) => Object.fromEntries(Object.entries(good).filter(([other]) => other !== key))),
    stranger, whole,
  ).filter((input) => !contract.calls[name].input.safeParse(input).success);
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input) && Object.getPrototypeOf(input) === Object.prototype;
}

describe.each(names)('%s', (name) => {
  const known = new Set(Object.keys(contract.calls[name].input.shape));

  /** The field that is named is one of the call's, or the stranger that came. */
  const expectNamed = (answer: Answer, input: unknown): void => {
    const error = expectProblem(answer);
    expect(error.code).toBe('badInput');
    if (!isObject(input)) return;
    const [first = ''] = (error.field ?? '').split('.');
    expect(known.has(first) || Object.hasOwn(input, first), `${name} ${JSON.stringify(answer)}`).toBe(true);
  };

  it('is refused alike over HTTP and over a port, whatever JSON comes', async () => {
    await fc.assert(fc.asyncProperty(spoilt(name, plain), async (input) => {
      const overBoth = await Promise.all([overHttp(name, input), overPort(name, JSON.parse(JSON.stringify(input)))]);
      expect(overBoth[0]).toEqual(overBoth[1]);
      expectNamed(overBoth[0], input);
    }), { numRuns: 15 });
    expect(faults).toEqual([]);
  });

  it('is refused over a port that carries more than JSON', async () => {
    await fc.assert(fc.asyncProperty(spoilt(name, odd), async (input) => { expectNamed(await overPort(name, input), input); }), { numRuns: 25 });
    expect(faults).toEqual([]);
  });
});

describe('a call for something that is not there', () => {
  const NOWHERE = 987_654_321;
  /** Well-formed, with every id one that nothing has: only calls that name a row. */
  const lost = names.flatMap((name) => {
    const good = examples[name] as Readonly<Record<string, unknown>>;
    const ids = Object.keys(good).filter((key) => /^(company|connection|job|listing|exchange|storeCall|line)Id$/.test(key));
    return ids.length === 0 ? [] : [[name, { ...good, ...Object.fromEntries(ids.map((key) => [key, NOWHERE])) }] as const];
  });

  it.each(lost)('%s is a Problem or an empty answer, never a fault', async (name, input) => {
    for (const answer of [await overHttp(name, input), await overPort(name, input)]) {
      expect(answerShape.safeParse(answer).success).toBe(true);
      if (!answer.ok) expect(expectProblem(answer).code).not.toBe('internal');
      else expect(contract.calls[name].output.safeParse(answer.value).success).toBe(true);
    }
    expect(faults).toEqual([]);
  });
});
