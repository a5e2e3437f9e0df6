/** QuickBooks for the benchmarks: the simulated company, which can be given answers of its own for some requests, and remembers what it was asked. */
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import type { ProcessResult, SimulatedQuickBooks } from '../../src/simulator/webConnector/simulatedQuickBooks.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import type { PlainWire } from './plainWire.ts';
import { FILE_ID, PASSWORD, USER } from './who.ts';

export type Asked = { readonly request: string; readonly answer: string };

export type BenchBooks = {
  readonly company: SimulatedCompany;
  readonly quickBooks: SimulatedQuickBooks;
  /** Requests and answers since the last `forget`. */
  readonly asked: Asked[];
  forget(): void;
};

/** `instead`: answers a request itself; null leaves it to the simulated company. `now`: milliseconds. */
export function createBooks(skus: number, instead: (request: string) => string | null = () => null, now: () => number = Date.now): BenchBooks {
  const company = sampleCompany({ now, fileId: FILE_ID, zone: 'America/New_York', skus, onHand: 100_000, assemblies: [], groups: [] });
  const asked: Asked[] = [];
  return {
    company, asked,
    forget: () => { asked.length = 0; },
    quickBooks: {
      beginSession: () => company.beginSession(),
      endSession: (id) => { company.endSession(id); },
      hcpResponse: () => company.hcpResponse(),
      process: (id, request): ProcessResult => {
        const own = instead(request);
        const result: ProcessResult = own === null ? company.process(id, request) : { kind: 'answer', xml: own };
        if (result.kind === 'answer') asked.push({ request, answer: result.xml });
        return result;
      },
      get path() { return company.card().path; },
    },
  };
}

/** One session to its end; throws where it does not end well. `pause`: for every NoOp. */
export async function runSession(wire: PlainWire, quickBooks: SimulatedQuickBooks, pause: () => Promise<void> = () => new Promise((resolve) => { setTimeout(resolve, 5); })): Promise<SessionReport> {
  const connector = createWebConnector({ url: 'unused', username: USER, password: PASSWORD, company: quickBooks, wire, sleep: pause });
  const report = await connector.runSession([]);
  if (report.outcome !== 'finished' && report.outcome !== 'noWork') {
    throw new Error(`a session ended with ${report.outcome}: ${report.error?.message ?? ''} ${report.lastErrors.join('; ')} ${report.closing ?? ''}`);
  }
  return report;
}
