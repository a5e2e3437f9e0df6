/** The floor of receiving a large answer: takes the call and runs a bare streaming parser over both XML documents, the envelope and the qbXML inside it. Keeps nothing. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SaxesParser } from 'saxes';
import { INTUIT } from '../../src/simulator/webConnector/wire.ts';
import { answerCalls } from './childPort.ts';

export type FloorCalls = { open(): Promise<string> };

/** Characters at a time, as a stream would bring them. */
const SLICE = 64 * 1024;

/** The text of the element `response`, as parsed; empty where there is none. */
function passOver(xml: string): string {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const texts: string[] = [];
  let isInside = false;
  parser.on('opentag', ({ name }) => { isInside = name === 'response'; });
  parser.on('closetag', () => { isInside = false; });
  parser.on('text', (text) => { if (isInside) texts.push(text); });
  parser.on('error', (error) => { throw error; });
  for (let at = 0; at < xml.length; at += SLICE) parser.write(xml.slice(at, at + SLICE));
  parser.close();
  return texts.join('');
}

const ANSWER = `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><receiveResponseXMLResponse xmlns="${INTUIT}">`
  + '<receiveResponseXMLResult>100</receiveResponseXMLResult></receiveResponseXMLResponse></soap:Body></soap:Envelope>';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const inner = passOver(Buffer.concat(chunks).toString());
    if (inner !== '') passOver(inner.trimStart());
    response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': ANSWER.length });
    response.end(ANSWER);
  });
});

const calls: FloorCalls = {
  open: () => new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => { resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/qbwc`); });
  }),
};

answerCalls(calls, () => undefined);
