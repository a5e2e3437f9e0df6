/** The contract over a port of messages: answers a window's calls and tells it what happens. */
import type { z } from 'zod';
import { callMessage, type portMessage } from '../../contract/port.ts';
import type { Answer } from '../../contract/wire.ts';
import { problem } from '../../domain/problem.ts';
import type { EngineEvent } from '../ports.ts';

/** One window's end, whatever carries it. */
export type WindowPort = {
  readonly post: (message: z.input<typeof portMessage>) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onClose: (listener: () => void) => void;
};

export type AnswerCall = (name: string, input: unknown) => Promise<Answer>;

/** Calls of one window that are being answered at the same time; a window that asks for more has a fault. */
const MOST_CALLS = 256;
const TOO_MANY: Answer = { ok: false, error: problem('tooMany', 'The window asked for too much at once.', 'Reload the window.') };

/** Serves the port until it closes. Messages in another form than agreed get no answer: there is no number to answer to. */
export function servePort(port: WindowPort, answer: AnswerCall, subscribe: (listener: (event: EngineEvent) => void) => () => void): void {
  let open = true;
  let calls = 0;
  const unsubscribe = subscribe(({ kind, ...data }) => { if (open) port.post({ event: kind, data }); });
  port.onClose(() => {
    open = false;
    unsubscribe();
  });
  port.onMessage((message) => {
    const read = callMessage.safeParse(message);
    if (!read.success) return;
    const { id, call, input } = read.data;
    if (calls >= MOST_CALLS) return port.post({ id, answer: TOO_MANY });
    calls += 1;
    void answer(call, input).then((given) => {
      calls -= 1;
      if (open) port.post({ id, answer: given });
    });
  });
}
