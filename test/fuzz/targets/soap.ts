/** Raw requests to the real door over a real socket, from somebody without a password: always an answer or a closed connection, nothing of the inside, nothing changed. */
import { readWithSaxes } from '../../../src/quickbooks/xml/read.ts';
import { textAt } from '../../../src/quickbooks/xml/tree.ts';
import type { Dice } from '../../faults/random.ts';
import { leakIn, openBed, PASSWORD, USERNAME, type Bed } from '../bed.ts';
import { CHARACTERS, PATHS } from '../dictionary.ts';
import type { Target } from '../harness.ts';
import { anyText, mutateText } from '../mutate.ts';
import { ALL_PATIENCE, exchange } from '../rawHttp.ts';
import { anyEnvelope, ENVELOPE_PIECES } from './envelope.ts';

const PORT = 'PORT';
const HEADER_PIECES = [
  '\r\n', '\r\n\r\n', ': ', '\0', 'Transfer-Encoding: chunked\r\n', 'Content-Length: 0\r\n', 'Content-Length: 99999999999\r\n',
  'Content-Length: -1\r\n', 'Host: evil.example\r\n', 'Expect: 100-continue\r\n', 'Connection: close\r\n',
  'Origin: http://evil.example\r\n', 'Upgrade: websocket\r\n', 'HTTP/1.0', 'HTTP/2.0', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'TRACE', 'CONNECT', 'a'.repeat(20_000), ...CHARACTERS, ...PATHS,
];

const STATUSES: readonly number[] = [200, 400, 403, 404, 405, 408, 411, 413, 414, 415, 417, 426, 431, 500, 501, 503, 505];

function anyRequest(dice: Dice): string {
  const plain = Buffer.from(dice.chance(0.3) ? anyEnvelope(dice) : dice.chance(0.9) ? mutateText(dice, anyEnvelope(dice), ENVELOPE_PIECES) : anyText(dice, 400)).toString('latin1');
  const path = dice.weighted<string>([[12, '/qbwc'], [1, '/support'], [1, '/qbwc?wsdl'], [1, `/${dice.pick(PATHS)}`], [1, `/qbwc?${encodeURIComponent(anyText(dice).toWellFormed())}`]]);
  const isChunked = dice.chance(0.1);
  const length = dice.weighted<string>([[12, String(plain.length)], [1, String(plain.length + dice.from(-5, 5))], [0.3, '-1'], [0.3, '9'.repeat(20)], [0.3, `${String(plain.length)}, 5`]]);
  const headers = [
    ['Host', dice.weighted<string>([[12, `localhost:${PORT}`], [2, `127.0.0.1:${PORT}`], [1, 'evil.example'], [1, `localhost.evil.example:${PORT}`], [1, `[::1]:${PORT}`], [1, '']])],
    ['Content-Type', dice.weighted<string>([[12, 'text/xml; charset=utf-8'], [1, 'text/plain'], [1, 'application/soap+xml'], [1, 'text/xml; charset=utf-16'], [1, 'multipart/form-data; boundary=x']])],
    ...(dice.chance(0.3) ? [['SOAPAction', dice.pick(['""', '"http://developer.intuit.com/authenticate"', 'serverVersion', '"http://developer.intuit.com/sendRequestXML"', 'x'.repeat(5_000)])]] : []),
    ...(dice.chance(0.08) ? [['Origin', dice.pick(['http://evil.example', 'null', `http://localhost:${PORT}`])]] : []),
    ...(dice.chance(0.05) ? [['Content-Encoding', dice.pick(['gzip', 'deflate', 'br', 'identity'])]] : []),
    ...(dice.chance(0.05) ? [['Expect', dice.pick(['100-continue', '200-ok'])]] : []),
    isChunked ? ['Transfer-Encoding', dice.pick(['chunked', 'chunked, chunked', 'gzip, chunked', 'identity', 'x'])] : ['Content-Length', length],
  ];
  const body = isChunked ? `${plain.length.toString(16)}\r\n${plain}\r\n0\r\n\r\n` : plain;
  const request =
    `${dice.weighted([[14, 'POST'], [2, 'GET'], [1, 'PUT'], [1, 'HEAD'], [1, 'OPTIONS']])} ${path} HTTP/1.1\r\n${headers.map(([name = '', value = '']) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
  return dice.chance(0.15) ? mutateText(dice, request, HEADER_PIECES).replace(/[^\0-\xff]/g, '?') : request.replace(/[^\0-\xff]/g, '?');
}

/** Null: a good answer of its kind. */
function judge(status: number, head: string, body: string): string | null {
  if (!STATUSES.includes(status)) return `status ${String(status)}`;
  if (!/\r\ncontent-type: text\/xml/i.test(head) || body === '') return null;
  const answer = readWithSaxes(Buffer.from(body, 'latin1').toString());
  if (!answer.ok) return `an answer that is no XML: ${answer.error.detail ?? answer.error.code}`;
  if (status === 500 && textAt(answer.value, 'soap:Body', 'soap:Fault', 'faultstring') === '') return 'a 500 without a SOAP fault';
  return body.includes('error of its own') ? 'a fault of the engine\'s own' : null;
}

function call(operation: string, inner: string): string {
  const body =
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><${operation} xmlns="http://developer.intuit.com/">${inner}</${operation}></soap:Body></soap:Envelope>`;
  return `POST /qbwc HTTP/1.1\r\nHost: localhost:${PORT}\r\nContent-Type: text/xml\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;
}

/** The right password still works, and at once. */
async function goodCall(bed: Bed, send: (request: string) => ReturnType<typeof exchange>): Promise<string | null> {
  bed.advance(3_600_000);
  const version = await send(call('serverVersion', ''));
  if (version.kind !== 'answer' || !version.body.includes('Stockbridge 0.0.0-fuzz')) return 'serverVersion is not answered any more';
  const entered = await send(call('authenticate', `<strUserName>${USERNAME}</strUserName><strPassword>${PASSWORD}</strPassword>`));
  const ticket = /<string>(\{[0-9a-f]+\})<\/string>/.exec(entered.kind === 'answer' ? entered.body : '')?.[1];
  if (ticket === undefined && !(entered.kind === 'answer' && entered.body.includes('<string>none</string>'))) return 'the right password is not let in any more';
  if (ticket !== undefined) await send(call('closeConnection', `<ticket>${ticket}</ticket>`));
  return null;
}

export const soap: Target = {
  name: 'soap',
  atOnce: 24,
  async open() {
    const bed = await openBed();
    const { port } = bed.server;
    const before = bed.digest();
    const send = (request: string, patience?: number): ReturnType<typeof exchange> => exchange(port, request.replaceAll(PORT, String(port)), patience);
    return {
      make: anyRequest,
      async check(request) {
        const answer = await send(request);
        if (answer.kind === 'closed') return null;
        const leak = leakIn(answer.head + answer.body, bed.folder);
        return leak === null ? judge(answer.status, answer.head, request.startsWith('HEAD') ? '' : answer.body) : `${leak} in the answer`;
      },
      async audit() {
        const fault = bed.faults.splice(0)[0];
        if (fault !== undefined) return `the engine logged ${fault}`;
        if (bed.digest() !== before) return 'documents, orders or stock changed';
        return goodCall(bed, (request) => send(request, ALL_PATIENCE));
      },
      close: () => bed.close(),
    };
  },
};
