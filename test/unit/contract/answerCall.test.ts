import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerCall } from '../../../src/contract/answer.ts';
import { contract, type Contract, type EngineHandlers } from '../../../src/contract/contract.ts';
import { call, defineContract, type CallName, type Handlers } from '../../../src/contract/defineContract.ts';
import { answerShape } from '../../../src/contract/wire.ts';
import { problem } from '../../../src/domain/problem.ts';
import { err, ok } from '../../../src/domain/result.ts';
import { EMPTY_ALLOWED, examples, OPTIONAL } from './examples.ts';

const names = Object.keys(contract.calls) as CallName<Contract>[];
const TAKEN = problem('taken', 'The handler was reached.', 'Nothing.');

/** Handlers that only say that they were reached. */
const reached = Object.fromEntries(names.map((name) => [name, () => err(TAKEN)])) as unknown as EngineHandlers;

function ask(name: string, input: unknown): ReturnType<typeof answerCall> {
  return answerCall(contract, reached, name, input, () => { throw new Error('no fault expected'); });
}

describe.each(names)('%s', (name) => {
  const good = examples[name] as Readonly<Record<string, unknown>>;

  it('takes its example', async () => {
    expect(await ask(name, good)).toEqual({ ok: false, error: TAKEN });
  });

  it('refuses a name it does not know', async () => {
    expect(await ask(name, { ...good, stranger: 1 })).toMatchObject({ ok: false, error: { code: 'badInput' } });
  });

  it('refuses every field in another type, and the lack of every field it needs', async () => {
    const optional = OPTIONAL[name] ?? [];
    for (const field of Object.keys(good)) {
      const typical = typeof good[field] === 'string' ? 12 : 'not a number';
      const empty = (EMPTY_ALLOWED[name] ?? []).includes(field) ? [] : [{}];
      for (const wrong of [typical, null, [], ...empty, Number.NaN, -1.5]) {
        expect(await ask(name, { ...good, [field]: wrong }), `${field} = ${JSON.stringify(wrong)}`).toMatchObject({ ok: false, error: { code: 'badInput' } });
      }
      const without = Object.fromEntries(Object.entries(good).filter(([key]) => key !== field));
      expect(await ask(name, without), `without ${field}`).toMatchObject({ ok: false, error: { code: optional.includes(field) ? 'taken' : 'badInput' } });
    }
  });

  it('answers any JSON at all with a Problem, and never throws', async () => {
    const wantsNothing = Object.keys(good).every((field) => OPTIONAL[name]?.includes(field) ?? false);
    await fc.assert(fc.asyncProperty(fc.oneof(
      fc.jsonValue(),
      fc.constant(undefined),
      fc.dictionary(fc.constantFrom(...Object.keys(good), '__proto__', 'constructor', 'limit'), fc.jsonValue()),
    ), async (input) => {
      const answer = await ask(name, input);
      expect(answerShape.safeParse(answer).success).toBe(true);
      expect(answer.ok).toBe(false);
      if (!answer.ok && answer.error.code === 'taken') expect(wantsNothing || contract.calls[name].input.safeParse(input).success).toBe(true);
    }), { numRuns: 60 });
  });
});

describe('what answers calls', () => {
  it('knows no call but those of the contract', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'jobs', 'jobs.', '.retry')), async (name) => {
      fc.pre(!names.includes(name as CallName<Contract>));
      expect(await ask(name, {})).toMatchObject({ ok: false, error: { code: 'unknownCall' } });
    }));
  });

  it('never repeats what was sent, which may be a secret', async () => {
    const answer = await ask('jobs.show', { jobId: 'hunter2-secret' });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(answer).toMatchObject({ error: { field: 'jobId' } });
  });

  const small = defineContract({ calls: { 'thing.show': call({ id: z.int() }, { name: z.string() }) }, events: {} });
  const answerWith = async (handler: Handlers<typeof small>['thing.show']): Promise<{ answer: unknown; faults: unknown[] }> => {
    const faults: unknown[] = [];
    const answer = await answerCall(small, { 'thing.show': handler }, 'thing.show', { id: 1 }, (_name, cause) => { faults.push(cause); });
    return { answer, faults };
  };

  it('turns an exception into a Problem that tells nothing of the inside', async () => {
    const { answer, faults } = await answerWith(() => { throw new Error('SQLITE_CORRUPT at C:\\Users\\maple\\secret.db'); });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toMatch(/SQLITE|secret|at /);
    expect(faults).toHaveLength(1);
  });

  it('does the same with a rejection, and with an output that is not what was agreed', async () => {
    expect(await answerWith(() => Promise.reject(new Error('x')))).toMatchObject({ answer: { ok: false, error: { code: 'internal' } } });
    const { answer, faults } = await answerWith(() => ok({ name: 7 } as unknown as { name: string }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(faults).toHaveLength(1);
  });

  it('lets nothing out that the contract does not name', async () => {
    const { answer } = await answerWith(() => ok({ name: 'Mug', sealedSecrets: 'x' } as { name: string }));
    expect(answer).toEqual({ ok: true, value: { name: 'Mug' } });
    const failed = await answerWith(() => err({ ...problem('down', 'Down.', 'Wait.'), retryAfter: 5 } as ReturnType<typeof problem>));
    expect(failed.answer).toEqual({ ok: false, error: { code: 'down', what: 'Down.', todo: 'Wait.' } });
  });

  it('never compiles code from strings, which a strict page forbids', () => {
    expect(z.config().jitless).toBe(true);
  });
});
