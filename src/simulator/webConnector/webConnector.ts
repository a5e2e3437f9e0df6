/** A QuickBooks Web Connector without Windows: polls any SOAP endpoint as the real one does and reports what happened. */
import { get } from 'node:http';
import { createCallLine, type CallRecord, type OnCall } from './callLine.ts';
import type { WebConnectorFault } from './faults.ts';
import { runSession, type SessionState } from './session.ts';
import type { SimulatedQuickBooks } from './simulatedQuickBooks.ts';
import { createStrictWire } from './strictWire.ts';
import type { Wire } from './wire.ts';

export type WebConnectorOptions = {
  /** AppURL of the .qwc: `http://localhost:47800/qbwc`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly company: SimulatedQuickBooks;
  /** Waits between NoOp rounds (5,000 ms); lend a shorter one to tests and demos. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly onCall?: OnCall;
  /** Faults of every session; runSession can be given others. */
  readonly faults?: readonly WebConnectorFault[];
  /** Who carries the calls; by default the strict imitation of .NET. `await createSoapClient(url)` is the other one. */
  readonly wire?: Wire;
  /** NoOp rounds before the simulation gives up; 1,000 by default. */
  readonly mostPauses?: number;
};

export type SessionReport = Readonly<Omit<SessionState, 'lastErrors'>> & {
  readonly lastErrors: readonly string[];
  readonly calls: readonly CallRecord[];
  /** First and second answer to each receiveResponseXML that a fault sent twice. */
  readonly replays: readonly (readonly [number, number])[];
};

export type WebConnector = {
  /** One run of the schedule. Never rejects for what the service does. */
  runSession(faults?: readonly WebConnectorFault[]): Promise<SessionReport>;
  /** The statuses of GET on a page, as the Web Connector looks at AppURL and AppSupport when a .qwc is added. 0 = unreachable. */
  look(url: string): Promise<number>;
  /** Ends the kept-alive connection. */
  close(): void;
};

function look(url: string): Promise<number> {
  return new Promise((resolve) => {
    const sent = get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', () => resolve(0));
  });
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

export function createWebConnector(options: WebConnectorOptions): WebConnector {
  const wire = options.wire ?? createStrictWire(options.url);
  return {
    async runSession(faults = options.faults ?? []) {
      const line = createCallLine(wire, faults, options.onCall ?? ((): void => undefined));
      const state = await runSession({
        line,
        faults,
        company: options.company,
        username: options.username,
        password: options.password,
        sleep: options.sleep ?? wait,
        mostPauses: options.mostPauses ?? 1_000,
      });
      return { ...state, calls: line.records, replays: line.replays };
    },
    look,
    close: () => wire.close(),
  };
}
