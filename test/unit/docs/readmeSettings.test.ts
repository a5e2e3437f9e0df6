/** README's tables of settings say what the program does: names, defaults, ranges, and examples that it takes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { companySettings, connectionSettings, readProvisioning } from '../../../src/contract/provisioning.ts';
import { COMPANY_DEFAULTS, CONNECTION_DEFAULTS } from '../../../src/domain/settings.ts';
import { connectorFor, connectorKinds } from '../../../src/stores/registry.ts';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

type Row = Readonly<Record<string, string>>;

/** The first table under a heading of that very text, a row as an object by column. */
function tableUnder(heading: string): readonly Row[] {
  const section = README.split(`\n### ${heading}\n`)[1]?.split(/\n#{1,3} /)[0];
  if (section === undefined) throw new Error(`README has no section "${heading}"`);
  const lines = section.split('\n').filter((line) => line.startsWith('|')).map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
  const [header = [], , ...rows] = lines;
  return rows.map((cells) => {
    expect(cells, cells[0]).toHaveLength(header.length);
    return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
  });
}

function code(cell: string | undefined): string {
  const match = /^`(.*)`$/.exec(cell ?? '');
  if (match?.[1] === undefined) throw new Error(`not in backticks: ${cell ?? ''}`);
  return match[1];
}

/** The part of a JSON schema that is read here. */
type Shape = {
  readonly type?: string | readonly string[]; readonly minimum?: number; readonly maximum?: number; readonly maxLength?: number; readonly enum?: readonly string[];
  readonly minItems?: number; readonly oneOf?: readonly { readonly properties: Readonly<Record<string, { readonly const?: string }>> }[];
};

function shapesOf(schema: z.ZodType): Readonly<Record<string, Shape>> {
  return (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { readonly properties: Readonly<Record<string, Shape>> }).properties;
}

/** What the Range column must be, or must hold, for the schema's own bounds. */
function rangeOf(shape: Shape): { readonly exactly: string } | { readonly holds: readonly string[] } {
  if (shape.minimum !== undefined && shape.maximum !== undefined) return { exactly: `${String(shape.minimum)} to ${String(shape.maximum)}` };
  if (shape.enum !== undefined) return { exactly: shape.enum.map((word) => `\`${JSON.stringify(word)}\``).join(', ') };
  if (shape.oneOf !== undefined) {
    return { holds: shape.oneOf.flatMap(({ properties }) => Object.entries(properties).map(([name, one]) => `\`${name === 'mode' ? (one.const ?? '') : name}\``)) };
  }
  if (shape.maxLength !== undefined) return { exactly: `at most ${String(shape.maxLength)} characters` };
  return { holds: shape.minItems === 1 ? ['at least one'] : [] };
}

describe.each([
  ['Settings of a company', companySettings, COMPANY_DEFAULTS],
  ['Settings of a store', connectionSettings, CONNECTION_DEFAULTS],
] as const)('README, %s', (heading, schema, defaults) => {
  const rows = tableUnder(heading);
  const shapes = shapesOf(schema);

  it('names every setting, in the order of the program, and no other', () => {
    const names = rows.map((row) => code(row['Name']));
    expect(names).toEqual(Object.keys(defaults));
    expect(names.toSorted()).toEqual(Object.keys(shapes).toSorted());
  });

  it('gives the defaults', () => {
    expect(Object.fromEntries(rows.map((row) => [code(row['Name']), JSON.parse(code(row['Default'])) as unknown]))).toEqual(defaults);
  });

  it('gives the ranges', () => {
    for (const row of rows) {
      const name = code(row['Name']);
      const shape = shapes[name];
      if (shape === undefined) throw new Error(name);
      const range = rangeOf(shape);
      if ('exactly' in range) expect(row['Range'], name).toBe(range.exactly);
      else for (const part of range.holds) expect(row['Range'], name).toContain(part);
    }
  });

  it('gives each number a unit and each setting a sentence', () => {
    for (const row of rows) {
      const name = code(row['Name']);
      if (typeof (defaults as Readonly<Record<string, unknown>>)[name] === 'number') expect(row['Unit'], name).toMatch(/^[a-z]+$/);
      expect(row['Meaning'], name).toMatch(/^(… )?\S.{10,}(\.|…)$/);
    }
  });
});

describe('README, the provisioning file', () => {
  const example = /```json\n([\s\S]*?)```/.exec(README)?.[1] ?? '';
  const company = (more: object): string => JSON.stringify({ companies: [{ name: 'A', username: 'a', password: 'long enough', ...more }] });
  const store = { name: 'S', kind: 'woocommerce', url: 'https://shop.example.com', consumerKey: 'ck_x', consumerSecret: 'cs_x' };

  it('is an example that the program takes', () => {
    expect(readProvisioning(example)).toMatchObject({ ok: true });
  });

  it('takes the settings of the tables as they stand there', () => {
    const settings = (heading: string): object => Object.fromEntries(tableUnder(heading).map((row) => [code(row['Name']), JSON.parse(code(row['Default'])) as unknown]));
    const read = readProvisioning(company({ settings: settings('Settings of a company'), stores: [{ ...store, settings: settings('Settings of a store') }] }));
    expect(read).toMatchObject({ ok: true, value: { companies: [{ settings: COMPANY_DEFAULTS, stores: [{ settings: CONNECTION_DEFAULTS }] }] } });
  });

  it('has the fields of a company, and says which are needed', () => {
    const full = { name: 'A', username: 'a', password: 'long enough', approved: true, fileId: '{5B1D0C4E-0000-4000-8000-00000000DE30}', stores: [store], settings: {} };
    const rows = tableUnder('Fields of a company');
    expect(rows.map((row) => code(row['Field']))).toEqual(Object.keys(full));
    for (const row of rows) {
      const without = Object.fromEntries(Object.entries(full).filter(([name]) => name !== code(row['Field'])));
      expect(readProvisioning(JSON.stringify({ companies: [without] })).ok, code(row['Field'])).toBe(row['Needed'] === 'no');
    }
    expect(readProvisioning(company({ another: 1 })).ok).toBe(false);
  });

  it('has the fields of a store, with the secrets of its kind', () => {
    const secrets = connectorKinds.flatMap((kind) => connectorFor(kind)?.secretNames ?? []);
    const rows = tableUnder('Fields of a store');
    expect(rows.map((row) => code(row['Field']))).toEqual(['name', 'kind', 'url', ...secrets, 'settings', 'itemRules']);
    for (const name of ['name', 'kind', 'url']) {
      expect(readProvisioning(company({ stores: [Object.fromEntries(Object.entries(store).filter(([key]) => key !== name))] })).ok, name).toBe(false);
    }
    expect(rows.find((row) => row['Field'] === '`kind`')?.['Meaning']).toBe(`${connectorKinds.map((kind) => `\`"${kind}"\``).join(', ')}.`);
  });
});
