/** Writes an XML tree as pure ASCII, so that no declared encoding can change what QuickBooks reads (docs/qbxml.md). */
import type { XmlElement } from './tree.ts';

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/**
 * Tab, newline and carriage return become references, so that no reader normalises them away. Other control characters, lone
 * surrogates and the two non-characters XML forbids are left out.
 */
function escaped(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x9 || code === 0xa || code === 0xd) return `&#${String(code)};`;
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return '';
  if ((code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) return '';
  return `&#${String(code)};`;
}

/** Escapes text for an element or an attribute in quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[^ !#-%(-;=?-~]/gu, escaped);
}

function write(here: XmlElement, parts: string[]): void {
  parts.push('<', here.name);
  for (const [name, value] of Object.entries(here.attributes)) parts.push(' ', name, '="', escapeXml(value), '"');
  if (here.text === '' && here.children.length === 0) {
    parts.push('/>');
    return;
  }
  parts.push('>', escapeXml(here.text));
  for (const inner of here.children) write(inner, parts);
  parts.push('</', here.name, '>');
}

/** One line without layout; attributes and children in their order. Text of an element that also holds elements comes first. */
export function writeXml(root: XmlElement): string {
  const parts: string[] = [];
  write(root, parts);
  return parts.join('');
}
