/** One company, one shop and an engine in this process, while QuickBooks dies and the Web Connector vanishes; after each fault sessions until the auditor is content. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import { provision } from '../../src/engine/act/provision.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import { listCompanies } from '../../src/engine/db/companies.ts';
import { listConnections } from '../../src/engine/db/connections.ts';
import { startServer } from '../../src/engine/http/server.ts';
import { createSoapEndpoint } from '../../src/engine/soap/endpoint.ts';
import type { CompanyOptions } from '../../src/simulator/company/company.ts';
import type { WebConnectorFault } from '../../src/simulator/webConnector/faults.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import { openBooks, type Books } from './books.ts';
import { testHost } from './world.ts';

/** Longer than `busySeconds`. */
const PAST_BUSY = 121_000;
const MOST_SESSIONS = 6;

export type FaultLane = {
  readonly books: Books;
  /** New work, pulled and ready. */
  prepare(): Promise<void>;
  session(faults?: readonly WebConnectorFault[]): Promise<SessionReport>;
  /** Sessions until the auditor is content, at most six: what is left to complain about. */
  settle(): Promise<readonly string[]>;
  close(): Promise<void>;
};

export async function openFaultLane(temperament: CompanyOptions['temperament'], onRequest: (qbxml: string) => void): Promise<FaultLane> {
  const books = await openBooks(temperament, onRequest);
  const { clock } = books;
  const folder = mkdtempSync(join(tmpdir(), 'stockbridge-fault-'));
  const host = testHost(clock);
  const opened = createEngine({ folder, version: '0.0.0-test', host });
  if (!opened.ok) throw new Error(opened.error.what);
  const engine = opened.value;
  const file = readProvisioning(books.provisioning);
  if (!file.ok) throw new Error(file.error.what);
  const provisioned = await provision(engine.db, host, file.value);
  if (!provisioned.ok) throw new Error(provisioned.error.what);
  const server = await startServer({ port: 0, endpoint: await createSoapEndpoint({ webConnector: engine.webConnector, about: { name: 'Stockbridge', version: '0.0.0-test' } }) });
  if (!server.ok) throw new Error(server.error.what);
  const url = `http://localhost:${String(server.value.port)}/qbwc`;

  const sync = async (): Promise<void> => {
    for (const { id } of listConnections(engine.db)) {
      await engine.refreshListings(id);
      await engine.pull(id);
    }
    for (const { id } of listCompanies(engine.db)) await engine.route(id);
    await engine.idle();
  };
  const session: FaultLane['session'] = async (faults = []) => {
    const connector = createWebConnector({
      url, username: 'maple', password: 'correct horse', company: books.quickBooks, mostPauses: 50,
      sleep: async (milliseconds) => {
        await engine.idle();
        clock.advance(milliseconds);
      },
    });
    try {
      return await connector.runSession(faults);
    } finally {
      connector.close();
      clock.advance(1_000);
    }
  };
  return {
    books, session,
    async prepare() {
      books.newWork();
      await sync();
    },
    async settle() {
      let complaints: readonly string[] = [];
      for (let sessions = 1; sessions <= MOST_SESSIONS; sessions += 1) {
        clock.advance(PAST_BUSY);
        await sync();
        const report = await session();
        await engine.idle();
        complaints = [...(report.outcome === 'finished' ? [] : [`the last session: ${report.outcome} ${report.lastErrors.join(' ')}`]), ...books.audit()];
        if (complaints.length === 0) break;
      }
      return complaints;
    },
    async close() {
      await server.value.close();
      await engine.stop();
      await books.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
