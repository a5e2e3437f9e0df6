/**
 * Holds a request against the element grammar: order, compulsory elements, types and attributes (a parse error) and lengths (status
 * 3070).
 */
import type { XmlElement } from '../../quickbooks/xml/tree.ts';
import type { Attribute, ComplexBody, ElementNode, Node, SequenceNode, SimpleBody } from './notation.ts';
import { fitsType } from './valueTypes.ts';

export type TooLong = { readonly path: string; readonly limit: number; readonly length: number };
export type Verdict =
  | { readonly kind: 'valid' }
  /** The whole message set is refused with 0x80040400. */
  | { readonly kind: 'unparsable'; readonly why: string }
  /** Only this request is refused, with 3070: lengths are not part of parsing (fact sheet §4). */
  | { readonly kind: 'tooLong'; readonly fields: readonly TooLong[] };

type Check = { readonly version: number; readonly tooLong: TooLong[]; bad: string };

const BAD = -1;

function starts(node: Node, name: string, version: number): boolean {
  switch (node.kind) {
    case 'element':
      return node.name === name && node.since <= version;
    case 'choice':
      return node.options.some((option) => starts(option, name, version));
    case 'sequence':
      for (const part of node.parts) {
        if (starts(part, name, version)) return true;
        if (!mayBeEmpty(part, version)) return false;
      }
      return false;
  }
}

function mayBeEmpty(node: Node, version: number): boolean {
  switch (node.kind) {
    case 'element':
      return node.min === 0;
    case 'choice':
      return node.min === 0 || node.options.some((option) => mayBeEmpty(option, version));
    case 'sequence':
      return node.parts.every((part) => mayBeEmpty(part, version));
  }
}

function refuse(check: Check, why: string): number {
  if (check.bad === '') check.bad = why;
  return BAD;
}

function checkAttributes(element: XmlElement, known: readonly Attribute[], path: string, check: Check): boolean {
  for (const [name, value] of Object.entries(element.attributes)) {
    const attribute = known.find((one) => one.name === name);
    if (attribute === undefined) return refuse(check, `${path} has no attribute ${name}`) !== BAD;
    if (!fitsType(attribute.type, value)) return refuse(check, `${path}: ${name} may not be "${value.slice(0, 40)}"`) !== BAD;
  }
  return true;
}

function checkSimple(element: XmlElement, body: SimpleBody, path: string, check: Check): boolean {
  if (!checkAttributes(element, body.attributes, path, check)) return false;
  if (element.children.length > 0) return refuse(check, `${path} holds text only`) !== BAD;
  if (!fitsType(body.type, element.text)) return refuse(check, `${path} may not be "${element.text.slice(0, 40)}"`) !== BAD;
  // Characters, not bytes and not UTF-16 units: before escaping (fact sheet §3).
  if (element.text.length > body.maxLength) {
    const length = Array.from(element.text).length;
    if (length > body.maxLength) check.tooLong.push({ path, limit: body.maxLength, length });
  }
  return true;
}

function checkComplex(element: XmlElement, body: ComplexBody, path: string, check: Check): boolean {
  if (!checkAttributes(element, body.attributes, path, check)) return false;
  if (element.text.trim() !== '') return refuse(check, `${path} holds elements only`) !== BAD;
  const end = matchAll({ kind: 'sequence', parts: body.parts }, element.children, 0, path, check);
  if (end === BAD) return false;
  const left = element.children[end];
  return left === undefined || refuse(check, `${path}: ${left.name} is unknown or out of order`) !== BAD;
}

function matchElement(node: ElementNode, children: readonly XmlElement[], from: number, path: string, check: Check): number {
  let at = from;
  for (let next = children[at]; next?.name === node.name && node.since <= check.version && at - from < node.max; next = children[at]) {
    const here = `${path}/${node.name}`;
    const fine = node.body.kind === 'simple' ? checkSimple(next, node.body, here, check) : checkComplex(next, node.body, here, check);
    if (!fine) return BAD;
    at += 1;
  }
  return at - from < node.min ? refuse(check, `${path}: ${node.name} is missing or out of order`) : at;
}

function matchAll(node: Node, children: readonly XmlElement[], from: number, path: string, check: Check): number {
  if (node.kind === 'element') return matchElement(node, children, from, path, check);
  let at = from;
  if (node.kind === 'sequence') {
    for (const part of node.parts) {
      at = matchAll(part, children, at, path, check);
      if (at === BAD) return BAD;
    }
    return at;
  }
  let rounds = 0;
  while (rounds < node.max) {
    const next = children[at];
    const option: SequenceNode | undefined = next && node.options.find((one) => starts(one, next.name, check.version));
    if (option === undefined) break;
    at = matchAll(option, children, at, path, check);
    if (at === BAD) return BAD;
    rounds += 1;
  }
  return rounds < node.min && !mayBeEmpty(node, check.version) ? refuse(check, `${path}: one of its alternatives is missing`) : at;
}

/** `version` is the declared qbXML version; elements that came later are unknown to it. */
export function validateRequest(request: XmlElement, body: ComplexBody, version: number): Verdict {
  const check: Check = { version, tooLong: [], bad: '' };
  if (!checkComplex(request, body, request.name, check)) return { kind: 'unparsable', why: check.bad };
  return check.tooLong.length > 0 ? { kind: 'tooLong', fields: check.tooLong } : { kind: 'valid' };
}
