/** Whole sessions through the real door: simulated Web Connector, both wires, against the endpoint. */
import { afterEach, describe, expect, it } from 'vitest';
import { createSoapClient } from '../../src/simulator/webConnector/createSoapClient.ts';
import { QuickBooksError, type ProcessResult, type SimulatedQuickBooks } from '../../src/simulator/webConnector/simulatedQuickBooks.ts';
import { createStrictWire } from '../../src/simulator/webConnector/strictWire.ts';
import { createWebConnector, type WebConnectorOptions } from '../../src/simulator/webConnector/webConnector.ts';
import { createFakePort, TICKET, type FakePort, type FakePortOptions } from '../support/fakeWebConnectorPort.ts';
import { startTestServer } from '../support/soapServer.ts';

const HCP = '<?xml version="1.0" ?><QBXML><QBXMLMsgsRs><HostQueryRs statusCode="0"/></QBXMLMsgsRs></QBXML>';
const REQUEST = '<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="13.0"?>\n'
  + '<QBXML><QBXMLMsgsRq onError="stopOnError"><HostQueryRq/></QBXMLMsgsRq></QBXML>\n';

type Company = SimulatedQuickBooks & {
  readonly processed: readonly string[];
  readonly opened: readonly (string | undefined)[];
  readonly open: () => number;
};

function echo(qbxml: string): ProcessResult {
  return { kind: 'answer', xml: `answer to ${qbxml}` };
}

function createCompany(answer: (qbxml: string) => ProcessResult = echo, failures: readonly QuickBooksError[] = []): Company {
  const processed: string[] = [];
  const opened: (string | undefined)[] = [];
  let sessions = 0;
  return {
    path: 'C:\\Books\\Müller & Söhne.qbw',
    processed,
    opened,
    open: () => sessions,
    beginSession(file) {
      opened.push(file);
      const failure = failures[opened.length - 1];
      if (failure !== undefined) throw failure;
      sessions += 1;
      return 's1';
    },
    endSession() {
      sessions -= 1;
    },
    process(_sessionId, qbxml) {
      processed.push(qbxml);
      return answer(qbxml);
    },
    hcpResponse: () => HCP,
  };
}

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

type Setup = {
  readonly port: FakePort;
  readonly company: Company;
  readonly url: string;
  readonly connector: ReturnType<typeof createWebConnector>;
  readonly slept: readonly number[];
};
type More = Partial<WebConnectorOptions>;
type Carrier = 'strict' | 'soap';

async function setUp(options: FakePortOptions, company = createCompany(), more: More = {}, wire: Carrier = 'strict'): Promise<Setup> {
  const port = createFakePort(options);
  const server = await startTestServer(port);
  const slept: number[] = [];
  const carrier = wire === 'soap' ? await createSoapClient(server.url) : createStrictWire(server.url);
  const connector = createWebConnector({
    url: server.url, username: 'bookkeeper', password: 'secret', company, wire: carrier,
    sleep: async (milliseconds) => void slept.push(milliseconds), ...more,
  });
  cleanups.push(() => server.close(), () => connector.close());
  return { port, company, url: server.url, connector, slept };
}

describe.each(['strict', 'soap'] as const)('a session over the %s wire', (wire) => {
  it('goes from versions to closing, hands over every request and answer unchanged, HCP in the first call only', async () => {
    const answerText = `<?xml version="1.0" ?>\n<QBXML>Grün &amp; 5 > 3 "quoted" 'single' ]]> 漢字 🙂\ttab  two blanks </QBXML>`;
    const answering = createCompany(() => ({ kind: 'answer', xml: answerText }));
    const { port, company, connector } = await setUp({ requests: [REQUEST, REQUEST] }, answering, {}, wire);
    const report = await connector.runSession();
    expect(report.outcome).toBe('finished');
    const rounds = ['sendRequestXML', 'receiveResponseXML', 'sendRequestXML', 'receiveResponseXML'];
    expect(port.calls).toEqual(['serverVersion', 'clientVersion', 'authenticate', ...rounds, 'closeConnection']);
    expect(company.processed).toEqual([REQUEST, REQUEST]);
    expect(port.sent.map((request) => request.hcpResponse)).toEqual([HCP, '']);
    expect(port.sent[0]).toEqual({
      ticket: TICKET, hcpResponse: HCP, companyFileName: company.path, country: 'US', majorVersion: 16, minorVersion: 0,
    });
    expect(port.received.map((received) => received.response)).toEqual([answerText, answerText]);
    expect(report.calls.map((call) => call.percent)).toEqual([null, null, null, null, 50, null, 100, null]);
    expect(report.closing).toBe('All done.');
    expect(company.open()).toBe(0);
  });

  it.each([
    ['none', 'noWork'], ['NVU', 'wrongPassword'], ['busy', 'busy'],
  ] as const)('ends after authenticate answered %s', async (what, outcome) => {
    const { port, company, connector } = await setUp({ signIn: [what, '30', '600'], requests: [REQUEST] }, createCompany(), {}, wire);
    const report = await connector.runSession();
    expect(report).toMatchObject({ outcome, postponeSeconds: 30, leastSeconds: 600, requests: 0 });
    expect(company.opened).toEqual([]);
    expect(port.calls).toEqual(['serverVersion', 'clientVersion', 'authenticate', 'closeConnection']);
  });

  it('pauses 5 s on NoOp and asks again, HCP not sent twice', async () => {
    const pausing = { requests: ['NoOp', 'NoOp', REQUEST], lastErrors: ['NoOp', 'NoOp'] };
    const { port, connector, slept } = await setUp(pausing, createCompany(), {}, wire);
    const report = await connector.runSession();
    expect(report.outcome).toBe('finished');
    expect(slept).toEqual([5_000, 5_000]);
    expect(port.sent.map((request) => request.hcpResponse)).toEqual([HCP, '', '']);
  });

  it('asks for the reason of an empty request and closes', async () => {
    const { port, connector } = await setUp({ requests: [''] }, createCompany(), {}, wire);
    const report = await connector.runSession();
    expect(report).toMatchObject({ outcome: 'finished', lastErrors: ['Nothing to do.'], closing: 'All done.' });
    expect(port.calls.slice(-3)).toEqual(['sendRequestXML', 'getLastError', 'closeConnection']);
  });

  it('hands over an hresult with an empty response, and asks for the reason of a negative answer', async () => {
    const message = 'QuickBooks found an error when parsing the provided XML text stream.';
    const failed: ProcessResult = { kind: 'failed', hresult: '0x80040400', message };
    const stopping = { requests: [REQUEST], percents: [-1], lastErrors: ['Stopped.'] };
    const { port, connector } = await setUp(stopping, createCompany(() => failed), {}, wire);
    const report = await connector.runSession();
    expect(port.received).toEqual([{ ticket: TICKET, response: '', hresult: failed.hresult, message: failed.message }]);
    expect(report).toMatchObject({ outcome: 'stopped', lastErrors: ['Stopped.'], closing: 'All done.' });
  });

  it('reports that QuickBooks cannot be opened, tries the file it is told, then gives up', async () => {
    const closed = new QuickBooksError('0x80040416', 'QuickBooks is not running.');
    const options = { requests: [REQUEST], signIn: ['C:\\Books\\A.qbw', '', ''], openings: [''] };
    const { port, company, connector } = await setUp(options, createCompany(undefined, [closed, closed]), {}, wire);
    const report = await connector.runSession();
    expect(company.opened).toEqual(['C:\\Books\\A.qbw', '']);
    const told = [TICKET, '0x80040416', 'QuickBooks is not running.'];
    expect(port.connectionErrors).toEqual([told, told]);
    expect(report.outcome).toBe('notOpened');
    expect(port.calls).not.toContain('sendRequestXML');
  });

  it('carries a password with blanks at both ends, angle brackets and letters of all kinds', async () => {
    const password = '  <pä§$%&"]]>ßword 漢🙂\'  ';
    const { port, connector } = await setUp({ password }, createCompany(), { password }, wire);
    expect((await connector.runSession()).outcome).toBe('finished');
    expect(port.signIns).toEqual([['bookkeeper', password]]);
  });
});

describe('faults on the way', () => {
  it('vanishes before a call: nothing more reaches the service, QuickBooks is let go', async () => {
    const { port, company, connector } = await setUp({ requests: [REQUEST] });
    const report = await connector.runSession([{ kind: 'vanishBefore', call: 5 }]);
    expect(report.outcome).toBe('vanished');
    expect(port.calls).toEqual(['serverVersion', 'clientVersion', 'authenticate', 'sendRequestXML']);
    expect(company.open()).toBe(0);
  });

  it('vanishes after a call: the service has worked, nobody read its answer, and the next session finds it alive', async () => {
    const { port, company, connector } = await setUp({ requests: [REQUEST, REQUEST] });
    const report = await connector.runSession([{ kind: 'vanishAfter', call: 4 }]);
    expect(report.outcome).toBe('vanished');
    expect(port.calls.at(-1)).toBe('sendRequestXML');
    expect(company.processed).toEqual([]);
    expect((await connector.runSession()).outcome).toBe('finished');
  });

  it('loses the answer of a receiveResponseXML: QBWC1042 and no closeConnection', async () => {
    const { port, connector } = await setUp({ requests: [REQUEST, REQUEST] });
    const report = await connector.runSession([{ kind: 'loseAnswer', receive: 2 }]);
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'QBWC1042' }, closing: null });
    expect(port.received).toHaveLength(2);
    expect(port.calls).not.toContain('closeConnection');
  });

  it('replays a receiveResponseXML word for word', async () => {
    const { port, connector } = await setUp({ requests: [REQUEST], percents: [100, 100] });
    const report = await connector.runSession([{ kind: 'replay', receive: 1 }]);
    expect(report.replays).toEqual([[100, 100]]);
    expect(port.received[1]).toEqual(port.received[0]);
  });

  it('stops after QuickBooks has carried out a request whose answer is never delivered', async () => {
    const { port, company, connector } = await setUp({ requests: [REQUEST, REQUEST, REQUEST] });
    const report = await connector.runSession([{ kind: 'stopAfter', requests: 2 }]);
    expect(report).toMatchObject({ outcome: 'vanished', requests: 2 });
    expect(company.processed).toHaveLength(2);
    expect(port.received).toHaveLength(1);
  });

  it('tells which code the Web Connector would show when nobody listens', async () => {
    const { port, connector } = await setUp({});
    for (const cleanup of cleanups.splice(0, 1)) await cleanup();
    expect(await connector.runSession()).toMatchObject({ outcome: 'failed', error: { code: 'QBWC1036' } });
    expect(port.calls).toEqual([]);
  });

  it('goes on where the versions fail, and ends where authenticate does', async () => {
    const { port, connector } = await setUp({ failing: ['serverVersion', 'authenticate'] });
    const report = await connector.runSession();
    expect(port.calls).toEqual(['serverVersion', 'clientVersion', 'authenticate']);
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'QBWC1012' } });
    expect(report.error?.message).toMatch(/^soap:Server: /);
    expect(report.error?.message).not.toContain('own words');
  });

  it('looks at the pages as the Web Connector does when a .qwc is added', async () => {
    const { url, connector } = await setUp({});
    expect(await connector.look(url)).toBe(200);
    expect(await connector.look(url.replace('/qbwc', '/support'))).toBe(200);
    expect(await connector.look(url.replace('/qbwc', '/elsewhere'))).toBe(404);
  });
});
