/** Keeps the number of open connections within bounds without shutting anybody out: who comes last gets in, who has been here longest without asking goes. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Once there are more than `most`, the oldest connection without a request under way is ended, else the oldest of all. To refuse new ones instead would let a
 * neighbour who opens that many and says nothing keep the Web Connector out for as long as he likes.
 */
export function boundConnections(server: Server, most: number): void {
  /** Oldest first; true while a request is being answered. */
  const open = new Map<Socket, boolean>();
  server.on('connection', (socket: Socket) => {
    open.set(socket, false);
    socket.once('close', () => { open.delete(socket); });
    if (open.size <= most) return;
    const others = [...open.keys()].filter((one) => one !== socket);
    (others.find((one) => open.get(one) === false) ?? others[0])?.destroy();
  });
  const under = (socket: Socket, isUnder: boolean): void => { if (open.has(socket)) open.set(socket, isUnder); };
  for (const event of ['request', 'checkContinue']) {
    server.on(event, ({ socket }: IncomingMessage, response: ServerResponse) => {
      under(socket, true);
      response.once('close', () => { under(socket, false); });
    });
  }
}
