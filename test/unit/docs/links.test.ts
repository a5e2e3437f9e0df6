/** Links between the pages land on a heading that is there, and paths named in them exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const PAGES = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'qwc/README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name.replaceAll(path.sep, '/')}`)];

function text(name: string): string {
  return readFileSync(path.join(root, name), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** As GitHub makes anchors of headings: lower case, without punctuation, blanks as hyphens. */
function anchors(name: string): ReadonlySet<string> {
  return new Set([...text(name).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')));
}

describe('the pages', () => {
  it('link to headings that exist', () => {
    const broken = PAGES.flatMap((page) => [...text(page).matchAll(/\]\(([^)\s]*?)#([^)\s]+)\)/g)].flatMap(([, target = '', anchor = '']) => {
      if (/^[a-z]+:/.test(target)) return [];
      const file = target === '' ? page : path.posix.join(path.posix.dirname(page), target);
      return existsSync(path.join(root, file)) && anchors(file).has(anchor) ? [] : [`${page} → ${target}#${anchor}`];
    }));
    expect(PAGES.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  it('show every picture of docs/images somewhere', () => {
    const pictures = readdirSync(path.join(root, 'docs', 'images')).map((name) => `images/${name}`);
    const all = PAGES.map(text).join('\n');
    expect(pictures.filter((name) => !all.includes(name))).toEqual([]);
  });

  it('name files and folders of the project that exist', () => {
    const named = /`((?:src|test|docs|scripts|qwc|bench)\/[A-Za-z0-9_./-]+)`/g;
    const missing = PAGES.flatMap((page) => [...text(page).matchAll(named)].flatMap(([, name = '']) => (existsSync(path.join(root, name)) ? [] : [`${page}: ${name}`])));
    expect(missing).toEqual([]);
  });

  it('name places of a ring that exist', () => {
    const named = /`((?:domain|decide|quickbooks|contract|stores|engine|simulator|cli|act|session|work|handlers)\/[A-Za-z0-9/]+)(\.ts)?`/g;
    const isThere = (name: string): boolean => [`src/${name}`, `src/engine/${name}`].some((base) => existsSync(path.join(root, base)) || existsSync(path.join(root, `${base}.ts`)));
    const missing = PAGES.flatMap((page) => [...text(page).matchAll(named)].flatMap(([, name = '']) => (isThere(name) ? [] : [`${page}: ${name}`])));
    expect(missing).toEqual([]);
  });
});
