/** Binds the engine's WebConnectorPort to npm soap, which dispatches every operation and writes every answer. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { listen, type IServicePort, type Server } from 'soap';
import type { WebConnectorPort } from '../../domain/session.ts';
import { escapeXml, faultEnvelope, SOAP_ENVELOPE, writable } from './fault.ts';
import { INTUIT, type Operation } from './operations.ts';
import type { Call } from './readCall.ts';

export type SoapAnswer = { readonly status: number; readonly body: string };

export type SoapService = {
  /** Answers one call; never rejects. 200 with the result, 500 with a SOAP 1.1 fault. */
  call(call: Call): Promise<SoapAnswer>;
};

export type SoapServiceOptions = {
  readonly webConnector: WebConnectorPort;
  /** The text of qwc/QBWebConnectorSvc.wsdl. */
  readonly wsdl: string;
  /** Told when a handler failed; the caller of the SOAP call only learns that it did. */
  readonly onFailure: (operation: Operation, error: unknown) => void;
};

type Args = ReadonlyMap<string, string>;
type Handler = (args: Args) => unknown;

const SORRY = 'Stockbridge could not answer this call because of an error of its own. Its log says more.';

/**
 * A result that soap writes as plain text. soap passes on unescaped what looks like one CDATA section (its xmlEscape), so such
 * a text is escaped here and handed over as finished XML.
 */
function resultText(text: string): unknown {
  return text.startsWith('<![CDATA[') ? { $xml: escapeXml(text) } : writable(text);
}

function int(text: string | undefined): number {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isSafeInteger(value) ? value : 0;
}

function percent(value: number): number {
  if (!Number.isInteger(value)) throw new TypeError('receiveResponseXML must give a whole number');
  return value;
}

/** One function per operation, arguments coerced: what is missing is an empty string or 0. */
function handlersOf(port: WebConnectorPort): Readonly<Record<Operation, Handler>> {
  const text = (args: Args, name: string): string => args.get(name) ?? '';
  const ticket = (args: Args): string => text(args, 'ticket');
  return {
    serverVersion: () => resultText(port.serverVersion()),
    getServerVersion: () => resultText(port.serverVersion()),
    clientVersion: (args) => resultText(port.clientVersion(text(args, 'strVersion'))),
    authenticate: async (args) => {
      const answer = await port.authenticate(text(args, 'strUserName'), text(args, 'strPassword'));
      return { string: Array.from({ length: 4 }, (_unused, index) => resultText(answer[index] ?? '')) };
    },
    sendRequestXML: (args) => resultText(port.sendRequestXML({
      ticket: ticket(args),
      hcpResponse: text(args, 'strHCPResponse'),
      companyFileName: text(args, 'strCompanyFileName'),
      country: text(args, 'qbXMLCountry'),
      majorVersion: int(args.get('qbXMLMajorVers')),
      minorVersion: int(args.get('qbXMLMinorVers')),
    })),
    receiveResponseXML: (args) => percent(port.receiveResponseXML({
      ticket: ticket(args), response: text(args, 'response'), hresult: text(args, 'hresult'), message: text(args, 'message'),
    })),
    connectionError: (args) => resultText(port.connectionError(ticket(args), text(args, 'hresult'), text(args, 'message'))),
    getLastError: (args) => resultText(port.getLastError(ticket(args))),
    closeConnection: (args) => resultText(port.closeConnection(ticket(args))),
    // Interactive mode is never asked for: there is no page to open, nothing to reject, and it is always over.
    getInteractiveURL: () => '',
    interactiveRejected: () => '',
    interactiveDone: () => 'DONE',
  };
}

/** What soap is given to dispatch on: the operation alone. */
function bareEnvelope(operation: Operation): string {
  return `<soap:Envelope xmlns:soap="${SOAP_ENVELOPE}"><soap:Body><${operation} xmlns="${INTUIT}"/></soap:Body></soap:Envelope>`;
}

/**
 * Makes the service. soap 1.13 would lose text if it read the arguments itself: it trims every string (a password may end with a
 * blank), trims again wherever its parser cuts long text at 64 kB, turns CDATA that holds `<?xml` into an object, and lets `id` attributes
 * reach Object.prototype; 10 MB took it 0.6–0.8 s. So readCall reads them, and they travel beside soap's own small envelope.
 */
export async function createSoapService(options: SoapServiceOptions): Promise<SoapService> {
  const current = new AsyncLocalStorage<Args>();
  const port: IServicePort = {};
  for (const [name, handle] of Object.entries(handlersOf(options.webConnector))) {
    port[name] = async () => {
      try {
        return { [`${name}Result`]: await handle(current.getStore() ?? new Map()) };
      } catch (error) {
        options.onFailure(name as Operation, error);
        // soap writes what stands in an error's Fault as a SOAP 1.1 fault; without it, one of SOAP 1.2's shape with the error's own words.
        throw Object.assign(new Error(SORRY), { Fault: { faultcode: 'soap:Server', faultstring: SORRY, statusCode: 500 } });
      }
    };
  }
  const server = await new Promise<Server>((resolve, reject) => {
    listen(null, {
      path: '/qbwc',
      services: { QBWebConnectorSvc: { QBWebConnectorSvcSoap: port } },
      xml: options.wsdl,
      suppressStack: true,
      callback: (error: unknown, ready: Server) => {
        if (error === null || error === undefined) resolve(ready);
        else reject(new Error('The service description (qwc/QBWebConnectorSvc.wsdl) cannot be read.', { cause: error }));
      },
    });
  });
  return {
    async call({ operation, args }) {
      try {
        const headers = { soapaction: `${INTUIT}${operation}` };
        const answer = await current.run(args, () => server.processRequest(bareEnvelope(operation), { headers }));
        return { status: answer.statusCode, body: answer.body };
      } catch (error) {
        options.onFailure(operation, error);
        return { status: 500, body: faultEnvelope('Server', SORRY) };
      }
    },
  };
}
