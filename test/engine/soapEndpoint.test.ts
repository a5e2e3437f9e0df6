/** What the endpoint answers, byte for byte where the Web Connector is known to be touchy (QBWC fact sheet §2). */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebConnectorPort } from '../../src/domain/session.ts';
import { readWsdl } from '../../src/engine/soap/endpoint.ts';
import { OPERATIONS } from '../../src/engine/soap/operations.ts';
import { readXml } from '../../src/quickbooks/xml/read.ts';
import type { XmlElement } from '../../src/quickbooks/xml/tree.ts';
import { createFakePort, TICKET, type FakePort } from '../support/fakeWebConnectorPort.ts';
import { envelope, http, post, startTestServer, valueOf, type TestServer } from '../support/soapServer.ts';

const HEAD = '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"  '
  + 'xmlns:tns="http://developer.intuit.com/"><soap:Body>';
const FOOT = '</soap:Body></soap:Envelope>';

let port: FakePort;
let server: TestServer;

beforeAll(async () => {
  port = createFakePort();
  server = await startTestServer(port);
});
afterAll(() => server.close());

/** Answers of a server whose port gives `value` for every text. */
async function answerWith(value: string, operation: string): Promise<string> {
  const texts: Partial<WebConnectorPort> = {
    closeConnection: () => value, sendRequestXML: () => value, authenticate: async () => [value, value],
  };
  const other = await startTestServer({ ...createFakePort(), ...texts });
  try {
    return (await post(other.port, envelope(operation))).body;
  } finally {
    await other.close();
  }
}

function strings(...texts: readonly string[]): string {
  return `<authenticateResult>${texts.map((text) => `<string>${text}</string>`).join('')}</authenticateResult>`;
}

describe('answers', () => {
  it.each([
    ['serverVersion', '', '<serverVersionResult>Stockbridge 0.1.0</serverVersionResult>'],
    ['getServerVersion', '<ticket/>', '<getServerVersionResult>Stockbridge 0.1.0</getServerVersionResult>'],
    ['clientVersion', '<strVersion>2.3.0.215</strVersion>', '<clientVersionResult></clientVersionResult>'],
    ['authenticate', '<strUserName>bookkeeper</strUserName><strPassword>secret</strPassword>', strings(TICKET, '', '', '')],
    ['authenticate', '<strUserName>bookkeeper</strUserName><strPassword/>', strings('', 'nvu', '', '')],
    ['sendRequestXML', '', '<sendRequestXMLResult></sendRequestXMLResult>'],
    ['receiveResponseXML', '', '<receiveResponseXMLResult>100</receiveResponseXMLResult>'],
    ['connectionError', '', '<connectionErrorResult>done</connectionErrorResult>'],
    ['getLastError', '', '<getLastErrorResult>Nothing to do.</getLastErrorResult>'],
    ['closeConnection', '', '<closeConnectionResult>All done.</closeConnectionResult>'],
    ['getInteractiveURL', '<wcTicket>t</wcTicket><sessionID>1</sessionID>', '<getInteractiveURLResult></getInteractiveURLResult>'],
    ['interactiveRejected', '<wcTicket>t</wcTicket><reason>no</reason>', '<interactiveRejectedResult></interactiveRejectedResult>'],
    ['interactiveDone', '<wcTicket>t</wcTicket>', '<interactiveDoneResult>DONE</interactiveDoneResult>'],
  ])('%s: namespace by default on the Response element, no padding, empty strings written out', async (operation, inner, result) => {
    const answer = await post(server.port, envelope(operation, inner), { SOAPAction: `"http://developer.intuit.com/${operation}"` });
    expect(answer.status).toBe(200);
    expect(answer.body).toBe(`${HEAD}<${operation}Response xmlns="http://developer.intuit.com/">${result}</${operation}Response>${FOOT}`);
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
    expect(answer.headers['transfer-encoding']).toBeUndefined();
  });

  it('gives every operation of the interface a Body that is not empty', async () => {
    for (const operation of Object.keys(OPERATIONS)) {
      const { body } = await post(server.port, envelope(operation));
      expect(body).toContain(`<${operation}Response xmlns="http://developer.intuit.com/"><${operation}Result>`);
    }
  });

  it.each([
    ['XML with line ends, quotes and a tab', '<?xml version="1.0"?>\r\n<?qbxml version="13.0"?>\n<QBXML a="1">\t&amp; \'x\' </QBXML>'],
    ['letters of all kinds', 'Müller Žižek Œuvre ½ € 漢字 🙂'],
    ['the end of a CDATA section', 'a ]]> b'],
    ['what looks like a CDATA section', '<![CDATA[ <x>&amp;</x> ]]>'],
    ['blanks at both ends', '  padded  '],
    ['an escape that must stay one', '&lt;tag&gt; &#65;'],
  ])('carries %s unchanged', async (_name, text) => {
    expect(valueOf(await answerWith(text, 'sendRequestXML'), 'sendRequestXMLResult')).toBe(text);
    const { body } = { body: await answerWith(text, 'authenticate') };
    const strings = [...body.matchAll(/<string>[^<]*<\/string>/g)].map((match) => valueOf(match[0], 'string'));
    expect(strings).toEqual([text, text, '', '']);
  });

  it('puts the replacement character for what XML cannot hold', async () => {
    const body = await answerWith('a\u0000b\u0008c\u001fd\ud800e\uffff', 'closeConnection');
    expect(valueOf(body, 'closeConnectionResult')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\ufffd');
    expect(readXml(body).ok).toBe(true);
  });

  it('answers a negative or zero percentage as the number it is', async () => {
    const other = await startTestServer(createFakePort({ percents: [-1, 0, 7] }));
    try {
      const values = [];
      for (let round = 0; round < 3; round += 1) {
        const { body } = await post(other.port, envelope('receiveResponseXML'));
        values.push(valueOf(body, 'receiveResponseXMLResult'));
      }
      expect(values).toEqual(['-1', '0', '7']);
    } finally {
      await other.close();
    }
  });
});

describe('arguments', () => {
  const sent = async (inner: string, operation = 'sendRequestXML'): Promise<void> => {
    expect((await post(server.port, envelope(operation, inner))).status).toBe(200);
  };

  it('are numbers where they are numbers, and empty or 0 where they are missing, empty or nil', async () => {
    const nil = '<strCompanyFileName xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>';
    await sent(`<ticket>t</ticket><strHCPResponse/>${nil}<qbXMLMajorVers> 16 </qbXMLMajorVers><qbXMLMinorVers></qbXMLMinorVers>`);
    expect(port.sent.at(-1)).toEqual({ ticket: 't', hcpResponse: '', companyFileName: '', country: '', majorVersion: 16, minorVersion: 0 });
  });

  it('come in any order, under any prefix, in CDATA or escaped, with comments between, unknown ones left out', async () => {
    const namespaces = 'xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://developer.intuit.com/"';
    const response = '<i:response><![CDATA[<?xml version="1.0"?><a>]]>&lt;b/&gt;<![CDATA[</a>]]></i:response>';
    const body = `<?xml version="1.0"?><!-- x --><e:Envelope ${namespaces}><e:Header><i:Some thing="1"/></e:Header><e:Body>\n`
      + `<i:receiveResponseXML><i:message/><!-- y -->${response}<i:ticket>t</i:ticket><i:other>z</i:other></i:receiveResponseXML>\n`
      + '</e:Body></e:Envelope>';
    expect((await post(server.port, `\ufeff${body}`)).status).toBe(200);
    expect(port.received.at(-1)).toEqual({ ticket: 't', response: '<?xml version="1.0"?><a><b/></a>', hresult: '', message: '' });
  });

  it('keep every blank and character, however long the text: soap alone would trim it every 64 kB', async () => {
    const blanks = 'Steel Bolt   3/8"\t& more\n  '.repeat(40_000);
    await sent(`<response>${blanks.replaceAll('&', '&amp;')}</response>`, 'receiveResponseXML');
    expect(port.received.at(-1)?.response).toBe(blanks);
  });

  it('keep control characters that QuickBooks let through as references', async () => {
    await sent('<response>a&#x1F;b&#0;c&#13;d&amp;#x1;&#128578;</response>', 'receiveResponseXML');
    expect(port.received.at(-1)?.response).toBe('a\u001fb\u0000c\rd&#x1;🙂');
  });
});

describe('pages', () => {
  it.each(['GET', 'HEAD'])('%s on the endpoint and the support page is 200', async (method) => {
    for (const page of ['/qbwc', '/qbwc?x=1', '/support']) {
      const answer = await http({ port: server.port, method, path: page });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.body === '').toBe(method === 'HEAD');
    }
  });

  it('the support page tells name, version and "running", and nothing else', async () => {
    const { body } = await http({ port: server.port, path: '/support' });
    expect(body.replace(/<title>.*<\/title>/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim()).toBe('Stockbridge 0.1.0 running');
  });

  it.each(['/qbwc?wsdl', '/qbwc?WSDL'])('%s is the service description with the address it was asked at', async (page) => {
    const answer = await http({ port: server.port, path: page });
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(answer.body).toContain(`<soap:address location="http://localhost:${String(server.port)}/qbwc"/>`);
    expect(answer.body).not.toContain(':47800/');
    expect(readXml(answer.body).ok).toBe(true);
  });
});

const published = path.resolve(import.meta.dirname, '../../../shared/wsdl/QBWebConnectorSvc.wsdl');
const missing = !existsSync(published);
if (missing) console.warn('SKIPPED: ../shared/wsdl is not here, our service description is not compared with the published one');

type Described = {
  readonly operations: readonly string[];
  readonly elements: Readonly<Record<string, readonly string[]>>;
  readonly ports: readonly string[];
};

/** Names without prefix, types with the prefix resolved to "xsd" or "tns", and occurrence with its defaults. */
function describeWsdl(text: string): Described {
  const read = readXml(text);
  if (!read.ok) throw new Error('the service description cannot be read');
  const all = (element: XmlElement): readonly XmlElement[] => [element, ...element.children.flatMap(all)];
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  const nodes = all(read.value);
  const schema = nodes.find((node) => local(node.name) === 'schema');
  const elements = Object.fromEntries((schema?.children ?? []).map((top) => [top.attributes['name'] ?? '', all(top).slice(1)
    .filter((node) => local(node.name) === 'element')
    .map(({ attributes: { name = '', type = '', minOccurs = '1', maxOccurs = '1', nillable = 'false' } }) =>
      `${name} ${local(type)} ${minOccurs}..${maxOccurs} ${nillable}`)]));
  const operations = nodes.filter((node) => node.attributes['soapAction'] !== undefined).map((node) => node.attributes['soapAction'] ?? '');
  const ports = nodes.filter((node) => local(node.name) === 'port').map((node) => node.attributes['name'] ?? '');
  return { operations, elements, ports };
}

describe('the service description', () => {
  it.skipIf(missing)('says of every published operation what the published one says', async () => {
    const theirs = describeWsdl(readFileSync(published, 'utf8'));
    const ours = describeWsdl(await readWsdl());
    expect(theirs.operations).toHaveLength(8);
    for (const operation of theirs.operations) expect(ours.operations).toContain(operation);
    for (const [name, parts] of Object.entries(theirs.elements)) expect([name, ours.elements[name]]).toEqual([name, parts]);
    expect(ours.ports).toEqual(theirs.ports);
  });

  it('describes every operation that is answered, with the arguments that are read, at one port', async () => {
    const { operations, elements, ports } = describeWsdl(await readWsdl());
    expect([...operations].sort()).toEqual(Object.keys(OPERATIONS).map((name) => `http://developer.intuit.com/${name}`).sort());
    for (const [name, args] of Object.entries(OPERATIONS)) expect(elements[name]?.map((part) => part.split(' ')[0])).toEqual(args);
    expect(ports).toEqual(['QBWebConnectorSvcSoap']);
  });
});

describe('a call that is under way', () => {
  it('is said to begin before it is answered and to end once, and refused ones are not said at all', async () => {
    const course: string[] = [];
    const calling: WebConnectorPort = {
      ...createFakePort(),
      begin: () => {
        course.push('begins');
        return () => { course.push('ends'); };
      },
      serverVersion: () => {
        course.push('answered');
        return 'x';
      },
    };
    const other = await startTestServer(calling);
    try {
      await post(other.port, envelope('serverVersion'));
      await http({ port: other.port });
      await http({ port: other.port, method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' });
      await vi.waitFor(() => { expect(course).toEqual(['begins', 'answered', 'ends']); });
    } finally {
      await other.close();
    }
  });
});
