/** Reads the SOAP envelope of a call: which operation, with which arguments. */
import { err, ok, type Result } from '../../domain/result.ts';
import { SOAP_ENVELOPE, type FaultCode } from './fault.ts';
import { INTUIT, isOperation, OPERATIONS, type Operation } from './operations.ts';
import { parseXml, XmlError, type XmlNode } from './parseXml.ts';

export type Fault = { readonly code: FaultCode; readonly text: string };

/** Arguments by name; one that was missing or nil is not in it. */
export type Call = { readonly operation: Operation; readonly args: ReadonlyMap<string, string> };

/** The calls that carry what QuickBooks said. */
const LONG_CALLS: readonly Operation[] = ['sendRequestXML', 'receiveResponseXML'];
/**
 * Bytes of any other call. authenticate is among them: whoever gives a wrong password is made to wait, and must not hold many megabytes of this PC's
 * memory meanwhile.
 */
const LONGEST_SHORT_CALL = 256 * 1024;

function client(text: string): Result<never, Fault> {
  return err({ code: 'Client', text });
}

function parse(xml: string | Buffer): Result<XmlNode, Fault> {
  try {
    return ok(parseXml(xml));
  } catch (error) {
    if (error instanceof XmlError) return client(error.message);
    throw error;
  }
}

/** `"http://…/authenticate"` as .NET writes it, or without the quotes; empty means "not said" (SOAP 1.1 §6.1.1). */
function actionOf(header: string | undefined): string {
  return (header ?? '').trim().replace(/^"(.*)"$/, '$1');
}

/**
 * Reads a call. The Body's element decides; `soapAction` (the header as it came) must agree where it is given, else one call could be
 * announced and another one made. UTF-8 is changed by it. Arguments are taken by name, in any order, in Intuit's namespace or in none (style RPC).
 */
export function readCall(xml: string | Buffer, soapAction: string | undefined): Result<Call, Fault> {
  const document = parse(xml);
  if (!document.ok) return document;
  const envelope = document.value;
  if (envelope.name !== 'Envelope') return client('The message is not a SOAP envelope.');
  if (envelope.namespace !== SOAP_ENVELOPE) return err({ code: 'VersionMismatch', text: 'The message is not a SOAP 1.1 envelope.' });
  const bodies = envelope.children.filter((child) => child.namespace === SOAP_ENVELOPE && child.name === 'Body');
  const calls = bodies[0]?.children ?? [];
  const [called] = calls;
  if (bodies.length !== 1 || calls.length !== 1 || called === undefined) return client('The SOAP Body must hold exactly one call.');
  if (called.namespace !== INTUIT || !isOperation(called.name)) {
    return client(`The Web Connector service has no operation "${called.name.slice(0, 60)}" in that namespace.`);
  }
  if (xml.length > LONGEST_SHORT_CALL && !LONG_CALLS.includes(called.name)) return client(`The message is larger than ${called.name} needs.`);
  const action = actionOf(soapAction);
  if (action !== '' && action !== `${INTUIT}${called.name}`) {
    return client('The SOAPAction header names another operation than the SOAP Body.');
  }
  return readArguments(called.name, called.children);
}

function readArguments(operation: Operation, given: readonly XmlNode[]): Result<Call, Fault> {
  const known: readonly string[] = OPERATIONS[operation];
  const args = new Map<string, string>();
  const seen = new Set<string>();
  for (const argument of given) {
    if ((argument.namespace !== INTUIT && argument.namespace !== '') || !known.includes(argument.name)) continue;
    if (seen.has(argument.name)) return client(`The call gives ${argument.name} twice.`);
    seen.add(argument.name);
    if (argument.children.length > 0) return client(`The call gives ${argument.name} as elements; it must be text.`);
    if (!argument.nil) args.set(argument.name, argument.text);
  }
  return ok({ operation, args });
}
