/** Is a request addressed to this PC by one of its own names? Keeps out web pages whose host name was re-pointed at 127.0.0.1. */
import type { IncomingMessage } from 'node:http';

const NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** True where the Host header is localhost, 127.0.0.1 or [::1] with the very port the request came in on. */
export function isOwnHost(request: IncomingMessage): boolean {
  const port = request.socket.localPort;
  const host = (request.headers.host ?? '').toLowerCase();
  return NAMES.some((name) => host === `${name}:${String(port)}` || (port === 80 && host === name));
}
