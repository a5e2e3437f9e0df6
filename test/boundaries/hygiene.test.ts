/** What no linter looks at: paths of one machine, download addresses, unfinished places, files too long or without an opening sentence. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'dist-packages', 'coverage', '.cache', 'results']);
const TEXT = /\.(ts|tsx|js|cjs|mjs|json|md|sql|yml|yaml|svg|html|css|xml|qwc|wsdl|txt)$|(^|\/)(\.[a-z]+|run|LICENSE)$/;

function textFiles(folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return [];
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return textFiles(full);
    const name = path.relative(root, full).split(path.sep).join('/');
    return TEXT.test(name) ? [name] : [];
  });
}

function read(name: string): string {
  return readFileSync(path.join(root, name), 'utf8');
}

const files = textFiles();
const product = files.filter((name) => /^(src|renderer)\/.*\.(ts|tsx|sql)$/.test(name));

/** `file:line` of every line that matches. */
function hits(names: readonly string[], pattern: RegExp): readonly string[] {
  return names.flatMap((name) => read(name).split('\n').flatMap((line, index) => (pattern.test(line) ? [`${name}:${index + 1}`] : [])));
}

/** Does the file open with a comment that says something? SQL comments with dashes. */
function opens(name: string): boolean {
  const start = read(name).slice(0, 400);
  return name.endsWith('.sql') ? /^-- \S.{15,}/.test(start) : /^\/\*\*\s+(\* )?\S.{10,}/.test(start);
}

describe('the files of the project', () => {
  it('are found', () => {
    expect(files).toContain('package.json');
    expect(files).toContain('.ci/run');
    expect(product.length).toBeGreaterThan(20);
  });

  it('name no place on one machine', () => {
    expect(hits(files, /(^|[^A-Za-z0-9_.*-])\/(wor[k]|far[m]|hom[e]|root)\/|\/tm[p]\/bash/)).toEqual([]);
  });

  it('name no package registry', () => {
    expect(hits(files, /registr[y]\.[a-z]+\.(org|com)|registr[y]\.yarnpkg/)).toEqual([]);
  });

  it('lock versions and checksums, not download addresses', () => {
    const lock = read('package-lock.json');
    expect(lock).not.toMatch(/"resolved"/);
    expect(lock).toMatch(/"integrity": "sha512-/);
  });

  it('leave nothing marked as unfinished', () => {
    expect(hits(files.filter((name) => name !== 'package-lock.json'), /\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b|not implemente[d]/)).toEqual([]);
  });

  it('pin every version', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) => Object.entries(manifest[key] ?? {}));
    expect(versions.filter(([, version]) => !/^(npm:[a-z@/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('the pages', () => {
  it('link to files that exist', () => {
    const links = files.filter((name) => name.endsWith('.md')).flatMap((name) =>
      [...read(name).matchAll(/\]\(([^)#\s]+)(#[^)\s]*)?\)/g)].flatMap(([, target = '']) => {
        if (/^[a-z]+:/.test(target) || existsSync(path.resolve(root, path.dirname(name), target))) return [];
        return [`${name} → ${target}`];
      }),
    );
    expect(links).toEqual([]);
  });
});

describe('the product files', () => {
  it('stay within 300 lines', () => {
    expect(product.filter((name) => !name.endsWith('.sql') && read(name).trimEnd().split('\n').length > 300)).toEqual([]);
  });

  it('have no line over 200 characters, but for a sentence, which is never split', () => {
    const text = /(['"])(?:\\.|(?!\1)[^\\])*\1|`(?:\\.|[^`\\])*`/g;
    const long = product.filter((name) => !name.endsWith('.sql'))
      .flatMap((name) => read(name).split('\n').flatMap((line, index) => (line.length > 200 && line.replace(text, '').length > 100 ? [`${name}:${String(index + 1)}`] : [])));
    expect(long).toEqual([]);
  });

  it('open with a sentence that says what they are for', () => {
    expect(product.filter((name) => !opens(name))).toEqual([]);
  });
});
