/** What a contract is: a table of calls and a table of events, each with schemas, typed from end to end. */
import { z } from 'zod';
import type { Result } from '../domain/result.ts';

export type CallShape = { readonly input: z.ZodType; readonly output: z.ZodType };

export type ContractShape = {
  readonly calls: Readonly<Record<string, CallShape>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
};

export type CallName<C extends ContractShape> = keyof C['calls'] & string;
export type EventName<C extends ContractShape> = keyof C['events'] & string;

/** What a caller passes. */
export type CallInput<C extends ContractShape, N extends CallName<C>> = z.input<C['calls'][N]['input']>;
/** What a caller gets. */
export type CallOutput<C extends ContractShape, N extends CallName<C>> = z.output<C['calls'][N]['output']>;
export type EventData<C extends ContractShape, N extends EventName<C>> = z.output<C['events'][N]>;

/** What answers the calls: input checked and with its defaults, output not checked yet. An expected failure is an err with a Problem. */
export type Handlers<C extends ContractShape> = {
  readonly [N in CallName<C>]: HandlerOf<C['calls'][N]>;
};

type HandlerOf<S extends CallShape> = (input: z.output<S['input']>) => Result<z.input<S['output']>> | Promise<Result<z.input<S['output']>>>;

/** The handlers of one file's calls. */
export type HandlersOf<Calls extends Readonly<Record<string, CallShape>>> = { readonly [N in keyof Calls & string]: HandlerOf<Calls[N]> };

/** An input refuses names it does not know: a misspelt filter must not silently mean "everything". An output drops what it does not name. */
export function call<I extends z.ZodRawShape, O extends z.ZodRawShape>(input: I, output: O): { readonly input: z.ZodObject<I, z.core.$strict>; readonly output: z.ZodObject<O> } {
  return { input: z.strictObject(input), output: z.object(output) };
}

export function defineContract<const C extends ContractShape>(contract: C): C {
  return contract;
}
