/**
 * The company file against Intuit's published schema: what xmllint refuses it refuses, what xmllint passes it reads, and its answers
 * validate.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readXml } from '../../src/quickbooks/xml/read.ts';
import { element, type XmlElement } from '../../src/quickbooks/xml/tree.ts';
import { writeXml } from '../../src/quickbooks/xml/write.ts';
import { NOT_IN_US_DESKTOP, RULES } from '../../src/simulator/company/grammar.ts';
import { OTHER_REQUESTS } from '../../src/simulator/company/requestNames.ts';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import { answersOfEveryKind, answersOfFeatures } from './companyAnswers.ts';
import { generateRequest, mutate, MUTATIONS, pick, readSchema, seeded, type Mutation } from './companySchemaGenerator.ts';

const SCHEMA_FOLDER = path.resolve(import.meta.dirname, '../../../shared/qbxml-schema');
const SCHEMA = path.join(SCHEMA_FOLDER, 'qbxmlops130.xsd');
const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined;
const available = existsSync(SCHEMA) && hasXmllint;
if (!available) console.warn(`companySchema.test.ts: NOT RUN, ${hasXmllint ? 'no qbxml-schema beside the project' : 'no xmllint'}`);

const folder = mkdtempSync(path.join(tmpdir(), 'company-schema-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Verdict = 'valid' | 'length' | 'invalid';

/** One xmllint for all texts. */
function judge(texts: readonly string[], prefix: string): { verdict: Verdict; errors: string[] }[] {
  const files = texts.map((text, index) => {
    const file = path.join(folder, `${prefix}${String(index)}.xml`);
    writeFileSync(file, text);
    return file;
  });
  const run = spawnSync('xmllint', ['--noout', '--schema', SCHEMA, ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const errors = new Map<string, string[]>(files.map((file) => [file, []]));
  const passed = new Set<string>();
  for (const line of run.stderr.split('\n')) {
    if (line.endsWith(' validates')) passed.add(line.slice(0, -' validates'.length));
    const match = /^(.*?\.xml):\d+: (.*)$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) errors.get(match[1])?.push(match[2]);
  }
  return files.map((file) => {
    const found = errors.get(file) ?? [];
    if (found.length === 0 && !passed.has(file)) throw new Error(`xmllint said nothing of ${file}`);
    const onlyLength =
      found.every((error) => error.includes("[facet 'maxLength']") || error.includes('atomic type')) &&
      found.some((error) => error.includes("[facet 'maxLength']")) &&
      !found.some((error) => /\[facet '(?!maxLength)/.test(error));
    return { verdict: found.length === 0 ? ('valid' as const) : onlyLength ? ('length' as const) : ('invalid' as const), errors: found };
  });
}

function wrap(request: XmlElement): string {
  const set = element('QBXML', [element('QBXMLMsgsRq', [request], { onError: 'continueOnError' })]);
  return `<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?>${writeXml(set)}`;
}

/** Does it use something the schema has and US Desktop has not? */
function isForeign(one: XmlElement, parent = ''): boolean {
  return (
    NOT_IN_US_DESKTOP.includes(one.name) ||
    NOT_IN_US_DESKTOP.includes(`${parent}/${one.name}`) ||
    one.children.some((inner) => isForeign(inner, one.name))
  );
}

/** Without what is foreign: all of it is optional. */
function native(one: XmlElement): XmlElement {
  return { ...one, children: one.children.filter((inner) => !isForeign({ ...inner, children: [] }, one.name)).map(native) };
}

type Case = { readonly request: XmlElement; readonly name: string; readonly mutation: Mutation | 'none' };

function corpus(): Case[] {
  const random = seeded(20260701);
  const schema = readSchema(SCHEMA_FOLDER);
  return [...RULES.keys()].flatMap((name) =>
    Array.from({ length: name.endsWith('Add') ? 70 : 20 }, (_, round): Case[] => {
      const generated = generateRequest({ schema, random, fill: pick(random, [0.05, 0.2, 0.4, 0.6]) }, `${name}Rq`);
      const request = random() < 0.8 ? native(generated) : generated;
      const mutation = pick(random, round % 3 === 0 ? ['tooLong' as const] : MUTATIONS);
      const spoilt = mutate(random, request, mutation);
      return [{ request, name, mutation: 'none' }, ...(spoilt === null ? [] : [{ request: spoilt, name, mutation }])];
    }).flat(),
  );
}

const company = sampleCompany({ now: () => Date.UTC(2026, 6, 1, 16) });

/** The simulator's word on one request. */
function ask(text: string): { hresult: string; statusCode: string; message: string } {
  const session = company.beginSession();
  const result = company.process(session, text);
  company.endSession(session);
  if (result.kind === 'failed') return { hresult: result.hresult, statusCode: '', message: result.message };
  const read = readXml(result.xml);
  if (!read.ok) throw new Error(read.error.what);
  return { hresult: '', statusCode: read.value.children[0]?.children[0]?.attributes['statusCode'] ?? '', message: '' };
}

describe.skipIf(!available)('against the published schema', () => {
  it('agrees with xmllint on every generated request', () => {
    const cases = corpus();
    const texts = cases.map(({ request }) => wrap(request));
    const verdicts = judge(texts, 'request');
    const counts = { valid: 0, foreign: 0, length: 0, invalid: 0 };
    const wrong: string[] = [];
    for (const [index, { request, name, mutation }] of cases.entries()) {
      const { verdict, errors } = verdicts[index] ?? { verdict: 'invalid', errors: [] };
      const foreign = verdict !== 'invalid' && isForeign(request);
      const { hresult, statusCode, message } = ask(texts[index] ?? '');
      const expected =
        verdict === 'invalid' || foreign
          ? hresult === '0x80040400'
          : verdict === 'length'
            ? statusCode === '3070'
            : hresult === '' && statusCode !== '3070';
      counts[foreign ? 'foreign' : verdict] += 1;
      if (!expected)
        wrong.push(
          [`${name} ${mutation}: xmllint ${verdict} ${errors.join(' | ')}; company ${hresult} ${statusCode} ${message}`, texts[index]].join(
            '\n',
          ),
        );
    }
    console.info(`companySchema: ${String(cases.length)} requests of ${String(RULES.size)} kinds: ${JSON.stringify(counts)}`);
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(cases.length).toBeGreaterThan(500);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
    const unmutated = cases.flatMap(({ mutation }, index) => (mutation === 'none' ? [verdicts[index]?.verdict] : []));
    expect(new Set(unmutated)).toEqual(new Set(['valid']));
  });

  it('knows the name of every request of the schema', () => {
    const listed = execFileSync(
      'xmllint',
      ['--xpath', "//*[local-name()='element' and @name='QBXMLMsgsRq']//*[local-name()='element']/@name", SCHEMA],
      { encoding: 'utf8' },
    );
    const names = [...listed.matchAll(/name="([A-Za-z0-9]+)Rq"/g)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(200);
    expect([...RULES.keys(), ...OTHER_REQUESTS].sort()).toEqual([...new Set(names)].sort());
  });

  it('gives answers that validate', () => {
    const answers = [...answersOfEveryKind(), ...answersOfFeatures()];
    // Not answers of refusals only: everything here was written to be carried out.
    const failed = answers.filter(({ what, xml }) => /Add$|^features|macros/.test(what) && xml.includes('statusSeverity="Error"'));
    expect(failed.map(({ what, xml }) => `${what}: ${xml}`)).toEqual([]);
    const verdicts = judge(
      answers.map(({ xml }) => xml),
      'answer',
    );
    const wrong = answers.flatMap(({ what, xml }, index) =>
      verdicts[index]?.verdict === 'valid' ? [] : [`${what}: ${verdicts[index]?.errors.join(' | ') ?? ''}\n${xml}`],
    );
    console.info(`companySchema: ${String(answers.length)} answers validated`);
    expect(wrong).toEqual([]);
    expect(answers.length).toBeGreaterThan(40);
  });
});
