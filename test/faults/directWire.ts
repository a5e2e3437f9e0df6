/** The Web Connector's calls straight to the engine, without SOAP (test/engine/soap* prove that); faults strike at chosen calls. */
import type { WebConnectorPort } from '../../src/domain/session.ts';
import { WireError, type Args, type Operation, type Reply, type Wire } from '../../src/simulator/webConnector/wire.ts';
import type { SoapFault } from './story.ts';

export type WireHost = {
  /** Null while the engine is down. */
  port(): WebConnectorPort | null;
  /** The fault that this call meets, used up by it. */
  takeFault(operation: Operation): SoapFault | null;
  crash(): void;
  otherConnector(minutes: number): Promise<void>;
  /** Between two calls the engine's background work gets its turn. */
  turn(): Promise<void>;
};

export function createDirectWire(host: WireHost): Wire {
  const deliver = async (operation: Operation, args: Args): Promise<Reply['result']> => {
    const port = host.port();
    if (port === null) throw unreachable();
    let result: Reply['result'];
    try {
      result = await dispatch(port, operation, args);
    } catch {
      throw new WireError('fault', 'The service answered with a SOAP fault.');
    }
    // It died while it worked on this call: whatever it computed never left.
    if (host.port() !== port) throw unreachable();
    return result;
  };
  const call: Wire['call'] = async (operation, args) => {
    await host.turn();
    const fault = host.takeFault(operation);
    if (fault === 'loseRequest') throw unreachable();
    if (fault === 'crashBefore') host.crash();
    if (fault !== null && typeof fault === 'object') await host.otherConnector(fault.otherConnector);
    let result = await deliver(operation, args);
    if (fault === 'twice') result = await deliver(operation, args);
    if (fault === 'crashAfter') host.crash();
    if (fault === 'loseAnswer' || fault === 'crashAfter') throw unreachable();
    return { result, request: '', response: '' };
  };
  return { call, abandon: async (operation, args) => { await deliver(operation, args); }, close: () => undefined };
}

function unreachable(): WireError {
  return new WireError('unreachable', 'Unable to connect to the remote server');
}

function dispatch(port: WebConnectorPort, operation: Operation, args: Args): string | number | Promise<readonly string[]> {
  const values = new Map(args);
  const text = (name: string): string => String(values.get(name) ?? '');
  const number = (name: string): number => Number(values.get(name) ?? 0);
  switch (operation) {
    case 'serverVersion': return port.serverVersion();
    case 'clientVersion': return port.clientVersion(text('strVersion'));
    case 'authenticate': return port.authenticate(text('strUserName'), text('strPassword'));
    case 'sendRequestXML': return port.sendRequestXML({
      ticket: text('ticket'), hcpResponse: text('strHCPResponse'), companyFileName: text('strCompanyFileName'), country: text('qbXMLCountry'),
      majorVersion: number('qbXMLMajorVers'), minorVersion: number('qbXMLMinorVers'),
    });
    case 'receiveResponseXML': return port.receiveResponseXML({ ticket: text('ticket'), response: text('response'), hresult: text('hresult'), message: text('message') });
    case 'connectionError': return port.connectionError(text('ticket'), text('hresult'), text('message'));
    case 'getLastError': return port.getLastError(text('ticket'));
    case 'closeConnection': return port.closeConnection(text('ticket'));
  }
}
