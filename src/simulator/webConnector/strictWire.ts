/** Carries calls as the Web Connector's .NET client does: same envelope, same headers, one kept-alive connection, strict reading. */
import { Agent, request as startRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { readAnswer, readFault } from './readAnswer.ts';
import { ENVELOPE, INTUIT, WireError, type Args, type Operation, type Wire } from './wire.ts';

/** .NET's default for web service clients (QBWC fact sheet §5), milliseconds. */
const TIMEOUT = 100_000;
/** .NET sends the body anyway after this many milliseconds without `100 Continue`. */
const CONTINUE_WAIT = 350;
const USER_AGENT = 'Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319.42000)';
const SCHEMA = 'http://www.w3.org/2001/XMLSchema';
const NAMESPACES = `xmlns:soap="${ENVELOPE}" xmlns:xsi="${SCHEMA}-instance" xmlns:xsd="${SCHEMA}"`;

/** Text as .NET's XmlTextWriter writes it: control characters as references, line ends as they are. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
}

/** The envelope of a call: `soap:` prefix, the operation in Intuit's namespace by default, empty strings as empty elements. */
export function writeCall(operation: string, args: Args): string {
  const inner = args.map(([name, value]) => (value === '' ? `<${name} />` : `<${name}>${escapeText(String(value))}</${name}>`)).join('');
  const call = inner === '' ? `<${operation} xmlns="${INTUIT}" />` : `<${operation} xmlns="${INTUIT}">${inner}</${operation}>`;
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope ${NAMESPACES}><soap:Body>${call}</soap:Body></soap:Envelope>`;
}

type HttpAnswer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string };

function collect(response: IncomingMessage): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
    });
    response.on('error', reject);
    response.on('aborted', () => reject(new Error('the connection was closed in the middle of the answer')));
  });
}

function check(operation: Operation, answer: HttpAnswer): string {
  if (answer.status === 500) {
    const fault = readFault(answer.body);
    if (fault === null) throw new WireError('http', 'status 500 without a SOAP fault');
    throw new WireError('fault', `${fault.code}: ${fault.text}`);
  }
  if (answer.status !== 200) throw new WireError('http', `${operation} was answered with status ${String(answer.status)}`);
  const isXml = /^text\/xml\s*;\s*charset=utf-8$/i.test(answer.headers['content-type'] ?? '');
  if (!isXml) throw new WireError('shape', 'the answer is not text/xml in utf-8');
  if (answer.headers['content-length'] === undefined) throw new WireError('shape', 'the answer has no Content-Length');
  return answer.body;
}

/** Makes a wire to `url` (`http://localhost:47800/qbwc`). One connection, kept alive between calls as .NET keeps it. */
export function createStrictWire(url: string): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, timeout: 0 });

  /** Sends a call; resolves with the response as soon as its headers are there. */
  const start = (operation: Operation, envelope: string): Promise<{ readonly sent: ClientRequest; readonly response: IncomingMessage }> =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(envelope);
      const sent = startRequest(url, {
        method: 'POST',
        agent,
        timeout: TIMEOUT,
        headers: {
          'User-Agent': USER_AGENT,
          'Content-Type': 'text/xml; charset=utf-8',
          SOAPAction: `"${INTUIT}${operation}"`,
          'Content-Length': body.length,
          Expect: '100-continue',
          Connection: 'Keep-Alive',
        },
      });
      let begun = false;
      const sendBody = (): void => {
        if (begun) return;
        begun = true;
        clearTimeout(timer);
        sent.end(body);
      };
      const timer = setTimeout(sendBody, CONTINUE_WAIT);
      sent.on('continue', sendBody);
      sent.on('response', (response) => {
        clearTimeout(timer);
        resolve({ sent, response });
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${String(TIMEOUT / 1000)} s`)));
      sent.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(new WireError('unreachable', error.message === '' ? (error.code ?? 'unreachable') : error.message));
      });
      sent.flushHeaders();
    });

  return {
    async call(operation, args) {
      const request = writeCall(operation, args);
      const { sent, response } = await start(operation, request);
      const answer = await collect(response).catch((error: unknown) => {
        throw new WireError('unreachable', error instanceof Error ? error.message : 'the answer did not come');
      });
      // A refusal before the body was sent leaves half a request on the line.
      if (!sent.writableEnded) sent.destroy();
      return { result: readAnswer(operation, check(operation, answer)), request, response: answer.body };
    },
    async abandon(operation, args) {
      const { sent } = await start(operation, writeCall(operation, args));
      sent.on('error', () => undefined);
      sent.destroy();
    },
    close: () => agent.destroy(),
  };
}
