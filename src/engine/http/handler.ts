/** What answers HTTP requests, and short plain answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers one request; a rejection becomes a 500 without details. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A part of the server that owns some paths. */
export type HttpRoutes = { readonly owns: (path: string) => boolean; readonly handle: HttpHandler };

export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An answer that may be a file. */
export type Sendable = Omit<Answer, 'body'> & { readonly body: string | Uint8Array };

export function plain(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n`, headers };
}

/** Sends an answer with its Content-Length; for HEAD the headers alone. */
export function send(request: IncomingMessage, response: ServerResponse, answer: Sendable): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, {
    'Content-Type': answer.type,
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The path of a request without its query; `/` for a target that is no path. */
export function pathOf(request: IncomingMessage): string {
  return targetOf(request)?.pathname ?? '/';
}

export function targetOf(request: IncomingMessage): URL | null {
  return URL.parse(request.url ?? '/', 'http://localhost');
}
