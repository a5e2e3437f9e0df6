/** A headless `serve`, provisioned from a file, completes sessions with .NET clients made from Intuit's description and from the one it serves itself. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import { openBridgeBench, until, type BridgeBench, type RunningBridge } from '../support/bridge.ts';
import { buildMonoClient, missingMonoTools, runMonoClient } from '../support/monoClient.ts';
import { collectRequests } from '../support/schemaCheck.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';

const published = path.resolve(import.meta.dirname, '../../../shared/wsdl/QBWebConnectorSvc.wsdl');
const missing = missingMonoTools();
const absent = existsSync(published) ? [] : ['../shared/wsdl'];
if (missing.length > 0) console.warn(`SKIPPED: serve is not tried with a .NET client, for want of ${missing.join(', ')} (Debian: mono-devel mono-mcs)`);
if (absent.length > 0) console.warn('SKIPPED: ../shared/wsdl is not here, serve is not tried with a client made from the published description');

const FILE_ID = '{0D6F4C1B-2A35-4E7F-8B90-AA11BB22CC33}';
const USER = 'maple';
const PASSWORD = 'a password for mono';
const WIDGETS = ['WIDGET-0001', 'WIDGET-0002', 'WIDGET-0003', 'WIDGET-0004', 'WIDGET-0005', 'SHIRT-S-RED', 'SHIRT-S-BLUE', 'SHIRT-L-RED', 'SHIRT-L-BLUE'];

/** QuickBooks behind a plain HTTP door, where the .NET driver takes each request. */
function openQuickBooks(company: SimulatedCompany, onRequest: (qbxml: string) => void): Promise<{ readonly url: string; close(): void }> {
  const session = company.beginSession();
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const qbxml = Buffer.concat(parts).toString();
      onRequest(qbxml);
      const result = company.process(session, qbxml);
      if (result.kind === 'answer') response.end(result.xml);
      else response.writeHead(500, { 'X-HResult': result.hresult }).end(result.message);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ url: `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}/`, close: () => { server.close(); } });
    });
  });
}

describe.each([
  { name: 'the published description', ours: false, skipped: missing.length + absent.length > 0 },
  { name: 'the served one', ours: true, skipped: missing.length > 0 },
])('serve and a .NET client made from $name', ({ ours, skipped }) => {
  let bench: BridgeBench;
  let bridge: RunningBridge;
  let company: SimulatedCompany;

  beforeAll(async () => {
    if (skipped) return;
    bench = openBridgeBench();
    const store = await bench.start(['simulate', 'store', '--port', '0', '--listings', '5', '--orders', '4']);
    const { url, consumerKey, consumerSecret } = store.ready;
    const file = bench.write('provisioning.json', {
      companies: [{ name: 'Maple', username: USER, password: PASSWORD, approved: true, fileId: FILE_ID, stores: [{ name: 'Shop', kind: 'woocommerce', url, consumerKey, consumerSecret }] }],
    });
    expect((await bench.run(['init', '--data', bench.at('data'), '--from', file])).code).toBe(0);
    bridge = await bench.start(['serve', '--data', bench.at('data'), '--port', '0']);
    company = sampleCompany({ fileId: FILE_ID, now: Date.now, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, skus: WIDGETS.map((sku) => ({ sku, onHand: 50 })) });
  }, 120_000);
  afterAll(async () => { if (!skipped) await bench.close(); });

  it.skipIf(skipped)('completes a session: every order entered, no result null', async () => {
    type Counts = { readonly companies: readonly { readonly jobs: Readonly<Record<string, number>> }[] };
    const jobs = async (): Promise<Readonly<Record<string, number>>> =>
      (JSON.parse((await bench.run(['status', '--data', bench.at('data'), '--json'])).stdout) as Counts).companies[0]?.jobs ?? {};
    await until(jobs, (counts) => counts['waiting'] === 4);
    const soap = String(bridge.ready['soap']);
    const folder = bench.at('mono');
    mkdirSync(folder);
    const client = await buildMonoClient(ours ? `${soap}?wsdl` : published, folder, ours);
    writeFileSync(path.join(folder, 'hcp.xml'), company.hcpResponse());
    const requests = collectRequests();
    const quickBooks = await openQuickBooks(company, requests.onRequest);
    try {
      const { code, lines } = await runMonoClient(client, [
        'session', soap, USER, PASSWORD, '--quickbooks', quickBooks.url,
        '--hcp', path.join(folder, 'hcp.xml'), '--company', company.card().path, '--pause', '100',
      ]);
      expect(lines.filter((line) => line.operation !== undefined && (line.result === null || line.result === undefined || (Array.isArray(line.result) && line.result.includes(null))))).toEqual([]);
      expect(lines.at(-1)).toMatchObject({ outcome: 'finished' });
      expect(lines.at(-1)?.detail).toMatch(/^4 orders added/);
      expect(code).toBe(0);
      expect(company.ledger().documents).toHaveLength(4);
      expect(requests.complaints()).toEqual([]);
      expect(await jobs()).toMatchObject({ done: 4, waiting: 0, inDoubt: 0, needsAttention: 0 });
    } finally {
      quickBooks.close();
    }
  }, 120_000);
});
