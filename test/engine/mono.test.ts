/** A second opinion on the wire: clients that Mono's wsdl2 made, the nearest thing to the Web Connector's own .NET proxy. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakePort, TICKET, type FakePort, type FakePortOptions } from '../support/fakeWebConnectorPort.ts';
import { buildMonoClient, missingMonoTools, runMonoClient, type MonoRun } from '../support/monoClient.ts';
import { startTestServer } from '../support/soapServer.ts';

const published = path.resolve(import.meta.dirname, '../../../shared/wsdl/QBWebConnectorSvc.wsdl');
const missing = missingMonoTools();
const absent = existsSync(published) ? [] : ['../shared/wsdl'];
if (missing.length > 0) console.warn(`SKIPPED: no .NET client is built, for want of ${missing.join(', ')} (Debian: mono-devel mono-mcs)`);
if (absent.length > 0) console.warn('SKIPPED: ../shared/wsdl is not here, no client is made from the published description');

const REQUEST = '<?xml version="1.0"?>\r\n<?qbxml version="13.0"?>\n<QBXML a="1">\t&amp; \'Müller\' 漢字 🙂 ]]> <![CDATA[x]]> </QBXML>\n';
const OF_THE_GUIDE = [
  ['getServerVersion', 'Stockbridge 0.1.0'], ['getInteractiveURL', ''], ['interactiveRejected', ''], ['interactiveDone', 'DONE'],
];
const USER = 'Jörg';
const PASSWORD = ' pä<&"]]>ß ';

type Drive = MonoRun & { readonly port: FakePort };

/** Runs the driver against a server of its own; gives its lines and what the port saw. */
async function drive(executable: string, mode: string, options: FakePortOptions, more: readonly string[] = []): Promise<Drive> {
  const port = createFakePort({ username: USER, password: PASSWORD, ...options });
  const server = await startTestServer(port);
  try {
    return { ...(await runMonoClient(executable, [mode, server.url, USER, PASSWORD, ...more])), port };
  } finally {
    await server.close();
  }
}

describe.each([
  { name: 'the published description', ours: false, skipped: missing.length + absent.length > 0 },
  { name: 'our own, as served', ours: true, skipped: missing.length > 0 },
])('a .NET client made from $name', ({ ours, skipped }) => {
  let folder = '';
  let executable = '';

  beforeAll(async () => {
    if (skipped) return;
    folder = await mkdtemp(path.join(tmpdir(), 'stockbridge-mono-'));
    const server = await startTestServer(createFakePort());
    try {
      executable = await buildMonoClient(ours ? `${server.url}?wsdl` : published, folder, ours);
    } finally {
      await server.close();
    }
  }, 120_000);
  afterAll(async () => {
    if (folder !== '') await rm(folder, { recursive: true });
  });

  it.skipIf(skipped)('reads every answer without loss and nothing as null', async () => {
    const { code, lines, port } = await drive(executable, 'calls', { requests: [REQUEST], percents: [37, -1] });
    expect(code).toBe(0);
    const results = lines.filter((line) => line.operation !== undefined).map((line) => [line.operation, line.result]);
    expect(results).toEqual([
      ['serverVersion', 'Stockbridge 0.1.0'],
      ['clientVersion', ''],
      ['authenticate', [TICKET, '', '', '']],
      ['sendRequestXML', REQUEST],
      ['receiveResponseXML', 37],
      ['receiveResponseXML', -1],
      ['connectionError', 'done'],
      ['getLastError', 'Nothing to do.'],
      ['closeConnection', 'All done.'],
      ...(ours ? OF_THE_GUIDE : []),
    ]);
    expect(port.signIns).toEqual([[USER, PASSWORD]]);
    expect(port.sent).toEqual([{
      ticket: TICKET, hcpResponse: '<hcp>Größe &amp; ]]></hcp>', companyFileName: 'C:\\Books\\Müller & Söhne.qbw',
      country: 'US', majorVersion: 16, minorVersion: 0,
    }]);
    expect(port.received.map(({ response, hresult }) => [response.replaceAll('\r\n', '\n'), hresult])).toEqual([
      ['<?xml version="1.0" ?>\n<QBXML>\t"漢字" 🙂 &amp; ]]></QBXML>', ''], ['', '0x80040400'],
    ]);
    expect(port.connectionErrors).toEqual([[TICKET, '0x80040416', 'QuickBooks is not running.']]);
  });

  it.skipIf(skipped)('reads a fault as a fault, with its words', async () => {
    const { code, lines } = await drive(executable, 'calls', { failing: ['authenticate'] });
    expect(code).toBe(1);
    expect(lines.at(-1)?.outcome).toBe('failed');
    expect(lines.at(-1)?.detail).toMatch(/^Soap\w*Exception: Stockbridge could not answer/);
  });

  it.skipIf(skipped)('goes through a whole session, pauses and a failed request included', async () => {
    const asked: string[] = [];
    const big = `<QBXML>${'Ä'.repeat(1_000_000)}</QBXML>`;
    const quickbooks: Server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        asked.push(Buffer.concat(parts).toString());
        if (asked.length === 1) response.end(big);
        else response.writeHead(500, { 'X-HResult': '0x80040400' }).end('QuickBooks found an error.');
      });
    });
    await new Promise<void>((resolve) => quickbooks.listen(0, '127.0.0.1', resolve));
    const address = quickbooks.address();
    const url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}/`;
    try {
      const options = { requests: [REQUEST, 'NoOp', 'second'], lastErrors: ['NoOp'], percents: [50, 100] };
      const { code, lines, port } = await drive(executable, 'session', options, ['--quickbooks', url, '--pause', '1']);
      expect(code).toBe(0);
      expect(lines.at(-1)).toEqual({ outcome: 'finished', detail: 'All done.', requests: 2 });
      expect(port.calls).toEqual([
        'serverVersion', 'clientVersion', 'authenticate', 'sendRequestXML', 'receiveResponseXML',
        'sendRequestXML', 'getLastError', 'sendRequestXML', 'receiveResponseXML', 'closeConnection',
      ]);
      expect(asked).toEqual([REQUEST, 'second']);
      expect(port.received[0]?.response).toBe(big);
      expect(port.received[1]).toEqual({ ticket: TICKET, response: '', hresult: '0x80040400', message: 'QuickBooks found an error.' });
    } finally {
      quickbooks.close();
    }
  });
});
