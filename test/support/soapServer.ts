/** A running endpoint for tests, and requests to it at three depths: whole calls, HTTP requests, raw sockets. */
import { request as startRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { WebConnectorPort } from '../../src/domain/session.ts';
import type { HttpHandler } from '../../src/engine/http/handler.ts';
import { startServer } from '../../src/engine/http/server.ts';
import { createSoapEndpoint, type EndpointEvent } from '../../src/engine/soap/endpoint.ts';

export type TestServer = {
  readonly port: number;
  readonly addresses: readonly string[];
  /** AppURL. */
  readonly url: string;
  readonly events: readonly EndpointEvent[];
  close(): Promise<void>;
};

type More = { readonly limit?: number; readonly ui?: HttpHandler };

export async function startTestServer(webConnector: WebConnectorPort, more: More = {}): Promise<TestServer> {
  const events: EndpointEvent[] = [];
  const endpoint = await createSoapEndpoint({
    webConnector,
    about: { name: 'Stockbridge', version: '0.1.0' },
    onEvent: (event) => events.push(event),
    ...(more.limit === undefined ? {} : { limit: more.limit }),
  });
  const started = await startServer({ port: 0, endpoint, ...(more.ui === undefined ? {} : { ui: more.ui }) });
  if (!started.ok) throw new Error(started.error.what);
  const { port, addresses } = started.value;
  return { port, addresses, url: `http://localhost:${String(port)}/qbwc`, events, close: () => started.value.close() };
}

export type HttpAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

export type HttpRequest = {
  readonly port: number;
  readonly address?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
};

/** One request on a connection of its own. Host is `localhost:port` unless given. */
export function http(options: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = startRequest({
      host: options.address ?? '127.0.0.1',
      port: options.port,
      method: options.method ?? 'GET',
      path: options.path ?? '/qbwc',
      agent: false,
      headers: { Host: `localhost:${String(options.port)}`, ...options.headers },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        sent.off('error', reject).on('error', () => undefined);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
      });
    });
    sent.end(options.body);
  });
}

/** Posts an envelope as a Web Connector does; `headers` replace what is given. */
export function post(port: number, body: string | Buffer, headers: OutgoingHttpHeaders = {}, address = '127.0.0.1'): Promise<HttpAnswer> {
  const usual = { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': Buffer.byteLength(body) };
  return http({ port, address, method: 'POST', body, headers: { ...usual, ...headers } });
}

const INTUIT = 'http://developer.intuit.com/';

/** An envelope around `<operation>inner</operation>`. */
export function envelope(operation: string, inner = '', namespace = INTUIT): string {
  return '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    + `<${operation} xmlns="${namespace}">${inner}</${operation}></soap:Body></soap:Envelope>`;
}

/** The text of the first element of that name in an answer, unescaped. */
export function valueOf(body: string, element: string): string | null {
  const match = new RegExp(`<${element}>([^<]*)</${element}>`).exec(body);
  return match === null ? null : (match[1] ?? '')
    .replace(/&#x([0-9A-Fa-f]+);/g, (_whole, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

/** The head of a call as it goes over the wire, for rawExchange. */
export function rawHead(port: number, headers: Readonly<Record<string, string | number>>, start = 'POST /qbwc'): string {
  const lines = Object.entries({ Host: `localhost:${String(port)}`, 'Content-Type': 'text/xml', ...headers });
  return `${start} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** Sends bytes as they are; resolves with all that came back when the other side closes. */
export function rawExchange(port: number, chunks: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      for (const chunk of chunks) socket.write(chunk);
    });
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(Buffer.from(part)));
    socket.on('close', () => resolve(Buffer.concat(parts).toString()));
    socket.on('error', (error) => (parts.length > 0 ? resolve(Buffer.concat(parts).toString()) : reject(error)));
  });
}
