/** The port the Web Connector knows: who holds it, and does the address answer as it should? */
import { request as startRequest } from 'node:http';
import { runningEngine } from '../db/lock.ts';
import { describeHolder, findPortHolder } from '../http/portHolder.ts';
import { keptPort } from '../host/keptPort.ts';
import { fine, ill, note, type Finding } from './finding.ts';

type Answer = { readonly status: number; readonly body: string };

const PATIENCE = 5_000;
const MOST_READ = 100_000;

const CALL_HEADERS = { 'Content-Type': 'text/xml; charset=utf-8', 'SOAPAction': '"http://developer.intuit.com/serverVersion"' };

/** Null: nobody answered in time. `address`: both that "localhost" may mean are asked, since the Web Connector may ask either. */
function ask(address: string, port: number, path: string, call: string | null): Promise<Answer | null> {
  return new Promise((resolve) => {
    const ofCall = call === null ? {} : { ...CALL_HEADERS, 'Content-Length': Buffer.byteLength(call) };
    const method = call === null ? 'GET' : 'POST';
    const headers = { Host: `localhost:${String(port)}`, ...ofCall };
    const sent = startRequest({ host: address, port, path, method, headers, agent: false, timeout: PATIENCE }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => { if (body.length < MOST_READ) body += part; });
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, body }); });
      response.on('error', () => { resolve(null); });
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => { resolve(null); });
    sent.end(call ?? undefined);
  });
}

const SERVER_VERSION = '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
  + '<soap:Body><serverVersion xmlns="http://developer.intuit.com/" /></soap:Body></soap:Envelope>';

export async function examineDoor(folder: string): Promise<readonly Finding[]> {
  const subject = { check: 'port', about: null } as const;
  const port = keptPort(folder);
  if (port === null) return [note(subject, 'No port has been chosen yet.', 'Start "serve", or write a .qwc file with "qwc".')];
  const name = `Port ${String(port)}`;
  const holder = await findPortHolder(port);
  const engine = runningEngine(folder);
  const pages = await Promise.all(['127.0.0.1', '::1'].map((address) => ask(address, port, '/support', null)));
  const taken = holder.pid !== null || pages.some((page) => page !== null);
  if (!taken) {
    const todo = engine === null ? 'Start "serve": the Web Connector finds nobody at its address.'
      : 'Stop the running Stockbridge and start "serve" again.';
    return [ill(subject, { what: `Nobody answers on ${name.toLowerCase()}.`, todo })];
  }
  const isOurs = pages.every((page) => page === null || (page.status === 200 && page.body.includes('Stockbridge')))
    && (holder.pid === null ? engine !== null : holder.pid === engine);
  if (!isOurs) {
    return [ill(subject, {
      what: `${name} is held by ${describeHolder(holder)}, not by the Stockbridge of this data folder.`,
      todo: 'Find out what it is and end it: the Web Connector would send it your password. If you do not know it, change that.',
    })];
  }
  return [fine(subject, `${name} is held by this Stockbridge (process ${String(engine)}).`), await examineAddress(port)];
}

async function examineAddress(port: number): Promise<Finding> {
  const subject = { check: 'address', about: null } as const;
  const url = `http://localhost:${String(port)}/qbwc`;
  const looked = await ask('127.0.0.1', port, '/qbwc', null);
  const said = await ask('127.0.0.1', port, '/qbwc', SERVER_VERSION);
  const answers = looked?.status === 200 && said?.status === 200 && said.body.includes('serverVersionResult');
  if (answers) return fine(subject, `${url} answers the Web Connector's calls.`);
  const detail = `GET ${String(looked?.status ?? 'nothing')}, call ${String(said?.status ?? 'nothing')}`;
  return ill(subject, { what: `${url} does not answer as it should.`,
    todo: 'Look whether a proxy or a security program stands in between, then start "serve" again.', detail });
}
