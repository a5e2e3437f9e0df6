/** The door that the Web Connector knocks on: `/qbwc` takes its calls, `/support` is the page its user may open. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { err } from '../../domain/result.ts';
import type { WebConnectorPort } from '../../domain/session.ts';
import { pathOf, plain, send, targetOf, type Answer, type HttpRoutes } from '../http/handler.ts';
import { faultEnvelope, type FaultCode } from './fault.ts';
import { MOST_BYTES, refuseCall, refuseStranger, tooLarge } from './guard.ts';
import { endpointPage, supportPage, wsdlPage, type About } from './pages.ts';
import { createBodyReader, isComing, sendAndDrain } from './readBody.ts';
import { readCall } from './readCall.ts';
import { createSoapService, type SoapService } from './service.ts';

/** What may go into a log: never a body, a password or a ticket. */
export type EndpointEvent =
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly operation: string; readonly error: unknown };

type OnEvent = (event: EndpointEvent) => void;

export type EndpointOptions = {
  readonly webConnector: WebConnectorPort;
  readonly about: About;
  /** The service description's text; by default qwc/QBWebConnectorSvc.wsdl beside the sources. */
  readonly wsdl?: string;
  /** Bytes of one body, 64 MB by default. */
  readonly limit?: number;
  readonly onEvent?: OnEvent;
};

/** Bodies read at the same time may fill this many times the limit of one. */
const BODIES_AT_ONCE = 2;
const XML = 'text/xml; charset=utf-8';
const NOT_UTF8 = err({ code: 'Client', text: 'The message is not in UTF-8.' } as const);
const TOO_MANY = plain(503, 'Too many large calls at once.', { 'Retry-After': '5' });

/** Reads the service description that is part of this project. */
export function readWsdl(): Promise<string> {
  return readFile(new URL('../../../qwc/QBWebConnectorSvc.wsdl', import.meta.url), 'utf8');
}

function fault(code: FaultCode, text: string): Answer {
  return { status: 500, type: XML, body: faultEnvelope(code, text) };
}

function wrongMethod(path: string): Answer {
  const allow = path === '/qbwc' ? 'GET, HEAD, POST' : 'GET, HEAD';
  return plain(405, `Only ${allow} are answered here.`, { Allow: allow });
}

async function answerCall(bytes: Buffer, action: string | undefined, service: SoapService, onEvent: OnEvent): Promise<Answer> {
  // A byte that is not UTF-8 would become a wrong letter.
  const call = isUtf8(bytes) ? readCall(bytes, action) : NOT_UTF8;
  if (!call.ok) {
    onEvent({ kind: 'refused', status: 500, reason: call.error.text });
    return fault(call.error.code, call.error.text);
  }
  const answer = await service.call(call.value);
  return { status: answer.status, type: XML, body: answer.body };
}

/** Makes the routes for `startServer`. Rejects only where the service description cannot be read. */
export async function createSoapEndpoint(options: EndpointOptions): Promise<HttpRoutes> {
  const wsdl = options.wsdl ?? await readWsdl();
  const limit = options.limit ?? MOST_BYTES;
  const onEvent = options.onEvent ?? ((): void => undefined);
  const onFailure = (operation: string, error: unknown): void => onEvent({ kind: 'failed', operation, error });
  const service = await createSoapService({ webConnector: options.webConnector, wsdl, onFailure });
  const bodies = createBodyReader(limit, BODIES_AT_ONCE * limit);

  /** Answers a request whose body is not wanted. `coming`: the caller is sending it all the same. */
  const refuse = (request: IncomingMessage, response: ServerResponse, answer: Answer, coming = isComing(request)): void => {
    onEvent({ kind: 'refused', status: answer.status, reason: answer.body.trim() });
    if (coming) sendAndDrain(request, response, answer);
    else if (request.headers.expect === undefined) send(request, response, answer);
    // Whoever was about to send a body may do so all the same; on a closed connection it does no harm.
    else send(request, response, { ...answer, headers: { ...answer.headers, Connection: 'close' } });
  };

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodies.read(request, response);
    if (body.kind === 'whole') {
      const [action] = [request.headers['soapaction']].flat();
      send(request, response, await answerCall(body.bytes, action, service, onEvent));
    } else if (body.kind !== 'aborted') {
      refuse(request, response, body.kind === 'tooLarge' ? tooLarge(limit) : TOO_MANY, true);
    }
  };

  const show = (request: IncomingMessage, path: string): Answer => {
    if (path === '/support') return supportPage(options.about);
    const wanted = targetOf(request)?.search.toLowerCase() === '?wsdl';
    return wanted ? wsdlPage(wsdl, request.headers.host ?? '') : endpointPage(options.about);
  };

  return {
    owns: (path) => path === '/qbwc' || path === '/support',
    async handle(request, response) {
      const path = pathOf(request);
      const isCall = request.method === 'POST' && path === '/qbwc';
      const isPage = request.method === 'GET' || request.method === 'HEAD';
      const refusal = refuseStranger(request) ?? (isCall ? refuseCall(request, limit) : isPage ? null : wrongMethod(path));
      if (refusal !== null) {
        refuse(request, response, refusal);
        return;
      }
      // Refused calls hold nothing up: this one bears all the marks of the Web Connector's.
      if (isCall) response.once('close', options.webConnector.begin?.() ?? ((): void => undefined));
      if (isPage) send(request, response, show(request, path));
      else await take(request, response);
    },
  };
}
