/** Calls the engine's eight operations one by one, in any order a test likes, with the simulated QuickBooks in between. */
import type { WebConnectorPort } from '../../src/domain/session.ts';
import type { World } from './world.ts';

export type Answer = { readonly response: string; readonly hresult: string; readonly message: string };

export type PortDriver = {
  readonly port: WebConnectorPort;
  /** authenticate with the right password: the ticket, and what else it said. */
  signIn(): Promise<{ readonly ticket: string; readonly what: string; readonly postpone: string }>;
  /** sendRequestXML; the first of a ticket carries the company's own answers, as the Web Connector's does. */
  send(ticket: string): string;
  /** QuickBooks carries the request out. */
  process(request: string): Answer;
  /** receiveResponseXML. */
  receive(ticket: string, answer: Answer): number;
  /** Each request until there is none; whoever takes them brings the answers, or goes away. Background work is let finish at NoOp. */
  requests(ticket: string): AsyncGenerator<string, void>;
  /** send → process → receive until 100, a negative number, no request, or `until` says stop (before the request is carried out). */
  run(ticket: string, until?: (request: string) => boolean): Promise<{ readonly request: string; readonly percents: readonly number[] }>;
};

export function drivePort(world: () => World): PortDriver {
  const greeted = new Set<string>();
  let sessionId = '';
  const port = (): WebConnectorPort => world().engine.webConnector;
  const driver: PortDriver = {
    get port() { return port(); },
    async signIn() {
      const [ticket = '', what = '', postpone = ''] = await port().authenticate('maple', 'correct horse');
      if (ticket !== '') sessionId = world().quickBooks.beginSession();
      return { ticket, what, postpone };
    },
    send(ticket) {
      const first = !greeted.has(ticket);
      greeted.add(ticket);
      return port().sendRequestXML({
        ticket, hcpResponse: first ? world().quickBooks.hcpResponse() : '', companyFileName: world().quickBooks.path, country: 'US', majorVersion: 16, minorVersion: 0,
      });
    },
    process(request) {
      const result = world().quickBooks.process(sessionId, request);
      return result.kind === 'answer' ? { response: result.xml, hresult: '', message: '' } : { response: '', hresult: result.hresult, message: result.message };
    },
    receive: (ticket, answer) => port().receiveResponseXML({ ticket, ...answer }),
    async *requests(ticket) {
      for (let round = 0; round < 200; round += 1) {
        const request = driver.send(ticket);
        if (request === '') return;
        if (request === 'NoOp') {
          await world().engine.idle();
          world().clock.advance(5_000);
        } else {
          yield request;
        }
      }
      throw new Error('the session does not end');
    },
    async run(ticket, until = () => false) {
      const percents: number[] = [];
      for await (const request of driver.requests(ticket)) {
        if (until(request)) return { request, percents };
        const percent = driver.receive(ticket, driver.process(request));
        percents.push(percent);
        if (percent < 0 || percent >= 100) break;
      }
      return { request: '', percents };
    },
  };
  return driver;
}
