/** The window's side of the contract: typed calls over any transport, every answer checked. */
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { CallInput, CallName, CallOutput, CallShape, ContractShape, EventData, EventName } from './defineContract.ts';
import { answerShape } from './wire.ts';

/** Carries calls and events: a MessagePort on the desktop, loopback HTTP elsewhere. */
export type Transport = {
  /** Resolves with whatever came back; rejects when nothing did. */
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  /** Passes events on as they come; returns how to end that. */
  readonly listen: (listener: (name: string, data: unknown) => void) => () => void;
};

export type Client<C extends ContractShape> = {
  /** Never rejects. Problems beside the engine's own: `notConnected`, `badAnswer`. */
  readonly call: <N extends CallName<C>>(name: N, input: CallInput<C, N>) => Promise<Result<CallOutput<C, N>>>;
  /** Returns how to stop listening. Events in another form than agreed are left out. */
  readonly on: <N extends EventName<C>>(name: N, listener: (data: EventData<C, N>) => void) => () => void;
};

/** A contract of which every call's schema is fetched when the call is made first: making all of them takes longer than drawing a page. */
export type LateContract<C extends ContractShape> = {
  readonly events: C['events'];
  /** Undefined: there is no such call. Rejects where it cannot be had. */
  readonly callShape: (name: string) => Promise<CallShape | undefined>;
};

export function createClient<C extends ContractShape>(contract: C, transport: Transport): Client<C> {
  return createLateClient<C>({ events: contract.events, callShape: (name) => Promise.resolve(contract.calls[name]) }, transport);
}

export function createLateClient<C extends ContractShape>({ events, callShape }: LateContract<C>, transport: Transport): Client<C> {
  return {
    async call(name, input) {
      // Both at once; a schema that cannot be had is a window of another version.
      const awaited = callShape(name).catch(() => undefined);
      let raw: unknown;
      try {
        raw = await transport.call(name, input);
      } catch {
        return err(problem('notConnected', 'The connection to Stockbridge is lost.', 'It is tried again by itself. If it stays so, start Stockbridge again.'));
      }
      const answer = answerShape.safeParse(raw);
      if (!answer.success) return badAnswer();
      if (!answer.data.ok) return err(answer.data.error);
      const output = (await awaited)?.output.safeParse(answer.data.value);
      return output?.success === true ? ok(output.data as CallOutput<C, typeof name>) : badAnswer();
    },
    on(name, listener) {
      const shape = events[name];
      return transport.listen((heard, data) => {
        if (heard !== name) return;
        const read = shape?.safeParse(data);
        if (read?.success === true) listener(read.data as EventData<C, typeof name>);
      });
    },
  };
}

function badAnswer(): Result<never> {
  return err(problem('badAnswer', 'Stockbridge answered in a form this window does not know.', 'Reload the window; it may be older or newer than the engine.'));
}
