/** The import table is only worth something if it can say no: a tree of forbidden and allowed imports, each judged by the real rules. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult, type IConfiguration, type IFlattenedRuleSet } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;

/** [file that imports, what it imports, the rule that must stop it; null where it must pass]. */
const SAMPLES: readonly (readonly [from: string, to: string, rule: string | null])[] = [
  ['src/domain/a1.ts', 'src/decide/x.ts', 'domain-imports'],
  ['src/domain/a2.ts', 'zod', 'domain-imports'],
  ['src/domain/a3.ts', 'node:fs', 'domain-no-node'],
  ['src/domain/a4.ts', 'src/domain/x.ts', null],
  ['src/decide/b1.ts', 'src/domain/x.ts', null],
  ['src/decide/b2.ts', 'src/quickbooks/x.ts', 'decide-imports'],
  ['src/decide/b3.ts', 'src/engine/x.ts', 'decide-imports'],
  ['src/decide/b4.ts', 'node:crypto', 'decide-no-node'],
  ['src/quickbooks/c1.ts', 'src/domain/x.ts', null],
  ['src/quickbooks/c2.ts', 'src/decide/x.ts', 'quickbooks-imports'],
  ['src/quickbooks/xml/read.ts', 'saxes', null],
  ['src/quickbooks/xml/write.ts', 'xml2js', 'only-corner-xml2js-saxes'],
  ['src/quickbooks/c3.ts', 'node:buffer', 'quickbooks-no-node'],
  ['src/contract/d1.ts', 'zod', null],
  ['src/contract/d2.ts', 'src/engine/x.ts', 'contract-imports'],
  ['src/contract/d3.ts', 'pino', 'contract-imports'],
  ['src/contract/d4.ts', 'node:crypto', 'contract-no-node'],
  ['src/stores/alpha/e1.ts', 'src/stores/store.ts', null],
  ['src/stores/alpha/e2.ts', 'src/stores/http.ts', null],
  ['src/stores/alpha/e3.ts', 'src/stores/alpha/x.ts', null],
  ['src/stores/alpha/e4.ts', 'src/stores/beta/x.ts', 'stores-stay-apart'],
  ['src/stores/alpha/e5.ts', 'src/stores/registry.ts', 'stores-stay-apart'],
  ['src/stores/alpha/e6.ts', 'src/decide/x.ts', 'stores-imports'],
  ['src/stores/alpha/e7.ts', 'src/contract/x.ts', 'stores-imports'],
  ['src/stores/alpha/e8.ts', 'node:crypto', null],
  ['src/stores/registry.ts', 'src/stores/beta/x.ts', null],
  ['src/stores/http.ts', 'src/stores/beta/x.ts', 'only-registry-knows-connectors'],
  ['src/engine/f1.ts', 'src/decide/x.ts', null],
  ['src/engine/f2.ts', 'src/stores/registry.ts', null],
  ['src/engine/f3.ts', 'src/stores/beta/x.ts', 'engine-imports'],
  ['src/engine/f4.ts', 'src/simulator/x.ts', 'engine-imports'],
  ['src/engine/f5.ts', 'better-sqlite3', 'only-corner-better-sqlite3'],
  ['src/engine/db/f6.ts', 'better-sqlite3', null],
  ['src/engine/work/f7.ts', 'soap', 'only-corner-soap'],
  ['src/engine/soap/f8.ts', 'soap', null],
  ['src/engine/work/f9pdf.ts', 'pdfkit', 'only-corner-pdfkit'],
  ['src/engine/invoice/f9.ts', 'pdfkit', null],
  ['src/engine/f9.ts', 'commander', 'engine-imports'],
  ['src/engine/f10.ts', 'src/cli/x.ts', 'engine-imports'],
  ['src/simulator/g1.ts', 'src/quickbooks/xml/x.ts', null],
  ['src/simulator/g2.ts', 'src/quickbooks/qbxml/x.ts', 'simulator-judges-alone'],
  ['src/simulator/g3.ts', 'src/decide/x.ts', 'simulator-imports'],
  ['src/simulator/g4.ts', 'src/stores/store.ts', 'simulator-imports'],
  ['src/simulator/g5.ts', 'src/engine/x.ts', 'simulator-imports'],
  ['src/simulator/company/g6.ts', 'soap', 'only-corner-soap'],
  ['src/simulator/webConnector.ts', 'soap', null],
  ['src/cli/h1.ts', 'src/engine/createEngine.ts', null],
  ['src/cli/h2.ts', 'src/engine/db/x.ts', 'cli-imports'],
  ['src/cli/h3.ts', 'src/decide/x.ts', 'cli-imports'],
  ['src/cli/h4.ts', 'commander', null],
  ['src/cli/h5.ts', 'vitest', 'cli-imports'],
  ['src/cli/h6.ts', 'test/support/x.ts', 'no-test-in-product'],
  ['src/main/i1.ts', 'src/engine/createEngine.ts', 'main-imports'],
  ['src/main/i2.ts', 'src/contract/wire.ts', null],
  ['src/main/i3.ts', 'electron-store', 'only-corner-electron-store'],
  ['src/main/settingsStore.ts', 'electron-store', null],
  ['src/main/i4.ts', 'electron-updater', 'only-corner-electron-updater'],
  ['src/main/i5.ts', 'src/contract/contract.ts', 'main-imports'],
  ['src/preload/j1.ts', 'src/contract/portMessage.ts', null],
  ['src/preload/j2.ts', 'src/contract/x.ts', 'preload-imports'],
  ['src/preload/j3.ts', 'node:fs', 'preload-no-node'],
  ['renderer/r1.ts', 'src/contract/wire.ts', null],
  ['renderer/r2.ts', 'src/engine/x.ts', 'renderer-imports'],
  ['renderer/r3.ts', 'node:fs', 'renderer-no-node'],
  ['renderer/r4.ts', 'electron', 'renderer-imports'],
  ['src/elsewhere/k1.ts', 'src/domain/x.ts', 'src-outside-rings'],
  ['src/domain/l1.ts', 'src/domain/l2.ts', 'no-cycle'],
  ['src/engine/m1.ts', 'src/engine/missing.ts', 'resolvable'],
  ['test/unit/n1.ts', 'src/decide/x.ts', null],
  ['test/unit/n2.ts', 'src/engine/db/x.ts', null],
];

const ABSENT = ['src/engine/missing.ts'];

function isFile(name: string): boolean {
  return /^(src|test|renderer)\//.test(name);
}

function write(base: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
  writeFileSync(path.join(base, file), text);
}

/** Lays the samples out as a project; every import is type-only, the kind that vanishes before it runs. */
function layOut(base: string): void {
  const importers = new Set(SAMPLES.map(([from]) => from));
  const targets = new Set(SAMPLES.map(([, to]) => to).filter((to) => isFile(to) && !importers.has(to) && !ABSENT.includes(to)));
  const packages = new Set(['devtool', ...SAMPLES.map(([, to]) => to).filter((to) => !isFile(to) && !to.startsWith('node:'))]);
  for (const [from, to] of SAMPLES) {
    const relative = path.posix.relative(path.posix.dirname(from), to);
    const target = isFile(to) ? (relative.startsWith('.') ? relative : `./${relative}`) : to;
    write(base, from, `import type { X } from '${target}';\nexport type Y = X;\n`);
  }
  for (const file of targets) write(base, file, 'export type X = string;\n');
  write(base, 'src/domain/alone.ts', 'export type Alone = string;\n');
  write(base, 'src/domain/l2.ts', "import type { Y } from './l1.ts';\nexport type X = Y;\n");
  write(base, 'src/cli/dev.ts', "import { x } from 'devtool';\nexport const y = x;\n");
  for (const name of packages) {
    write(base, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js', license: 'MIT' }));
    write(base, `node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  const dependencies = Object.fromEntries([...packages].filter((name) => name !== 'devtool').map((name) => [name, '1.0.0']));
  const devDependencies = { devtool: '1.0.0' };
  write(base, 'package.json', JSON.stringify({ name: 'sample', version: '1.0.0', type: 'module', dependencies, devDependencies }));
}

async function judge(base: string, folders: readonly string[]): Promise<ICruiseResult> {
  const ruleSet: IFlattenedRuleSet = { forbidden: config.forbidden ?? [] };
  const { output } = await cruise([...folders], { ...config.options, baseDir: base, validate: true, ruleSet }, config.options?.enhancedResolveOptions);
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text');
  return output;
}

describe('the import table', () => {
  let base = '';
  let stopped: readonly string[] = [];

  beforeAll(async () => {
    base = mkdtempSync(path.join(tmpdir(), 'stockbridge-imports-'));
    layOut(base);
    const result = await judge(base, ['src', 'test', 'renderer']);
    stopped = result.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`);
  }, 60_000);

  afterAll(() => {
    rmSync(base, { recursive: true, force: true });
  });

  it.each(SAMPLES.filter(([, , rule]) => rule !== null))('stops %s → %s by %s', (from, _to, rule) => {
    expect(stopped).toContain(`${String(rule)}: ${from}`);
  });

  it.each(SAMPLES.filter(([, , rule]) => rule === null))('lets %s → %s pass', (from) => {
    expect(stopped.filter((line) => line.endsWith(`: ${from}`))).toEqual([]);
  });

  it('stops a file that nobody names', () => {
    expect(stopped).toContain('no-orphan: src/domain/alone.ts');
  });

  it('stops a package that is there for development only', () => {
    expect(stopped).toContain('no-dev-package-in-product: src/cli/dev.ts');
  });

  it('has seen each of its rules say no', () => {
    const spoke = new Set(stopped.map((line) => line.slice(0, line.indexOf(':'))));
    const silent = (config.forbidden ?? []).map((rule) => rule.name ?? '').filter((name) => !spoke.has(name));
    expect(silent).toEqual([]);
  });
});

describe('the product tree', () => {
  it('has a row in the table for every folder under src', () => {
    const names = (config.forbidden ?? []).map((rule) => rule.name);
    const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true });
    expect(folders.filter((entry) => !entry.isDirectory() || !names.includes(`${entry.name}-imports`)).map((entry) => entry.name)).toEqual([]);
  });
});
