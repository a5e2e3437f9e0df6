/**
 * Carries SOAP calls as the Web Connector does (one kept-alive connection, Expect: 100-continue), and reads any answer: the product's and its peer's,
 * which writes an element of its own around each result that the Web Connector's .NET client would not read. Times are of the line alone.
 */
import { Agent, request as startRequest } from 'node:http';
import { writeCall } from '../../src/simulator/webConnector/strictWire.ts';
import { INTUIT, type Operation, type Wire } from '../../src/simulator/webConnector/wire.ts';

export type TimedCall = { readonly operation: Operation; readonly ms: number };

export type PlainWire = Wire & {
  /** From the first byte of the request to the last of the answer, call by call. */
  readonly times: TimedCall[];
};

export function createPlainWire(url: string): PlainWire {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: TimedCall[] = [];

  const send = (operation: Operation, body: Buffer): Promise<string> => new Promise((resolve, reject) => {
    const sent = startRequest(url, {
      method: 'POST', agent,
      headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${INTUIT}${operation}"`, 'Content-Length': body.length, Expect: '100-continue' },
    }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${operation} was answered with ${String(response.statusCode)}: ${text.slice(0, 300)}`));
      });
      response.on('error', reject);
    });
    sent.on('continue', () => { sent.end(body); });
    sent.on('error', reject);
    sent.flushHeaders();
  });

  return {
    times,
    async call(operation, args) {
      const request = writeCall(operation, args);
      const body = Buffer.from(request);
      const begun = performance.now();
      const response = await send(operation, body);
      times.push({ operation, ms: performance.now() - begun });
      return { result: resultOf(operation, response), request, response };
    },
    abandon: () => Promise.reject(new Error('benchmarks do not go away in the middle of a call')),
    close: () => agent.destroy(),
  };
}

function resultOf(operation: Operation, xml: string): string | number | readonly string[] {
  const inner = new RegExp(`<(?:\\w+:)?${operation}Result(?:\\s[^>]*[^/])?>([\\s\\S]*)</(?:\\w+:)?${operation}Result>`).exec(xml)?.[1] ?? '';
  const parts = [...inner.matchAll(/<(?:\w+:)?(?:string|int)(?:\s[^>]*)?(?:\/>|>([^<]*)<\/)/g)].map((match) => plain(match[1] ?? ''));
  if (operation === 'authenticate') return parts;
  const [only = plain(inner)] = parts;
  return operation === 'receiveResponseXML' ? Number(only) : only;
}

function plain(text: string): string {
  const cdata = /^<!\[CDATA\[([\s\S]*)\]\]>$/.exec(text)?.[1];
  return cdata ?? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', '\'')
    .replace(/&#(?:x([\dA-Fa-f]+)|(\d+));/g, (_whole, hex: string | undefined, decimal: string | undefined) => String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)))
    .replaceAll('&amp;', '&');
}

/** The sum, in milliseconds. */
export function timeOf(times: readonly TimedCall[]): number {
  return times.reduce((sum, { ms }) => sum + ms, 0);
}
