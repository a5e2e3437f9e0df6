/** Makes requests at random from the published schema itself, so that the simulator's own grammar is not asked about itself. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readXml } from '../../src/quickbooks/xml/read.ts';
import { child, childrenOf, type XmlElement } from '../../src/quickbooks/xml/tree.ts';

const FILES = ['qbxmltypes130.xsd', 'qbxml130_modified.xsd', 'qbxmlso130.xsd', 'qbxmlops130.xsd'];

export type Schema = {
  readonly elements: ReadonlyMap<string, XmlElement>;
  readonly types: ReadonlyMap<string, XmlElement>;
  readonly groups: ReadonlyMap<string, XmlElement>;
};
/** A number in [0, 1). */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

export function readSchema(folder: string): Schema {
  const schema = { elements: new Map<string, XmlElement>(), types: new Map<string, XmlElement>(), groups: new Map<string, XmlElement>() };
  for (const file of FILES) {
    const read = readXml(readFileSync(path.join(folder, file), 'utf8'));
    if (!read.ok) throw new Error(`${file}: ${read.error.what}`);
    for (const one of read.value.children) {
      const name = one.attributes['name'] ?? '';
      if (one.name === 'xsd:element') schema.elements.set(name, one);
      if (one.name === 'xsd:complexType') schema.types.set(name, one);
      if (one.name === 'xsd:group') schema.groups.set(name, one);
    }
  }
  return schema;
}

const LETTERS = 'ABCdef 123-äé&<>"\'./'.split('');

function words(random: Random, length: number): string {
  return Array.from({ length }, () => pick(random, LETTERS)).join('');
}

const digits = (random: Random, most: number): string => String(Math.floor(random() * 10 ** (1 + Math.floor(random() * most))));
const two = (value: number): string => String(value).padStart(2, '0');
const day = (random: Random): string =>
  `20${two(Math.floor(random() * 30))}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;

function textOfBase(base: string, random: Random, maxLength: number): string {
  switch (base) {
    case 'IDTYPE':
      return pick(random, ['80000001-1234567890', '1A2B-1234567890', words(random, 8), '']);
    case 'BOOLTYPE':
      return pick(random, ['true', 'false', '1', '0', '', ' true ']);
    case 'DATETYPE':
      return pick(random, [day(random), day(random), '2026-02-28Z', '']);
    case 'DATETIMETYPE':
      return pick(random, [`${day(random)}T09:30:00`, `${day(random)}T9:5`, day(random), `${day(random)}T23:59:59-05:00`, '2026-1-2', '']);
    case 'AMTTYPE':
      return pick(random, [`${digits(random, 12)}.25`, `-${digits(random, 5)}.00`, digits(random, 8), '+1.00', '']);
    case 'PRICETYPE':
    case 'QUANTYPE':
    case 'PERCENTTYPE':
      return pick(random, [`${digits(random, 9)}.12345`, `-${digits(random, 4)}.5`, digits(random, 9), '']);
    case 'INTTYPE':
      return pick(random, ['1', '12', '+7']);
    case 'GUIDTYPE':
      return pick(random, ['0', '{01234567-89AB-cdef-0123-456789abcdef}']);
    case 'FLOATTYPE':
      return pick(random, ['1', '1.25', '-.5', '']);
    default:
      return words(random, Math.floor(random() * Math.min(maxLength + 1, 24)));
  }
}

function simpleText(type: XmlElement | undefined, base: string, random: Random): string {
  const restriction = type === undefined ? undefined : child(type, 'xsd:restriction');
  if (restriction === undefined) return textOfBase(base, random, 20);
  const choices = childrenOf(restriction, 'xsd:enumeration').map((one) => one.attributes['value'] ?? '');
  if (choices.length > 0) return pick(random, choices);
  const limit = child(restriction, 'xsd:maxLength')?.attributes['value'];
  return textOfBase(restriction.attributes['base'] ?? '', random, limit === undefined ? 20 : Number(limit));
}

const PARTICLES = new Set(['xsd:sequence', 'xsd:choice', 'xsd:group', 'xsd:element']);

export type Generator = { readonly schema: Schema; readonly random: Random; readonly fill: number };

function times(generator: Generator, particle: XmlElement): number {
  const least = Number(particle.attributes['minOccurs'] ?? '1');
  const most = particle.attributes['maxOccurs'] ?? '1';
  const limit = most === 'unbounded' ? least + 2 : Number(most);
  if (least === limit) return least;
  if (generator.random() > generator.fill) return least;
  return Math.min(limit, least + 1 + Math.floor(generator.random() * 2));
}

function generateParticle(generator: Generator, particle: XmlElement): XmlElement[] {
  const { schema, random } = generator;
  const made: XmlElement[] = [];
  for (let count = times(generator, particle); count > 0; count -= 1) {
    if (particle.name === 'xsd:sequence') {
      for (const part of particle.children) if (PARTICLES.has(part.name)) made.push(...generateParticle(generator, part));
    } else if (particle.name === 'xsd:choice') {
      made.push(
        ...generateParticle(
          generator,
          pick(
            random,
            particle.children.filter((part) => PARTICLES.has(part.name)),
          ),
        ),
      );
    } else if (particle.name === 'xsd:group') {
      const group = schema.groups.get(particle.attributes['ref'] ?? '');
      for (const part of group?.children ?? []) if (PARTICLES.has(part.name)) made.push(...generateParticle(generator, part));
    } else made.push(generateElement(generator, particle));
  }
  return made;
}

function generateAttributes(generator: Generator, type: XmlElement): Record<string, string> {
  const made: Record<string, string> = {};
  for (const one of childrenOf(type, 'xsd:attribute')) {
    if (one.attributes['use'] !== 'required' && generator.random() > generator.fill) continue;
    made[one.attributes['name'] ?? ''] = simpleText(child(one, 'xsd:simpleType'), one.attributes['type'] ?? 'STRTYPE', generator.random);
  }
  return made;
}

/** An element of the schema with everything below it, valid by construction. */
export function generateElement(generator: Generator, declaration: XmlElement): XmlElement {
  const { schema, random } = generator;
  const named = declaration.attributes['ref'];
  const actual = named === undefined ? declaration : schema.elements.get(named);
  if (actual === undefined) throw new Error(`no element ${named ?? ''}`);
  const name = actual.attributes['name'] ?? '';
  const typeName = actual.attributes['type'] ?? '';
  const complex = child(actual, 'xsd:complexType') ?? schema.types.get(typeName);
  if (complex === undefined)
    return { name, attributes: {}, children: [], text: simpleText(child(actual, 'xsd:simpleType'), typeName, random) };
  const simple = child(complex, 'xsd:simpleContent');
  if (simple !== undefined) {
    const base = child(simple, 'xsd:extension')?.attributes['base'] ?? '';
    return { name, attributes: {}, children: [], text: textOfBase(base, random, 20) };
  }
  const children = complex.children.filter((part) => PARTICLES.has(part.name)).flatMap((part) => generateParticle(generator, part));
  return { name, attributes: generateAttributes(generator, complex), children, text: '' };
}

/** The request of that name, e.g. `SalesReceiptAddRq`. */
export function generateRequest(generator: Generator, request: string): XmlElement {
  return generateElement(generator, { name: 'xsd:element', attributes: { name: request, type: `${request}Type` }, children: [], text: '' });
}

type Path = readonly number[];

function paths(element: XmlElement, here: Path = []): Path[] {
  return [here, ...element.children.flatMap((one, index) => paths(one, [...here, index]))];
}

function change(element: XmlElement, at: Path, edit: (one: XmlElement) => XmlElement): XmlElement {
  const [first, ...rest] = at;
  if (first === undefined) return edit(element);
  return { ...element, children: element.children.map((one, index) => (index === first ? change(one, rest, edit) : one)) };
}

export const MUTATIONS = [
  'swap',
  'rename',
  'wrongType',
  'tooLong',
  'drop',
  'twice',
  'badAttribute',
  'badValue',
  'stray',
  'nested',
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** Spoils one thing in a request; whether that makes it invalid is for the schema to say. Null: this request offers nothing to spoil so. */
export function mutate(random: Random, request: XmlElement, mutation: Mutation): XmlElement | null {
  const all = paths(request);
  const find = (fits: (one: XmlElement) => boolean): Path | null => {
    const at = (path: Path): XmlElement => path.reduce<XmlElement>((one, index) => one.children[index] ?? one, request);
    const fitting = all.filter((one) => fits(at(one)));
    return fitting.length === 0 ? null : pick(random, fitting);
  };
  const isLeaf = (one: XmlElement): boolean => one.children.length === 0 && one !== request;
  /** Texts, mostly: a name, an address line, a memo. */
  const isText = (one: XmlElement): boolean =>
    isLeaf(one) && /Name|Addr|City|State|Country|Memo|Desc|Number|Other|Element|Note|FOB/.test(one.name);
  const apply = (at: Path | null, edit: (one: XmlElement) => XmlElement): XmlElement | null =>
    at === null ? null : change(request, at, edit);
  switch (mutation) {
    case 'swap': {
      const at = find((one) => new Set(one.children.map(({ name }) => name)).size > 1);
      return apply(at, (one) => {
        const index = one.children.findIndex((inner, place) => place > 0 && inner.name !== one.children[place - 1]?.name);
        const [a, b] = [one.children[index - 1], one.children[index]];
        if (a === undefined || b === undefined) return one;
        return { ...one, children: one.children.map((inner) => (inner === a ? b : inner === b ? a : inner)) };
      });
    }
    case 'rename':
      return apply(
        find((one) => one !== request),
        (one) => ({ ...one, name: pick(random, [`${one.name}X`, one.name.toLowerCase(), 'Memo']) }),
      );
    case 'wrongType':
      return apply(find(isLeaf), (one) => ({
        ...one,
        text: pick(random, ['yes', '1,00', '2026-02-30', '1.005', '12:00', '0', '-1', 'None', ' 1']),
      }));
    case 'tooLong':
      return apply(find(isText) ?? find(isLeaf), (one) => ({ ...one, text: 'x'.repeat(pick(random, [12, 42, 51, 210, 5000])) }));
    case 'drop':
      return apply(
        find((one) => one.children.length > 0),
        (one) => {
          const gone = Math.floor(random() * one.children.length);
          return { ...one, children: one.children.filter((_, index) => index !== gone) };
        },
      );
    case 'twice':
      return apply(
        find((one) => one.children.length > 0),
        (one) => {
          const again = Math.floor(random() * one.children.length);
          return { ...one, children: one.children.flatMap((inner, index) => (index === again ? [inner, inner] : [inner])) };
        },
      );
    case 'badAttribute':
      return apply(
        find(() => true),
        (one) => ({ ...one, attributes: { ...one.attributes, [pick(random, ['defMacro', 'useMacro', 'iterator', 'id'])]: 'Start' } }),
      );
    case 'badValue':
      return {
        ...request,
        attributes: { ...request.attributes, [pick(random, ['metaData', 'iterator', 'requestId'])]: pick(random, ['start', 'Yes', '']) },
      };
    case 'stray':
      return apply(
        find((one) => one.children.length > 0),
        (one) => ({ ...one, text: 'stray' }),
      );
    case 'nested':
      return apply(find(isLeaf), (one) => ({ ...one, text: '', children: [{ name: 'ListID', attributes: {}, children: [], text: '1' }] }));
  }
}
