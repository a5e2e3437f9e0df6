/** The loopback HTTP server: one port on 127.0.0.1 and ::1, patient with idle connections and impatient with slow ones. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { boundConnections } from './connections.ts';
import { pathOf, plain, send, type HttpHandler, type HttpRoutes } from './handler.ts';
import { describeHolder, findPortHolder } from './portHolder.ts';

/** Milliseconds. The Web Connector pauses 5 s between calls and re-uses its connection: Node's own 5 s would cut it. */
const LIMITS = { keepAliveTimeout: 180_000, headersTimeout: 20_000, requestTimeout: 120_000, connectionsCheckingInterval: 5_000 };

export type ServerOptions = {
  /** The port to use or fail; 0 = any free one (tests). Without it the first free port from `portFrom` is taken. */
  readonly port?: number;
  /** Where the search begins; 47800 by default. */
  readonly portFrom?: number;
  /** The Web Connector's door (createSoapEndpoint). */
  readonly endpoint: HttpRoutes;
  /** Answers every other path; without it they are 404. */
  readonly ui?: HttpHandler;
  readonly onError?: (error: unknown) => void;
  /** Other time limits than LIMITS, for tests that cannot wait so long. */
  readonly limits?: Partial<typeof LIMITS>;
};

export type RunningServer = {
  readonly port: number;
  /** What is bound: `127.0.0.1`, and `::1` where the PC has IPv6. */
  readonly addresses: readonly string[];
  /** Stops taking connections, ends idle ones at once and busy ones after 2 s at most. */
  close(): Promise<void>;
};

type Refusal = { readonly port: number; readonly code: string };

const PORT_FROM = 47_800;
const PORTS_TRIED = 100;
const NO_IPV6: readonly string[] = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

const MOST_CONNECTIONS = 256;
const CLOSE_GRACE = 2_000;

function createListener(options: ServerOptions): Server {
  const { endpoint, ui, onError } = options;
  const answer: HttpHandler = (request, response) => {
    const path = pathOf(request);
    if (endpoint.owns(path)) return endpoint.handle(request, response);
    if (ui === undefined) return send(request, response, plain(404, 'There is nothing here.'));
    if (request.headers.expect !== undefined) response.writeContinue();
    return ui(request, response);
  };
  const listen = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await answer(request, response);
    } catch (error) {
      onError?.(error);
      if (response.headersSent) response.destroy();
      else send(request, response, plain(500, 'This request could not be answered.', { Connection: 'close' }));
    }
  };
  const server = createServer({ ...LIMITS, ...options.limits }, (request, response) => void listen(request, response));
  // Whoever asks for 100 Continue gets it from the endpoint once the headers have been found good.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => void listen(request, response));
  boundConnections(server, MOST_CONNECTIONS);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return server;
}

function bind(server: Server, port: number, host: string): Promise<Result<number, Refusal>> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(err({ port, code: error.code ?? 'unknown' }));
    server.once('error', failed);
    server.listen({ port, host, exclusive: true, ipv6Only: host.includes(':') }, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function bindBoth(options: ServerOptions, port: number): Promise<Result<RunningServer, Refusal>> {
  const four = createListener(options);
  const bound = await bind(four, port, '127.0.0.1');
  if (!bound.ok) return bound;
  const six = createListener(options);
  const alsoBound = await bind(six, bound.value, '::1');
  if (!alsoBound.ok && !NO_IPV6.includes(alsoBound.error.code)) {
    await stop(four);
    return alsoBound;
  }
  const addresses = alsoBound.ok ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
  const close = async (): Promise<void> => {
    await Promise.all([stop(four), stop(six)]);
  };
  return ok({ port: bound.value, addresses, close });
}

async function explain(refusal: Refusal): Promise<Problem> {
  const port = String(refusal.port);
  if (refusal.code === 'EADDRINUSE') {
    const holder = describeHolder(await findPortHolder(refusal.port));
    const todo = 'Close that program, or choose another port and add the new .qwc file to the Web Connector.';
    return problem('portInUse', `Port ${port} is already used by ${holder}.`, todo, { field: 'port' });
  }
  if (refusal.code === 'EACCES') {
    const todo = 'Choose a port of 1024 or higher that the system has not reserved.';
    return problem('portForbidden', `This user may not open port ${port}.`, todo, { field: 'port' });
  }
  return problem('portFailed', `Port ${port} could not be opened.`, 'Choose another port.', { field: 'port', detail: refusal.code });
}

/**
 * Starts the server on both loopback addresses or not at all: "localhost" may resolve to either, and a stranger on the other one
 * would be sent the password. Problems: portInUse (names the holder), portForbidden, portFailed, noFreePort.
 */
export async function startServer(options: ServerOptions): Promise<Result<RunningServer>> {
  const first = options.port ?? options.portFrom ?? PORT_FROM;
  // Port 0 is given for one address and may be taken on the other: a few tries find one that is free on both.
  const tries = options.port === undefined ? PORTS_TRIED : options.port === 0 ? 10 : 1;
  let refusal: Refusal = { port: first, code: 'unknown' };
  for (let step = 0; step < tries; step += 1) {
    const port = options.port ?? first + step;
    if (port > 65_535) break;
    const started = await bindBoth(options, port);
    if (started.ok) return started;
    refusal = started.error;
  }
  if (options.port !== undefined) return err(await explain(refusal));
  const what = `No port from ${String(first)} to ${String(first + PORTS_TRIED - 1)} is free on this PC.`;
  const todo = 'Choose a port yourself, or close programs that hold so many.';
  return err(problem('noFreePort', what, todo, { field: 'port', detail: refusal.code }));
}
