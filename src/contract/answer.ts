/** Answers one call: checks what came, runs the handler, checks what goes out. Whatever happens, an answer comes of it. */
import type { z } from 'zod';
import { problem, type Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import type { CallShape, ContractShape, Handlers } from './defineContract.ts';
import type { Answer } from './wire.ts';

/** What a fault of ours looks like to the log; windows get a Problem that says nothing of the inside. */
export type OnFault = (call: string, cause: unknown) => void;

const COMPARE = 'Reload the window. If you wrote the call yourself, compare it with the contract.';

/**
 * Never throws. Problems beside the handlers' own: `unknownCall`, `badInput` (names the field, never repeats its value), `internal`.
 */
export async function answerCall<C extends ContractShape>(contract: C, handlers: Handlers<C>, name: string, input: unknown, onFault: OnFault): Promise<Answer> {
  const shape = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined;
  const handler = Object.hasOwn(handlers, name) ? (handlers as Readonly<Record<string, (input: unknown) => Result<unknown> | Promise<Result<unknown>>>>)[name] : undefined;
  if (shape === undefined || handler === undefined) return no(problem(
    'unknownCall', 'This Stockbridge does not know that call.',
    'Reload the window; it may be older or newer than the engine.',
  ));
  try {
    const read = checked(shape, input);
    if (read === null) return no(problem('badInput', 'The call is not in the agreed form.', COMPARE));
    if (!read.success) return no(badInput(read.error));
    const result = await handler(read.data);
    if (!result.ok) return no(plainProblem(result.error));
    return { ok: true, value: shape.output.parse(result.value) };
  } catch (cause) {
    onFault(name, cause);
    return no(problem('internal', 'Stockbridge met an unexpected fault and changed nothing.', 'Try again. If it happens again, send the diagnostics to support.'));
  }
}

/** Null: zod compared the `length` of an object that cannot be compared (its toString is no function), and threw. */
function checked(shape: CallShape, input: unknown): ReturnType<CallShape['input']['safeParse']> | null {
  try {
    return shape.input.safeParse(input);
  } catch {
    return null;
  }
}

function no(error: Problem): Answer {
  return { ok: false, error };
}

/** A connector's failure carries more than a Problem; only the Problem leaves. */
function plainProblem({ code, what, todo, field, detail }: Problem): Problem {
  return problem(code, what, todo, { ...(field === undefined ? {} : { field }), ...(detail === undefined ? {} : { detail }) });
}

function badInput(error: z.ZodError): Problem {
  const [issue] = error.issues;
  // A name that is not agreed stands beside the path, not in it.
  const stranger = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...stranger].map(String).join('.').slice(0, 100);
  return problem('badInput', field === '' ? 'The call is not in the agreed form.' : `"${field}" is not in the agreed form.`,
    COMPARE, field === '' ? {} : { field });
}
