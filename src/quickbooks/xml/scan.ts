/**
 * Reads XML as QuickBooks writes it, in one pass over its characters: declaration, elements, attributes in double quotes, text with escapes. It judges nothing:
 * whatever else a document may hold, right or wrong, is left to the general readers (read.ts). What it does read has the tree that they give (docs/adr/0014).
 */
import { openingOf } from './prepare.ts';
import type { XmlElement } from './tree.ts';

type Draft = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; children: XmlElement[]; text: string };

// Most elements have neither; an answer with 10,000 items has 300,000 of them.
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});
const NO_CHILDREN: XmlElement[] = [];
Object.freeze(NO_CHILDREN);

const [TAB, NEWLINE, SPACE, AMPERSAND, SLASH, LESS, GREATER, BRACKET] = [0x9, 0xa, 0x20, 0x26, 0x2f, 0x3c, 0x3e, 0x5d] as const;
/** The first of the two characters that XML forbids above the control characters. */
const FORBIDDEN = 0xfffe;

/** By character code: 2 may begin a name, 1 may stand in it. Others, letters of other scripts among them, are no names of QuickBooks'. */
const IN_NAME = Uint8Array.from({ length: 128 }, (_none, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z_]/.test(character) ? 2 : /[0-9.-]/.test(character) ? 1 : 0;
});

/** Blanks, the declaration as QuickBooks writes it, and the instruction that names the version. */
const PROLOG = /[\uFEFF\s]*(?:<\?xml version="1\.0"(?: encoding="[A-Za-z][A-Za-z0-9._-]*")? ?\?>)?[ \t\n]*(?:<\?qbxml version="[0-9.]+" ?\?>[ \t\n]*)?/y;
const ATTRIBUTE = /[ \t\n]+([A-Za-z_][A-Za-z0-9_.-]*)="/y;
const BLANK = /^[ \t\n\r]*$/;
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** Slots for names that were met, by a sum over their characters: the few dozen names of an answer stand for hundreds of thousands of elements. */
const NAME_SLOTS = 256;

/**
 * Asked about every element of the fourth level (a record inside an answer) when it ends: true means that it has been taken and is left out of the tree. The answer
 * is known by its identity only; it is not complete yet.
 */
export type TakeRecord = (record: XmlElement, answer: XmlElement) => boolean;
const RECORD_LEVEL = 3;

/**
 * The document's tree; null: it is not, to the last character, what this reader knows, and what was taken of it counts for nothing. `deepest`: elements inside
 * elements.
 */
export function scanXml(given: string, deepest: number, take?: TakeRecord): XmlElement | null {
  const text = openingOf(given);
  const names = new Array<string | undefined>(NAME_SLOTS);
  const open: Draft[] = [];
  let here: Draft | null = null;
  PROLOG.lastIndex = 0;
  let at = PROLOG.test(text) ? PROLOG.lastIndex : 0;
  for (;;) {
    // Character data. Outside the root there is none but the blanks of the prolog, which are passed already.
    let end = at;
    let hasEscapes = false;
    for (; ; end += 1) {
      const code = text.charCodeAt(end);
      if (code === LESS) break;
      if (code === AMPERSAND) hasEscapes = true;
      else if (code < SPACE ? code !== NEWLINE && code !== TAB : code >= FORBIDDEN || (code === BRACKET && text.startsWith(']]>', end))) return null;
      // Beyond the end there is no code at all.
      else if (code !== code) return null;
    }
    if (end > at) {
      const run = hasEscapes ? unescaped(text.slice(at, end)) : text.slice(at, end);
      if (here === null || run === null) return null;
      here.text = here.text === '' ? run : here.text + run;
    }
    at = end + 1;
    if (text.charCodeAt(at) === SLASH) {
      if (here === null || !text.startsWith(here.name, at + 1)) return null;
      at = pastBlanks(text, at + 1 + here.name.length);
      if (text.charCodeAt(at) !== GREATER) return null;
      at += 1;
    } else {
      const begun = at;
      let sum = 0;
      for (let code = text.charCodeAt(at); code < 128 && IN_NAME[code] !== 0; code = text.charCodeAt(at)) {
        sum = (sum * 31 + code) | 0;
        at += 1;
      }
      if (at === begun || IN_NAME[text.charCodeAt(begun)] !== 2 || open.length >= deepest) return null;
      const slot = (sum ^ (at - begun)) & (NAME_SLOTS - 1);
      let name = names[slot];
      if (name?.length !== at - begun || !text.startsWith(name, begun)) {
        name = text.slice(begun, at);
        names[slot] = name;
      }
      let attributes = NO_ATTRIBUTES;
      if (text.charCodeAt(at) !== GREATER) {
        const read = attributesAt(text, at);
        if (read === null) return null;
        ({ attributes, at } = read);
      }
      const draft: Draft = { name, attributes, children: NO_CHILDREN, text: '' };
      const isEmpty = text.charCodeAt(at) === SLASH;
      if (text.charCodeAt(isEmpty ? at + 1 : at) !== GREATER) return null;
      at += isEmpty ? 2 : 1;
      open.push(draft);
      here = draft;
      if (!isEmpty) continue;
    }
    // The innermost open element ends here. White space between elements is layout, not text.
    if (here.text !== '' && here.children.length > 0 && BLANK.test(here.text)) here.text = '';
    open.pop();
    const parent = open.at(-1);
    if (parent === undefined) return pastBlanks(text, at) === text.length ? here : null;
    if (open.length !== RECORD_LEVEL || take?.(here, parent) !== true) {
      if (parent.children === NO_CHILDREN) parent.children = [here];
      else parent.children.push(here);
    }
    here = parent;
  }
}

function pastBlanks(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === SPACE || code === NEWLINE || code === TAB; code = text.charCodeAt(at)) at += 1;
  return at;
}

/** Attributes from `from` on, and where they end: at the tag's own end, if it is well-formed. */
function attributesAt(text: string, from: number): { readonly attributes: Readonly<Record<string, string>>; readonly at: number } | null {
  const attributes: Record<string, string> = {};
  let any = false;
  let at = from;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const [, name] = ATTRIBUTE.exec(text) ?? [];
    if (name === undefined) break;
    const begun = ATTRIBUTE.lastIndex;
    const end = text.indexOf('"', begun);
    const value = end < 0 ? null : unescaped(text.slice(begun, end));
    // A prototype's name, or an attribute given twice: for the general readers.
    if (value === null || name in attributes || ILLEGAL.test(value)) return null;
    if (text.slice(begun, end).includes('<')) return null;
    // One line, as the general readers have it.
    attributes[name] = value.replace(/[\t\n\r]/g, ' ');
    any = true;
    at = end + 1;
  }
  return { attributes: any ? attributes : NO_ATTRIBUTES, at: pastBlanks(text, at) };
}

const ESCAPES: Readonly<Record<string, string>> = { 'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"', 'apos': '\'' };
const NUMBERED = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/;
/** Characters between `&` and `;`: `#1114111`. */
const LONGEST_ESCAPE = 8;

/** Text without its escapes; null where it holds one that only the general readers know, or none at all after an ampersand. */
function unescaped(text: string): string | null {
  let from = text.indexOf('&');
  if (from < 0) return text;
  let out = text.slice(0, from);
  while (from >= 0) {
    const end = text.indexOf(';', from);
    if (end < 0 || end - from - 1 > LONGEST_ESCAPE) return null;
    const meant = meaning(text.slice(from + 1, end));
    if (meant === null) return null;
    from = text.indexOf('&', end);
    out += meant + (from < 0 ? text.slice(end + 1) : text.slice(end + 1, from));
  }
  return out;
}

function meaning(escape: string): string | null {
  if (Object.hasOwn(ESCAPES, escape)) return ESCAPES[escape] ?? null;
  const [, hexadecimal, decimal] = NUMBERED.exec(escape) ?? [];
  if (hexadecimal === undefined && decimal === undefined) return null;
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  const isLegal = code === TAB || code === NEWLINE || code === 0xd || (code >= SPACE && code < 0xd800) || (code >= 0xe000 && code < FORBIDDEN)
    || (code > 0xffff && code <= 0x10ffff);
  return isLegal ? String.fromCodePoint(code) : null;
}
