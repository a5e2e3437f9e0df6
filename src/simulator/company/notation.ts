/**
 * A compact notation for the element grammar, and its reader.
 *
 *   Name            optional            Name!           compulsory
 *   Name* Name*8    any number, ≤ 8     Name+           one or more
 *   Name:qty        simple type         Name=matching   one of the words of an enumeration
 *   Name/41         at most 41 characters
 *   Name^12         since qbXML 12.0    Name(…)         holds elements    Name<31>  a reference: ListID, FullName/31
 *   {1 a | b}       exactly one         {? a | b}       at most one       {* a | b} {+ a | b}  repeatable mix
 *   @name @name=w   attribute           &name           the fragment of that name
 *
 * Suffixes stand in this order: occurrence, type, length, version, content.
 */
import type { ValueType } from './valueTypes.ts';

export type Attribute = { readonly name: string; readonly type: ValueType };

export type ElementNode = {
  readonly kind: 'element';
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** First qbXML version that knows it. */
  readonly since: number;
  readonly body: SimpleBody | ComplexBody;
};
export type SimpleBody = {
  readonly kind: 'simple';
  readonly type: ValueType;
  readonly maxLength: number;
  readonly attributes: readonly Attribute[];
};
export type ComplexBody = { readonly kind: 'complex'; readonly attributes: readonly Attribute[]; readonly parts: readonly Node[] };
export type SequenceNode = { readonly kind: 'sequence'; readonly parts: readonly Node[] };
export type ChoiceNode = { readonly kind: 'choice'; readonly min: number; readonly max: number; readonly options: readonly SequenceNode[] };
export type Node = ElementNode | SequenceNode | ChoiceNode;

export const UNBOUNDED = Number.POSITIVE_INFINITY;
const UNLIMITED = Number.POSITIVE_INFINITY;

export type Dictionary = {
  readonly fragments: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, readonly string[]>>;
};

const TOKEN = /\s*([A-Za-z][A-Za-z0-9]*|\d+|\{[1?*+]|[!*+:/^=()<>|}&@])/y;
const TYPES: readonly ValueType[] = [
  'str',
  'id',
  'bool',
  'date',
  'dt',
  'amt',
  'price',
  'qty',
  'pct',
  'int',
  'count',
  'month',
  'guid',
  'float',
];

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match?.[1] === undefined) throw new Error(`grammar: cannot read "${text.slice(at, at + 30)}"`);
    found.push(match[1]);
  }
  return found;
}

function reference(maxLength: number): ComplexBody {
  const simple = (name: string, type: ValueType, length: number): ElementNode => ({
    kind: 'element',
    name,
    min: 0,
    max: 1,
    since: 0,
    body: { kind: 'simple', type, maxLength: length, attributes: [] },
  });
  return { kind: 'complex', attributes: [], parts: [simple('ListID', 'id', 36), simple('FullName', 'str', maxLength)] };
}

/** Reads one definition's text. Throws on a mistake in the grammar itself: that is a bug of ours. */
export function readNotation(text: string, dictionary: Dictionary): ComplexBody {
  const list = tokens(text);
  let at = 0;
  const next = (): string => list[at] ?? '';
  const take = (expected?: string): string => {
    const token = next();
    if (token === '' || (expected !== undefined && token !== expected))
      throw new Error(`grammar: expected ${expected ?? 'more'} but found "${token}" in ${text.slice(0, 60)}`);
    at += 1;
    return token;
  };
  const takeName = (): string => {
    const token = take();
    if (!/^[A-Za-z]/.test(token)) throw new Error(`grammar: "${token}" stands where a name should, in ${text.slice(0, 60)}`);
    return token;
  };
  const skip = (token: string): boolean => next() === token && take() !== '';
  const isNumber = (): boolean => /^\d+$/.test(next());

  const words = (name: string): ValueType => {
    const oneOf = dictionary.words[name];
    if (oneOf === undefined) throw new Error(`grammar: no enumeration ${name}`);
    return { oneOf };
  };
  const attribute = (): Attribute => {
    const name = takeName();
    return { name, type: skip('=') ? words(take()) : 'str' };
  };
  const occurrence = (): [number, number] => {
    if (skip('!')) return [1, 1];
    if (skip('+')) return [1, UNBOUNDED];
    if (skip('*')) return [0, isNumber() ? Number(take()) : UNBOUNDED];
    return [0, 1];
  };
  const typeOf = (): ValueType => {
    if (skip('=')) return words(take());
    if (!skip(':')) return 'str';
    const name = takeName();
    const type = TYPES.find((known) => known === name);
    if (type === undefined) throw new Error(`grammar: no type ${name}`);
    return type;
  };
  const elementNode = (): ElementNode => {
    const name = takeName();
    const [min, max] = occurrence();
    const type = typeOf();
    const length = skip('/') ? Number(take()) : type === 'id' ? 36 : UNLIMITED;
    const since = skip('^') ? Number(take()) : 0;
    if (skip('<')) {
      const limit = isNumber() ? Number(take()) : UNLIMITED;
      take('>');
      return { kind: 'element', name, min, max, since, body: reference(limit) };
    }
    if (skip('(')) {
      const body = complex();
      take(')');
      return { kind: 'element', name, min, max, since, body };
    }
    const attributes: Attribute[] = [];
    while (skip('@')) attributes.push(attribute());
    return { kind: 'element', name, min, max, since, body: { kind: 'simple', type, maxLength: length, attributes } };
  };
  const choice = (): ChoiceNode => {
    const mark = take().charAt(1);
    const options: SequenceNode[] = [];
    do options.push({ kind: 'sequence', parts: parts() });
    while (skip('|'));
    take('}');
    return { kind: 'choice', min: mark === '1' || mark === '+' ? 1 : 0, max: mark === '1' || mark === '?' ? 1 : UNBOUNDED, options };
  };
  const parts = (): Node[] => {
    const found: Node[] = [];
    for (let token = next(); token !== '' && ![')', '|', '}'].includes(token); token = next()) {
      if (skip('&')) {
        const name = takeName();
        const fragment = dictionary.fragments[name];
        if (fragment === undefined) throw new Error(`grammar: no fragment ${name}`);
        found.push(...readNotation(fragment, dictionary).parts);
      } else found.push(token.startsWith('{') ? choice() : elementNode());
    }
    return found;
  };
  const complex = (): ComplexBody => {
    const attributes: Attribute[] = [];
    while (skip('@')) attributes.push(attribute());
    return { kind: 'complex', attributes, parts: parts() };
  };

  const body = complex();
  if (at !== list.length) throw new Error(`grammar: unread "${list.slice(at, at + 5).join(' ')}"`);
  return body;
}
