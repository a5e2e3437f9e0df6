/** What can go wrong on the Web Connector's side of a session, and where. All counts begin at 1 and are per session. */
export type WebConnectorFault =
  /** The PC is switched off before the N-th SOAP call is sent. */
  | { readonly kind: 'vanishBefore'; readonly call: number }
  /** … as soon as the service has begun to answer the N-th SOAP call. */
  | { readonly kind: 'vanishAfter'; readonly call: number }
  /** The service gets the N-th receiveResponseXML, its answer is lost: QBWC1042, the session ends without closeConnection. */
  | { readonly kind: 'loseAnswer'; readonly receive: number }
  /** The N-th receiveResponseXML is sent twice, word for word. */
  | { readonly kind: 'replay'; readonly receive: number }
  /** QuickBooks has carried out N requests; the answer of the N-th is never delivered. */
  | { readonly kind: 'stopAfter'; readonly requests: number };

/** Ends a session on the spot: nothing more is sent. */
export class Vanished extends Error {}

export function hasFault(faults: readonly WebConnectorFault[], kind: WebConnectorFault['kind'], count: number): boolean {
  return faults.some((fault) => {
    if (fault.kind !== kind) return false;
    switch (fault.kind) {
      case 'vanishBefore':
      case 'vanishAfter':
        return fault.call === count;
      case 'loseAnswer':
      case 'replay':
        return fault.receive === count;
      case 'stopAfter':
        return fault.requests === count;
    }
  });
}
