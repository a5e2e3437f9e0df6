/** Answers every call of a window with one problem, while there is no engine to ask. */
import type { MessagePortMain } from 'electron';
import { callMessage } from '../contract/port.ts';
import type { Problem } from '../domain/problem.ts';

export function refusePort(port: MessagePortMain, error: Problem): void {
  port.on('message', ({ data }) => {
    const read = callMessage.safeParse(data);
    if (read.success) port.postMessage({ id: read.data.id, answer: { ok: false, error } });
  });
  port.start();
}
