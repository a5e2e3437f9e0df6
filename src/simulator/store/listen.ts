/** Puts the simulated shop behind an HTTP server on 127.0.0.1. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ShopAnswer, ShopCall } from './types.ts';

async function handle(answer: (call: ShopCall) => Promise<ShopAnswer>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const out = await answer({
    method: request.method ?? 'GET', target: request.url ?? '/', host: request.headers.host ?? '', authorization: request.headers.authorization ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  });
  if (out === 'hang') return;
  if (out === 'reset') {
    request.socket.destroy();
    return;
  }
  response.writeHead(out.status, out.headers);
  response.end(out.body);
}

/** `port` 0: any free one. */
export async function listen(port: number, answer: (call: ShopCall) => Promise<ShopAnswer>): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    handle(answer, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined); // the caller went away, or a fault of this simulator: never a wrong answer
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}
