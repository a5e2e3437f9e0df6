/** The calls of one session: counted, timed, recorded, and spoilt where a fault says so. */
import { hasFault, Vanished, type WebConnectorFault } from './faults.ts';
import { WireError, type Args, type Operation, type Wire } from './wire.ts';

/** `percent`: what receiveResponseXML answered, else null. `ms`: how long the service took. */
export type CallRecord = { readonly operation: Operation; readonly ms: number; readonly percent: number | null };

export type OnCall = (operation: Operation, ms: number, request: string, response: string) => void;

export type CallLine = {
  readonly records: readonly CallRecord[];
  /** Answers to a receiveResponseXML that was sent twice: first and second. */
  readonly replays: readonly (readonly [number, number])[];
  text(operation: Operation, args: Args): Promise<string>;
  strings(operation: Operation, args: Args): Promise<readonly string[]>;
  /** receiveResponseXML alone gives a number. */
  receive(args: Args): Promise<number>;
};

export function createCallLine(wire: Wire, faults: readonly WebConnectorFault[], onCall: OnCall): CallLine {
  const records: CallRecord[] = [];
  const replays: (readonly [number, number])[] = [];
  let calls = 0;
  let receives = 0;

  const call = async (operation: Operation, args: Args): Promise<string | number | readonly string[]> => {
    calls += 1;
    if (hasFault(faults, 'vanishBefore', calls)) throw new Vanished(`vanished before call ${String(calls)} (${operation})`);
    if (hasFault(faults, 'vanishAfter', calls)) {
      await wire.abandon(operation, args);
      throw new Vanished(`vanished after call ${String(calls)} (${operation})`);
    }
    const begun = performance.now();
    const reply = await wire.call(operation, args);
    const ms = performance.now() - begun;
    records.push({ operation, ms, percent: typeof reply.result === 'number' ? reply.result : null });
    onCall(operation, ms, reply.request, reply.response);
    return reply.result;
  };

  const number = async (operation: Operation, args: Args): Promise<number> => {
    const result = await call(operation, args);
    if (typeof result !== 'number') throw new WireError('shape', `${operation} did not give a number`);
    return result;
  };

  return {
    records,
    replays,
    async text(operation, args) {
      const result = await call(operation, args);
      if (typeof result !== 'string') throw new WireError('shape', `${operation} did not give a text`);
      return result;
    },
    async strings(operation, args) {
      const result = await call(operation, args);
      if (typeof result === 'string' || typeof result === 'number') throw new WireError('shape', `${operation} did not give strings`);
      return result;
    },
    async receive(args) {
      receives += 1;
      if (hasFault(faults, 'loseAnswer', receives)) {
        await wire.abandon('receiveResponseXML', args);
        throw new WireError('unreachable', 'The underlying connection was closed: the connection was closed unexpectedly.');
      }
      const first = await number('receiveResponseXML', args);
      if (!hasFault(faults, 'replay', receives)) return first;
      const second = await number('receiveResponseXML', args);
      replays.push([first, second]);
      return second;
    },
  };
}
