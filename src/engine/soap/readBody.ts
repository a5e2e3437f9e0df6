/** Collects a request's body within limits, keeping nothing of one that is refused. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../http/handler.ts';

/** `aborted`: the caller went away. `busy`: other calls already fill the memory set aside for all. */
export type Body = { readonly kind: 'whole'; readonly bytes: Buffer } | { readonly kind: 'tooLarge' | 'busy' | 'aborted' };

export type BodyReader = { read(request: IncomingMessage, response: ServerResponse): Promise<Body> };

/**
 * Makes a reader: at most `limit` bytes for one body, `budget` for all that are being read at the same time. Sends `100 Continue` to
 * who waits for it, so that a call refused by its headers never sends its body.
 */
export function createBodyReader(limit: number, budget: number): BodyReader {
  let held = 0;
  return {
    read(request, response) {
      if (request.headers.expect !== undefined) response.writeContinue();
      return new Promise((resolve) => {
        let chunks: Buffer[] = [];
        let length = 0;
        const finish = (body: Body): void => {
          request.off('data', onData).off('end', onEnd).off('close', onClose);
          held -= length;
          chunks = [];
          resolve(body);
        };
        const onData = (chunk: Buffer): void => {
          length += chunk.length;
          held += chunk.length;
          if (length > limit) finish({ kind: 'tooLarge' });
          else if (held > budget) finish({ kind: 'busy' });
          else chunks.push(chunk);
        };
        const onEnd = (): void => finish({ kind: 'whole', bytes: Buffer.concat(chunks, length) });
        const onClose = (): void => finish({ kind: 'aborted' });
        request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', () => undefined);
      });
    },
  };
}

/** Has a request a body that its caller sends without waiting for `100 Continue`? */
export function isComing(request: IncomingMessage): boolean {
  if (request.complete || request.headers.expect !== undefined) return false;
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

/** Milliseconds that a refused caller may go on sending (into nothing) to be able to read why. */
const LINGER = 2_000;

/**
 * Answers before the body has come to its end: the answer goes out whole, what still comes is thrown away for a moment, then the connection
 * is closed. Closing at once would reset it, and the caller would see that instead of the answer.
 */
export function sendAndDrain(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'Content-Type': answer.type, 'Content-Length': body.length, Connection: 'close' });
  response.write(body);
  const close = (): void => {
    clearTimeout(timer);
    response.end();
    request.socket.destroySoon();
  };
  const timer = setTimeout(close, LINGER);
  timer.unref();
  request.once('end', close).once('close', close).resume();
}
