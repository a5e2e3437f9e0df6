/** The operations of the published interface: their names, and what their arguments are called. */

export const INTUIT = 'http://developer.intuit.com/';

/** Names are case-sensitive and fixed by Intuit (Web Connector guide, chapter 10; docs/qbwc-protocol.md). */
export const OPERATIONS = {
  serverVersion: ['strVersion'],
  getServerVersion: ['ticket'],
  clientVersion: ['strVersion'],
  authenticate: ['strUserName', 'strPassword'],
  sendRequestXML: ['ticket', 'strHCPResponse', 'strCompanyFileName', 'qbXMLCountry', 'qbXMLMajorVers', 'qbXMLMinorVers'],
  receiveResponseXML: ['ticket', 'response', 'hresult', 'message'],
  connectionError: ['ticket', 'hresult', 'message'],
  getLastError: ['ticket'],
  closeConnection: ['ticket'],
  getInteractiveURL: ['wcTicket', 'sessionID'],
  interactiveRejected: ['wcTicket', 'reason'],
  interactiveDone: ['wcTicket'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Operation = keyof typeof OPERATIONS;

export function isOperation(name: string): name is Operation {
  return Object.hasOwn(OPERATIONS, name);
}
