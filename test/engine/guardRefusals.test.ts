/** Every documented refusal of the open door, and what must pass it. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakePort, TICKET, type FakePort } from '../support/fakeWebConnectorPort.ts';
import {
  envelope, http, post, rawExchange, rawHead, startTestServer, valueOf, type HttpAnswer, type TestServer,
} from '../support/soapServer.ts';

let port: FakePort;
let server: TestServer;

beforeAll(async () => {
  port = createFakePort();
  server = await startTestServer(port);
});
afterAll(() => server.close());
beforeEach(() => {
  (port.calls as string[]).length = 0;
});

const CLOSE = envelope('closeConnection', `<ticket>${TICKET}</ticket>`);

function expectFault(answer: HttpAnswer, code: string, words: RegExp): void {
  expect(answer.status).toBe(500);
  expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
  const form = /<soap:Body><soap:Fault><faultcode>(.*)<\/faultcode><faultstring>(.*)<\/faultstring><\/soap:Fault><\/soap:Body>/;
  const [, faultcode, faultstring] = form.exec(answer.body) ?? [];
  expect(faultcode).toBe(`soap:${code}`);
  expect((faultstring ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')).toMatch(words);
  expect(answer.body).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d/);
}

describe('by the headers', () => {
  it.each([
    ['evil.example', 403], ['localhost', 403], ['localhost:1', 403], ['127.0.0.1.nip.example:PORT', 403],
    ['localhost.:PORT', 403], ['[::2]:PORT', 403],
    ['localhost:PORT', 200], ['LOCALHOST:PORT', 200], ['127.0.0.1:PORT', 200], ['[::1]:PORT', 200],
  ] as const)('Host %s gives %i to calls and pages alike', async (host, status) => {
    const headers = { Host: host.replace('PORT', String(server.port)) };
    expect((await post(server.port, CLOSE, headers)).status).toBe(status);
    for (const path of ['/qbwc', '/qbwc?wsdl', '/support']) expect((await http({ port: server.port, path, headers })).status).toBe(status);
    expect(port.calls).toEqual(status === 200 ? ['closeConnection'] : []);
  });

  it.each(['http://evil.example', 'null', 'OWN'])('Origin %s gives 403 even where it is our own', async (origin) => {
    const headers = { Origin: origin === 'OWN' ? `http://localhost:${String(server.port)}` : origin };
    expect((await post(server.port, CLOSE, headers)).status).toBe(403);
    expect((await http({ port: server.port, path: '/support', headers })).status).toBe(403);
    expect(port.calls).toEqual([]);
  });

  it.each([
    ['application/x-www-form-urlencoded', 415], ['text/plain', 415], ['application/soap+xml; charset=utf-8', 415],
    ['application/json', 415], ['text/xmlish', 415],
    ['multipart/form-data; boundary=text/xml', 415], ['text/xml; charset=utf-16', 415], ['text/xml; charset=iso-8859-1', 415], ['', 415],
    ['text/xml', 200], ['text/xml; charset=utf-8', 200], ['Text/XML;charset="UTF-8"', 200], ['text/xml ; charset=us-ascii', 200],
  ] as const)('Content-Type %j gives %i', async (type, status) => {
    expect((await post(server.port, CLOSE, { 'Content-Type': type })).status).toBe(status);
    expect(port.calls).toEqual(status === 200 ? ['closeConnection'] : []);
  });

  it.each(['gzip', 'deflate', 'identity'])('Content-Encoding %s is refused with 415 before anything is unpacked', async (encoding) => {
    const answer = await post(server.port, gzipSync(CLOSE), { 'Content-Encoding': encoding });
    expect(answer.status).toBe(415);
    expect(port.calls).toEqual([]);
  });

  it.each([
    ['PUT', '/qbwc'], ['DELETE', '/qbwc'], ['OPTIONS', '/qbwc'], ['PATCH', '/qbwc'], ['POST', '/support'],
  ])('%s %s gives 405 with what is allowed', async (method, path) => {
    const answer = await http({ port: server.port, method, path, headers: { 'Content-Type': 'text/xml' } });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toContain('GET');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    '/', '/qbwc/', '/qbwc/x', '/QBWC', '/favicon.ico', '/support/../etc', '/%71bwc', '//qbwc',
  ])('%s is 404: there is nothing beside the two pages', async (path) => {
    expect((await http({ port: server.port, path })).status).toBe(404);
    const headers = { 'Content-Type': 'text/xml' };
    expect((await http({ port: server.port, path, method: 'POST', body: CLOSE, headers })).status).toBe(404);
    expect(port.calls).toEqual([]);
  });

  it('refuses an unreadable HTTP request with 400 and goes on', async () => {
    expect(await rawExchange(server.port, ['NONSENSE\r\n\r\n'])).toMatch(/^HTTP\/1.1 400 /);
    expect((await post(server.port, CLOSE)).status).toBe(200);
  });
});

describe('by SOAPAction', () => {
  const INTUIT = 'http://developer.intuit.com/';
  it.each([`"${INTUIT}closeConnection"`, `${INTUIT}closeConnection`, '""', ''])('%j goes with the Body', async (action) => {
    expect((await post(server.port, CLOSE, { SOAPAction: action })).status).toBe(200);
    expect(port.calls).toEqual(['closeConnection']);
  });

  it.each([
    `"${INTUIT}authenticate"`, 'closeConnection', `"${INTUIT}CloseConnection"`, `"${INTUIT}closeConnection`,
  ])('%j does not', async (action) => {
    expectFault(await post(server.port, CLOSE, { SOAPAction: action }), 'Client', /SOAPAction/);
    expect(port.calls).toEqual([]);
  });
});

describe('by the message', () => {
  const entity = (index: number): string => `<!ENTITY a${String(index + 1)} "${`&a${String(index)};`.repeat(10)}">`;
  const BOMB = `<!DOCTYPE x [<!ENTITY a0 "lol">${Array.from({ length: 10 }, (_unused, index) => entity(index)).join('')}]>`;
  const FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>';
  const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
  const withDtd = (dtd: string, ticket: string): string =>
    envelope('closeConnection', `<ticket>${ticket}</ticket>`).replace(DECLARATION, DECLARATION + dtd);
  const SOAP12 = CLOSE.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope');
  it.each([
    ['a DTD with entities', withDtd(BOMB, '&a10;'), 'Client', /document type/],
    ['an external entity', withDtd(FILE, '&f;'), 'Client', /document type/],
    ['an entity without a DTD', envelope('closeConnection', '<ticket>&nbsp;</ticket>'), 'Client', /"&"/],
    ['a bare ampersand', envelope('closeConnection', '<ticket>a & b</ticket>'), 'Client', /"&"/],
    ['a character that does not exist', envelope('closeConnection', '<ticket>&#xD800;</ticket>'), 'Client', /character/],
    ['a cut envelope', CLOSE.slice(0, -20), 'Client', /ends in the middle|closed/],
    ['a wrong closing tag', CLOSE.replace('</ticket>', '</Ticket>'), 'Client', /closed/],
    ['two documents', CLOSE + CLOSE.slice(38), 'Client', /more than one/],
    ['text after the document', `${CLOSE} x`, 'Client', /outside/],
    ['an undeclared prefix', CLOSE.replace('<ticket>', '<q:ticket>').replace('</ticket>', '</q:ticket>'), 'Client', /prefix/],
    ['an attribute given twice', CLOSE.replace('<ticket>', '<ticket a="1" a="2">'), 'Client', /twice/],
    ['nothing', '', 'Client', /middle/],
    ['no XML', 'ticket=1', 'Client', /outside|middle/],
    ['binary bytes', Buffer.from([0xff, 0xfe, 0x3c, 0x00, 0x80]), 'Client', /UTF-8/],
    ['Latin-1 sent as UTF-8', Buffer.from(envelope('closeConnection', '<ticket>Müller</ticket>'), 'latin1'), 'Client', /UTF-8/],
    ['a tag of many megabytes', CLOSE.replace('<ticket>', `<ticket${' a="1"'.repeat(1_000_000)}>`), 'Client', /tag/],
    ['a tag of many blanks', CLOSE.replace('<ticket>', `<ticket${' '.repeat(5_000_000)}`), 'Client', /tag/],
    ['elements nested without end', envelope('closeConnection', `${'<a>'.repeat(50)}${'</a>'.repeat(50)}`), 'Client', /nested/],
    ['elements nested a hundred thousand deep', envelope('receiveResponseXML', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`), 'Client', /nested/],
    ['elements without number', envelope('closeConnection', '<a/>'.repeat(2_000)), 'Client', /elements/],
    ['SOAP 1.2', SOAP12, 'VersionMismatch', /SOAP 1\.1/],
    ['no envelope', '<closeConnection xmlns="http://developer.intuit.com/"/>', 'Client', /envelope/],
    ['an empty Body', CLOSE.replace(/<soap:Body>.*<\/soap:Body>/, '<soap:Body/>'), 'Client', /exactly one/],
    ['two calls in one Body', CLOSE.replace('</soap:Body>', '<x/></soap:Body>'), 'Client', /exactly one/],
    ['an operation that does not exist', envelope('dropTables'), 'Client', /no operation "dropTables"/],
    ['a name every object has', envelope('constructor'), 'Client', /no operation/],
    ['an operation in another namespace', envelope('closeConnection', '', 'http://developer.intuit.com'), 'Client', /namespace/],
    ['an operation in another case', envelope('CloseConnection'), 'Client', /no operation/],
    ['an argument given twice', envelope('closeConnection', '<ticket>a</ticket><ticket>b</ticket>'), 'Client', /ticket twice/],
    ['an argument with elements inside', envelope('receiveResponseXML', '<response><QBXML/></response>'), 'Client', /must be text/],
  ] as const)('%s is a SOAP 1.1 fault', async (_name, body, code, words) => {
    expectFault(await post(server.port, body), code, words);
    expect(port.calls).toEqual([]);
  });

  it('a handler that throws is a fault without its words, told to the log', async () => {
    const failing = await startTestServer(createFakePort({ failing: ['closeConnection', 'authenticate'] }));
    try {
      expectFault(await post(failing.port, CLOSE), 'Server', /log says more/);
      const answer = await post(failing.port, envelope('authenticate'));
      expectFault(answer, 'Server', /log says more/);
      expect(answer.body).not.toContain('own words');
      expect(failing.events.map((event) => event.kind === 'failed' && event.operation)).toEqual(['closeConnection', 'authenticate']);
    } finally {
      await failing.close();
    }
  });

  it('an id attribute cannot reach the prototype of every object', async () => {
    await post(server.port, envelope('closeConnection', '<ticket id="__proto__">x</ticket><__proto__ id="constructor">y</__proto__>'));
    expect(({} as Record<string, unknown>)['obj']).toBeUndefined();
    expect(({} as Record<string, unknown>)['hrefs']).toBeUndefined();
  });

  it('an unknown ticket is the engine\'s business, not the door\'s', async () => {
    const answer = await post(server.port, envelope('closeConnection', '<ticket>who</ticket>'));
    expect(valueOf(answer.body, 'closeConnectionResult')).toBe('All done.');
    expect(port.tickets.at(-1)).toBe('who');
  });
});

describe('by size', () => {
  const MEGABYTE = 1024 * 1024;

  it('a Content-Length of 100 MB is 413 before a byte of it is asked for, and the connection is closed', async () => {
    const head = rawHead(server.port, { 'Content-Length': 100 * MEGABYTE, Expect: '100-continue' });
    const answer = await rawExchange(server.port, [head]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    expect(answer).not.toContain('100 Continue');
  });

  it('a body of 100 MB without a length is cut off at 64 MB, and nothing of it is kept', async () => {
    const chunk = Buffer.alloc(MEGABYTE, 0x20);
    const frame = Buffer.concat([Buffer.from(`${MEGABYTE.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]);
    const head = rawHead(server.port, { 'Transfer-Encoding': 'chunked' });
    const answer = await rawExchange(server.port, [head, ...Array.from({ length: 100 }, () => frame), '0\r\n\r\n']);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/64 MB/);
    expect((await post(server.port, CLOSE)).status).toBe(200);
  });

  it('only the calls that bring what QuickBooks said may be long: who gives wrong passwords must wait, and not hold the memory meanwhile', async () => {
    const long = 'x'.repeat(300_000);
    expectFault(await post(server.port, envelope('authenticate', `<strUserName>${long}</strUserName><strPassword>y</strPassword>`)), 'Client', /larger than authenticate needs/);
    expectFault(await post(server.port, envelope('authenticate', `<strUserName>u</strUserName><!--${long}-->`)), 'Client', /larger than authenticate needs/);
    expect(port.calls).toEqual([]);
    expect((await post(server.port, envelope('receiveResponseXML', `<ticket>${TICKET}</ticket><response>${long}</response>`))).status).toBe(200);
  });

  it('exactly the limit passes, one byte more does not', async () => {
    const small = await startTestServer(createFakePort(), { limit: 4096 });
    try {
      const padding = envelope('closeConnection', '<ticket></ticket>').length;
      const fits = envelope('closeConnection', `<ticket>${'x'.repeat(4096 - padding)}</ticket>`);
      expect((await post(small.port, fits)).status).toBe(200);
      expect((await post(small.port, `${fits} `)).status).toBe(413);
      const chunked = { 'Content-Type': 'text/xml', 'Transfer-Encoding': 'chunked' };
      expect((await http({ port: small.port, method: 'POST', headers: chunked, body: fits })).status).toBe(200);
      expect((await http({ port: small.port, method: 'POST', headers: chunked, body: `${fits} ` })).status).toBe(413);
    } finally {
      await small.close();
    }
  });

  it('callers that send at the same time share a budget: who exceeds it gets 503, small calls still pass', async () => {
    const small = await startTestServer(createFakePort(), { limit: 100_000 });
    try {
      const head = rawHead(small.port, { 'Content-Length': 100_000, Connection: 'close' });
      const unfinished = (): Promise<string> => rawExchange(small.port, [head, ' '.repeat(90_000)]);
      expect(await Promise.race([unfinished(), unfinished(), unfinished()])).toMatch(/^HTTP\/1\.1 503 /);
      expect((await post(small.port, CLOSE)).status).toBe(200);
    } finally {
      await small.close();
    }
  });
});
