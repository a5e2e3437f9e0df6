/** docs/guide/problems.md has a row for every problem that the program can show, and for no other; the rows quote the program's own words. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { QBWC_CODES } from '../../../src/quickbooks/qbwcCodes.ts';
import { HRESULT_WORDS } from '../../../src/quickbooks/qbxml/hresultWords.ts';
import { STATUS_WORDS } from '../../../src/quickbooks/qbxml/statusWords.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const PAGE = readFileSync(path.join(root, 'docs/guide/problems.md'), 'utf8');

type Site = { readonly file: string; readonly code: string; /** The sentence's fixed parts, where it is written out beside the code. */ readonly parts: readonly string[] };

function sources(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.startsWith('simulator')).map((name) => path.join(folder, name));
}

/** A string or template that begins at `at`; null for anything else. */
function literalAt(source: string, at: number): string | null {
  const quote = source[at];
  if (quote !== '\'' && quote !== '`') return null;
  let end = at + 1;
  while (end < source.length && source[end] !== quote) end += source[end] === '\\' ? 2 : 1;
  return source.slice(at + 1, end).replace(/\\(.)/g, '$1');
}

/** Calls that make a Problem, with the code written out; and Problems written as objects, or made from a constant. */
function sitesOf(file: string): readonly Site[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const calls = [...source.matchAll(/\b(?:problem|failure|skip)\(\s*'([A-Za-z0-9]+)',\s*/g)].map((match) => {
    const sentence = literalAt(source, match.index + match[0].length) ?? '';
    return { file, code: match[1] ?? '', parts: sentence.split(/\$\{[^}]*\}/).map((part) => part.trim()).filter((part) => part.length > 5) };
  });
  const objects = [...source.matchAll(/\bcode: '([a-z][A-Za-z]+)',\s*what: /g)].map((match) => ({ file, code: match[1] ?? '', parts: [] }));
  const constants = /\bproblem\(([A-Z_]+),/.test(source) ? [...source.matchAll(/const [A-Z_]+ = '([a-z][A-Za-z]+)'/g)].map((match) => ({ file, code: match[1] ?? '', parts: [] })) : [];
  return [...calls, ...objects, ...constants];
}

const SITES = [...sources('src'), ...sources('renderer')].flatMap(sitesOf);

/** Short name in the last cell, and the first cell. */
const ROWS = PAGE.split('\n').flatMap((line) => {
  const match = /^\| (.*?) \| .* \| `([A-Za-z]+)` \|$/.exec(line);
  return match === null ? [] : [{ says: match[1] ?? '', code: match[2] ?? '' }];
});

describe('the guide to problems', () => {
  it('has a row for every problem', () => {
    expect(SITES.length).toBeGreaterThan(150);
    const documented = new Set(ROWS.map(({ code }) => code));
    expect([...new Set(SITES.filter(({ code }) => !documented.has(code)).map(({ code, file }) => `${code} (${file})`))]).toEqual([]);
  });

  it('has no row for what the program cannot say, and none twice', () => {
    const known = new Set(SITES.map(({ code }) => code));
    expect(ROWS.filter(({ code }) => !known.has(code)).map(({ code }) => code)).toEqual([]);
    expect(ROWS.map(({ code }) => code).filter((code, index, all) => all.indexOf(code) !== index)).toEqual([]);
  });

  it('quotes words that the program says', () => {
    const plain = (text: string): string => text.replaceAll('’', '\'').replace(/\s+/g, ' ').toLowerCase();
    const quoted = ROWS.filter(({ says }) => !says.startsWith('(')).flatMap(({ says, code }) => {
      const sites = SITES.filter((site) => site.code === code && site.parts.length > 0);
      if (sites.length === 0) return [];
      // A fixed part of the program's sentence stands in the cell, or a stretch of the cell (between its dots) stands in the sentence.
      const pieces = says.split(/…|\/ /).map((piece) => plain(piece).replace(/^[\s.,]+|[\s.,]+$/g, '')).filter((piece) => piece.length > 5);
      const isQuoted = sites.some(({ parts }) => parts.some((part) => plain(says).includes(plain(part)) || pieces.some((piece) => plain(part).includes(piece))));
      return isQuoted ? [] : [`${code}: ${says}`];
    });
    expect(quoted).toEqual([]);
  });

  it('names codes of the Web Connector and of QuickBooks that the program knows', () => {
    const section = (heading: string): string => PAGE.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    const cells = (heading: string): readonly string[] => section(heading).split('\n').flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1]?.split(', ') ?? []).filter((cell) => /\d/.test(cell));
    const connector = cells('Codes of the Web Connector');
    const quickBooks = cells('Codes of QuickBooks');
    expect(connector.length).toBeGreaterThan(15);
    expect(quickBooks.length).toBeGreaterThan(8);
    expect(connector.filter((code) => (code.startsWith('QBWC') ? QBWC_CODES[Number(code.slice(4))] : HRESULT_WORDS[code.slice(2)]) === undefined)).toEqual([]);
    expect(quickBooks.filter((code) => STATUS_WORDS[Number(code)] === undefined)).toEqual([]);
  });
});
