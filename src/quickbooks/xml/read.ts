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
import { scanXml, type TakeRecord } from './scan.ts';
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

type Draft = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; children: XmlElement[]; text: string };

// Most elements have neither; an answer with 10,000 items has 300,000 of them.
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});
const NO_CHILDREN: XmlElement[] = [];
Object.freeze(NO_CHILDREN);

function begun(name: string, given: Readonly<Record<string, unknown>>): Draft {
  return { name, attributes: attributesOf(given), children: NO_CHILDREN, text: '' };
}

/** Attribute values are one line: sax cannot tell a newline that was written from one that was escaped, so both read as a space. */
function attributesOf(given: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  let attributes: Record<string, string> | null = null;
  for (const name in given) {
    const value = given[name];
    if (typeof value === 'string') (attributes ??= {})[name] = value.replace(/[\t\n\r]/g, ' ');
  }
  return attributes ?? NO_ATTRIBUTES;
}

/** White space between elements is layout, not text. */
function finished(draft: Draft): XmlElement {
  return draft.children.length > 0 && /^[ \t\n\r]*$/.test(draft.text) ? { ...draft, text: '' } : draft;
}

/** Where a reading stands: the first failure ends it. */
type Progress = { failure: Problem | null; root: XmlElement | null };

/** The innermost open element ends. */
function close(open: Draft[], progress: Progress): void {
  const draft = open.pop();
  if (draft === undefined) return;
  const parent = open.at(-1);
  if (parent === undefined) progress.root = finished(draft);
  else if (parent.children === NO_CHILDREN) parent.children = [finished(draft)];
  else parent.children.push(finished(draft));
}

/** Errors: `xmlDoctype`, `xmlMalformed` (with line and column), `xmlTooDeep`. Takes any size. */
export function readWithSaxes(text: string): Result<XmlElement> {
  const prepared = prepare(text);
  if (!prepared.ok) return prepared;
  const parser = new SaxesParser({ xmlns: false, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const open: Draft[] = [];
  const progress: Progress = { failure: null, root: null };
  const addText = (part: string): void => {
    const here = open.at(-1);
    if (here !== undefined) here.text += part;
  };
  parser.on('error', (error) => {
    progress.failure ??= malformed(error.message, parser.line, parser.column);
  });
  parser.on('doctype', () => {
    progress.failure ??= malformed('a document type declaration in the wrong place', parser.line, parser.column);
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) progress.failure ??= tooDeep();
    if (progress.failure !== null) return;
    open.push(begun(tag.name, tag.attributes));
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (progress.failure === null) close(open, progress);
  });
  for (let at = 0; at < prepared.value.length && progress.failure === null; at += SLICE) parser.write(prepared.value.slice(at, at + SLICE));
  if (progress.failure === null) parser.close();
  if (progress.failure !== null) return err(progress.failure);
  return progress.root === null ? err(malformed('no root element', parser.line, parser.column)) : ok(progress.root);
}

/**
 * Errors: as readWithSaxes, which judges first: sax lets much pass that is no XML (blanks before a name, a second root, nesting without end). Meant for texts
 * under LARGE_TEXT.
 */
export function readWithXml2js(text: string): Result<XmlElement> {
  const judged = readWithSaxes(text);
  const prepared = prepare(text);
  if (!judged.ok || !prepared.ok) return judged;
  const parser = new Parser({ async: false, strict: true });
  const sax = parser.saxParser;
  const open: Draft[] = [];
  const progress: Progress = { failure: null, root: null };
  // The tree is made from the parser's events, as above: the objects that xml2js makes of them keep the order of children only where each is made twice,
  // and making them took most of the time of every answer.
  const addText = (part: string): void => {
    const here = open.at(-1);
    if (here !== undefined) here.text += part;
  };
  sax.ontext = addText;
  sax.oncdata = addText;
  sax.onopentag = (tag) => { open.push(begun(tag.name, tag.attributes)); };
  sax.onclosetag = () => { close(open, progress); };
  parser.parseString(prepared.value, (error) => {
    if (error !== null) progress.failure ??= malformed(error.message, sax.line + 1, sax.column);
  });
  if (progress.failure !== null) return err(progress.failure);
  return progress.root === null ? err(malformed('no root element', sax.line + 1, sax.column)) : ok(progress.root);
}

/**
 * Reads an answer of QuickBooks: by the scanner of its own kind of XML, and whatever that does not know as any XML. `take`: only the scanner asks it; what it took
 * counts only where the answer it belongs to is in the tree. Errors: as readXml.
 */
export function readQbxml(text: string, take?: TakeRecord): Result<XmlElement> {
  const scanned = scanXml(text, MAX_DEPTH, take);
  return scanned === null ? readXml(text) : ok(scanned);
}

/** Reads one XML document of any kind. Errors: `xmlDoctype`, `xmlMalformed`, `xmlTooDeep`. */
export function readXml(text: string): Result<XmlElement> {
  return text.length < LARGE_TEXT ? readWithXml2js(text) : readWithSaxes(text);
}
