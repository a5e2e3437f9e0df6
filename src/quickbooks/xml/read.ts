/**
 * Reads an XML text into a plain tree: xml2js for the usual small answers, saxes for item pages of several megabytes (it is
 * four times as fast); both give the same tree (test/unit/quickbooks/xml/read.test.ts).
 */
// A path reference, because every ring that imports this file must see the declaration and the pure ring takes no @types.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- see above
/// <reference path="./xml2js.d.ts" />
import { SaxesParser } from 'saxes';
import { Parser } from 'xml2js';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { prepare } from './prepare.ts';
import type { XmlElement } from './tree.ts';

/** Texts of this many characters or more go to saxes. */
export const LARGE_TEXT = 256 * 1024;
/** Elements inside elements; qbXML needs about eight. */
export const MAX_DEPTH = 64;
/** Characters handed to saxes at a time, so that a broken document is given up early. */
const SLICE = 64 * 1024;

function malformed(detail: string, line: number, column: number): Problem {
  return problem('xmlMalformed', `The answer is not well-formed XML (line ${String(line)}, column ${String(column)}).`,
    'Run the Web Connector again. If it happens again, send the stored answer to support.', { detail: detail.split('\n')[0] ?? '' });
}

function tooDeep(): Problem {
  return problem('xmlTooDeep', `The answer holds elements nested deeper than ${String(MAX_DEPTH)} levels; it was not read.`,
    'Run the Web Connector again. If it happens again, send the stored answer to support.');
}

type Draft = { readonly name: string; readonly attributes: Record<string, string>; readonly children: XmlElement[]; text: string };

/** Attribute values are one line: sax cannot tell a newline that was written from one that was escaped, so both read as a space. */
function attributesOf(pairs: Iterable<readonly [string, unknown]>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of pairs) if (typeof value === 'string') attributes[name] = value.replace(/[\t\n\r]/g, ' ');
  return attributes;
}

/** White space between elements is layout, not text. */
function finished(draft: Draft): XmlElement {
  return draft.children.length > 0 && /^[ \t\n\r]*$/.test(draft.text) ? { ...draft, text: '' } : draft;
}

/** Where a reading stands: the first failure ends it. */
type Progress = { failure: Problem | null; root: XmlElement | null };

/** Errors: `xmlDoctype`, `xmlMalformed` (with line and column), `xmlTooDeep`. Takes any size. */
export function readWithSaxes(text: string): Result<XmlElement> {
  const prepared = prepare(text);
  if (!prepared.ok) return prepared;
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: Draft[] = [];
  const progress: Progress = { failure: null, root: null };
  const addText = (part: string): void => {
    const here = open.at(-1);
    if (here !== undefined) here.text += part;
  };
  parser.on('error', (error) => {
    progress.failure ??= malformed(error.message, parser.line, parser.column);
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) progress.failure ??= tooDeep();
    if (progress.failure !== null) return;
    open.push({ name: tag.name, attributes: attributesOf(Object.entries(tag.attributes)), children: [], text: '' });
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const draft = progress.failure === null ? open.pop() : undefined;
    if (draft === undefined) return;
    const parent = open.at(-1);
    if (parent === undefined) progress.root = finished(draft);
    else parent.children.push(finished(draft));
  });
  for (let at = 0; at < prepared.value.length && progress.failure === null; at += SLICE) parser.write(prepared.value.slice(at, at + SLICE));
  if (progress.failure === null) parser.close();
  if (progress.failure !== null) return err(progress.failure);
  return progress.root === null ? err(malformed('no root element', parser.line, parser.column)) : ok(progress.root);
}

// No XML name may hold # or $, so these keys never collide with an element's.
const ATTRIBUTES = '$';
const TEXT = '#text';
const CHILDREN = '$$';
const NAME = '#name';

type Loose = Readonly<Record<string, unknown>>;

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null;
}

/** xml2js gives text runs as children called `__text__`; a real element of that name has children or attributes, or no text. */
function isTextRun(node: Loose): boolean {
  return node[NAME] === '__text__' && typeof node[TEXT] === 'string' && node[CHILDREN] === undefined && node[ATTRIBUTES] === undefined;
}

/** Recursion is safe: the depth was bounded while parsing. */
function fromXml2js(node: Loose): XmlElement {
  const attributes = node[ATTRIBUTES];
  const draft: Draft = {
    name: String(node[NAME]), attributes: attributesOf(isLoose(attributes) ? Object.entries(attributes) : []), children: [], text: '',
  };
  const children = node[CHILDREN];
  for (const inner of Array.isArray(children) ? (children as readonly unknown[]) : []) {
    if (!isLoose(inner)) continue;
    if (isTextRun(inner)) draft.text += String(inner[TEXT]);
    else draft.children.push(fromXml2js(inner));
  }
  return finished(draft);
}

/** Errors: as readWithSaxes. Meant for texts under LARGE_TEXT. */
export function readWithXml2js(text: string): Result<XmlElement> {
  const prepared = prepare(text);
  if (!prepared.ok) return prepared;
  const parser = new Parser({
    attrkey: ATTRIBUTES, charkey: TEXT, childkey: CHILDREN, async: false, strict: true, explicitRoot: false, explicitCharkey: true,
    explicitChildren: true, preserveChildrenOrder: true, charsAsChildren: true, includeWhiteChars: true,
  });
  const sax = parser.saxParser;
  const { onopentag, onclosetag, onerror } = sax;
  const progress: { depth: number; roots: number; failure: Problem | null; tree: unknown } = {
    depth: 0, roots: 0, failure: null, tree: null,
  };
  const refuse = (detail: string): void => {
    progress.failure ??= malformed(detail, sax.line + 1, sax.column);
  };
  // What sax lets pass and saxes does not: a second root, things after the root, declarations in the middle, nesting without end.
  sax.onerror = (error) => {
    refuse(error.message);
    onerror(error);
  };
  sax.ondoctype = () => {
    refuse('a document type declaration in the wrong place');
  };
  sax.onprocessinginstruction = (instruction) => {
    if (progress.roots > 0 && instruction.name.toLowerCase() === 'xml') refuse('an XML declaration in the wrong place');
  };
  sax.onopentag = (node) => {
    if (progress.depth === 0) progress.roots += 1;
    progress.depth += 1;
    if (progress.roots > 1) refuse('more than one root element');
    if (progress.depth > MAX_DEPTH) progress.failure ??= tooDeep();
    if (progress.failure === null) onopentag(node);
  };
  sax.onclosetag = (name) => {
    progress.depth -= 1;
    if (progress.failure === null) onclosetag(name);
  };
  parser.parseString(prepared.value, (error, result) => {
    if (error === null) progress.tree ??= result;
    else refuse(error.message);
  });
  if (progress.failure !== null) return err(progress.failure);
  return isLoose(progress.tree) ? ok(fromXml2js(progress.tree)) : err(malformed('no root element', sax.line + 1, sax.column));
}

/** Reads one XML document. Errors: `xmlDoctype`, `xmlMalformed`, `xmlTooDeep`. */
export function readXml(text: string): Result<XmlElement> {
  return text.length < LARGE_TEXT ? readWithXml2js(text) : readWithSaxes(text);
}
