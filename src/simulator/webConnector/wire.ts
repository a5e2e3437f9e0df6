/** One SOAP call as the Web Connector makes it, whoever carries it. */

export type Operation =
  | 'serverVersion' | 'clientVersion' | 'authenticate' | 'sendRequestXML'
  | 'receiveResponseXML' | 'connectionError' | 'getLastError' | 'closeConnection';

/** Arguments in the order of the published interface. */
export type Args = readonly (readonly [name: string, value: string | number])[];

/** `result`: strings for authenticate, a whole number for receiveResponseXML, else a string. Envelopes as they went over the wire. */
export type Reply = { readonly result: string | number | readonly string[]; readonly request: string; readonly response: string };

export type Wire = {
  /** Makes one call. Throws WireError. */
  call(operation: Operation, args: Args): Promise<Reply>;
  /** Sends one call and goes away as soon as the service begins to answer: the service has done its work, nobody reads the answer. */
  abandon(operation: Operation, args: Args): Promise<void>;
  close(): void;
};

/** unreachable: no answer came; http: a status other than 200; fault: a SOAP fault; shape: an answer that .NET would not read as meant. */
export type WireFailure = 'unreachable' | 'http' | 'fault' | 'shape';

export class WireError extends Error {
  readonly kind: WireFailure;
  constructor(kind: WireFailure, message: string) {
    super(message);
    this.kind = kind;
  }
}

export const INTUIT = 'http://developer.intuit.com/';
export const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
