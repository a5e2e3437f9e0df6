/** The lint rules of the house must be able to say no: each forbidden line is judged by the real configuration as if it stood in a real file. */
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

/** Rules that speak when `code` replaces the text of `file`. The file must exist: typed rules look it up in its tsconfig. */
async function rulesAgainst(file: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  if (result === undefined) throw new Error(`${file} is not linted`);
  return result.messages.map((message) => message.ruleId ?? message.message);
}

const PURE = 'src/domain/brand.ts';
const IMPURE = 'src/stores/store.ts';
const TEST = 'test/boundaries/lint.test.ts';

describe('the lint rules', () => {
  it.each([
    ['a clock', 'export const at = (): number => Date.now();', 'no-restricted-properties'],
    ['a clock in disguise', 'export const at = (): Date => new Date();', 'no-restricted-syntax'],
    ['dice', 'export const dice = (): number => Math.random();', 'no-restricted-properties'],
    ['the process', 'export const pid: unknown = process;', 'no-restricted-globals'],
    ['the network', 'export const call: unknown = fetch;', 'no-restricted-globals'],
    ['a timer', 'export const wait: unknown = setTimeout;', 'no-restricted-globals'],
    ['a stop-watch', 'export const watch: unknown = performance;', 'no-restricted-globals'],
    ['an import at run time', "export const late = import('./ids.ts');", 'no-restricted-syntax'],
  ])('in the pure ring: %s', async (_name, code, rule) => {
    expect(await rulesAgainst(PURE, code)).toContain(rule);
  });

  it('lets the pure ring make a date from a number', async () => {
    expect(await rulesAgainst(PURE, 'export const year = (at: number): number => new Date(at).getUTCFullYear();')).toEqual([]);
  });

  it('lets the other rings have a clock', async () => {
    expect(await rulesAgainst(IMPURE, 'export const at = (): number => Date.now();')).toEqual([]);
  });

  it.each([
    ['a default export', 'export default 1;', 'no-restricted-syntax'],
    ['a barrel', "export * from '../domain/ids.ts';", 'no-restricted-syntax'],
    ['a barrel by name', "export { ok } from '../domain/result.ts';", 'no-restricted-syntax'],
    ['an enum', 'export enum Colour { red }', 'no-restricted-syntax'],
    ['an abstract class', 'export abstract class Shape { abstract readonly size: number }', 'no-restricted-syntax'],
    ['a child of a base class', 'export class Shape extends Map<string, string> {}', 'no-restricted-syntax'],
    ['any', 'export const loose = (x: any): unknown => x;', '@typescript-eslint/no-explicit-any'],
    ['a promise let go', 'export const go = (f: () => Promise<void>): void => { f(); };', '@typescript-eslint/no-floating-promises'],
    ['a non-null assertion', 'export const sure = (x: string | undefined): string => x!;', '@typescript-eslint/no-non-null-assertion'],
    ['a forgotten case', "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}", '@typescript-eslint/switch-exhaustiveness-check'],
    ['a value import of a type', "import { Cents } from '../domain/money.ts';\nexport type C = Cents;", '@typescript-eslint/consistent-type-imports'],
    ['console', "export const say = (): void => { console.log('x'); };", 'no-console'],
    ['more than 300 lines', 'export const a = 1;\n'.concat('\n'.repeat(300)), 'max-lines'],
  ])('in the product: %s', async (_name, code, rule) => {
    expect(await rulesAgainst(IMPURE, code)).toContain(rule);
  });

  it.each([
    ['src/stores/rateLimit.ts', 0],
    ['src/stores/rate-limit.ts', 1],
    ['src/stores/RateLimit.ts', 1],
    ['src/stores/rate_limit.ts', 1],
    ['test/unit/rateLimit.test.ts', 0],
    ['src/engine/db/migrations/0001orders.ts', 0],
    ['src/engine/db/0001orders.ts', 1],
    ['renderer/dashboard/Dashboard.tsx', 0],
  ])('file names: %s is wrong %i times', async (file, times) => {
    // Without types, since these files do not exist.
    const untyped = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config });
    const [result] = await untyped.lintText('export const a = 1;\n', { filePath: path.join(root, file) });
    expect(result?.messages.map((message) => message.ruleId)).toEqual(Array.from({ length: times }, () => 'house/fileName'));
  });

  it.each(['it', 'test', 'describe'])('in the tests: %s alone or left out', async (name) => {
    for (const word of ['only', 'skip']) {
      expect(await rulesAgainst(TEST, `import { ${name} } from 'vitest';\n${name}.${word}('x', () => {});`)).toContain('no-restricted-syntax');
    }
  });

  it('lets a test wait for a tool that is not installed', async () => {
    expect(await rulesAgainst(TEST, "import { it } from 'vitest';\nit.skipIf(true)('x', () => {});")).toEqual([]);
  });
});
