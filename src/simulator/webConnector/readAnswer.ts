/** Reads a SOAP answer as strictly as .NET's generated proxy: one wrong namespace and the value would be null there. */
import { readWithSaxes } from '../../quickbooks/xml/read.ts';
import type { XmlElement } from '../../quickbooks/xml/tree.ts';
import { ENVELOPE, INTUIT, WireError, type Operation } from './wire.ts';

type Scope = Readonly<Record<string, string>>;
type Named = { readonly namespace: string; readonly name: string; readonly element: XmlElement; readonly scope: Scope };

function wrong(message: string): WireError {
  return new WireError('shape', message);
}

function named(element: XmlElement, outer: Scope): Named {
  const scope: Record<string, string> = { ...outer };
  for (const [name, value] of Object.entries(element.attributes)) {
    if (name === 'xmlns') scope[''] = value;
    else if (name.startsWith('xmlns:')) scope[name.slice('xmlns:'.length)] = value;
  }
  const [prefix, name] = element.name.includes(':') ? element.name.split(':', 2) : ['', element.name];
  const namespace = scope[prefix ?? ''];
  if (namespace === undefined) throw wrong(`the prefix of ${element.name} is not declared`);
  return { namespace, name: name ?? '', element, scope };
}

function only(parent: Named, namespace: string, name: string): Named {
  const [first, second] = parent.element.children.map((child) => named(child, parent.scope));
  if (first === undefined) throw wrong(`${parent.name} is empty, ${name} was expected`);
  if (first.name !== name || first.namespace !== namespace) {
    throw wrong(`${parent.name} holds {${first.namespace}}${first.name}, {${namespace}}${name} was expected`);
  }
  if (second !== undefined) throw wrong(`${parent.name} holds more than ${name}`);
  return first;
}

function textOf(result: Named): string {
  if (result.element.children.length > 0) throw wrong(`${result.name} holds elements, text was expected`);
  return result.element.text;
}

function stringsOf(result: Named): readonly string[] {
  if (result.element.text.trim() !== '') throw wrong(`${result.name} holds text beside its strings`);
  const strings = result.element.children.map((child) => {
    const item = named(child, result.scope);
    if (item.name !== 'string' || item.namespace !== INTUIT) {
      throw wrong(`${result.name} holds {${item.namespace}}${item.name}, string was expected`);
    }
    return textOf(item);
  });
  if (strings.length < 2) throw wrong(`${result.name} has ${String(strings.length)} strings, at least 2 are needed`);
  return strings;
}

function intOf(result: Named): number {
  const text = textOf(result);
  const value = Number(text);
  if (!/^-?\d{1,10}$/.test(text) || Math.abs(value) > 0x7fffffff) {
    throw wrong(`${result.name} is "${text.slice(0, 20)}", a whole number was expected`);
  }
  return value;
}

function bodyOf(xml: string): Named {
  if (!/^<\?xml\s|^</.test(xml)) throw wrong('something stands before the XML');
  const read = readWithSaxes(xml);
  if (!read.ok) throw wrong('the answer is not well-formed XML');
  const envelope = named(read.value, { '': '' });
  if (envelope.name !== 'Envelope' || envelope.namespace !== ENVELOPE) throw wrong('the answer is not a SOAP 1.1 envelope');
  return only(envelope, ENVELOPE, 'Body');
}

/** The text of a SOAP 1.1 fault: an envelope whose Body holds a Fault with plain faultcode and faultstring; null where it is none. */
export function readFault(xml: string): { readonly code: string; readonly text: string } | null {
  try {
    const fault = only(bodyOf(xml), ENVELOPE, 'Fault');
    const part = (name: string): string | undefined => fault.element.children.find((child) => child.name === name)?.text;
    const code = part('faultcode');
    return code === undefined ? null : { code, text: part('faultstring') ?? '' };
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}

/** The result inside an answer's envelope. Throws WireError `shape`. */
export function readAnswer(operation: Operation, xml: string): string | number | readonly string[] {
  const response = only(bodyOf(xml), INTUIT, `${operation}Response`);
  const result = only(response, INTUIT, `${operation}Result`);
  if (operation === 'authenticate') return stringsOf(result);
  return operation === 'receiveResponseXML' ? intOf(result) : textOf(result);
}
