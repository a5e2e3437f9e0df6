/** Judges qbXML by Intuit's own schema through xmllint, many texts in one run: every request that a suite produced. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const schema = path.resolve(root, '../shared/qbxml-schema/qbxmlops130.xsd');
/** Files per run of xmllint: reading the schema is what takes its time. */
const AT_ONCE = 400;

function missing(): string | null {
  if (!existsSync(schema)) return `${path.relative(root, schema)} is not there`;
  return spawnSync('xmllint', ['--version']).status === 0 ? null : 'xmllint is not installed';
}

const reason = missing();
/** True when schema checks must be skipped; says so loudly. */
export const noSchema = reason !== null;
if (reason !== null) console.warn(`SKIPPED: qbXML is not checked against Intuit's schema, because ${reason}.`);

/** What xmllint complains about, with the text it is about; empty when all are valid. Call only where `noSchema` is false. */
export function schemaComplaints(texts: readonly string[]): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-schema-'));
  const complaints: string[] = [];
  try {
    for (let from = 0; from < texts.length; from += AT_ONCE) {
      const names = texts.slice(from, from + AT_ONCE).map((text, index) => {
        const name = `${String(from + index)}.xml`;
        writeFileSync(path.join(folder, name), text);
        return name;
      });
      const run = spawnSync('xmllint', ['--noout', '--schema', schema, ...names], { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
      if (run.error !== undefined) throw run.error;
      if (run.status === 0) continue;
      for (const line of run.stderr.split('\n')) {
        const about = /^(\d+)\.xml(?::\d+)?[: ](?!validates)(.*)$/.exec(line);
        if (about !== null) complaints.push(`${(about[2] ?? '').trim()}\n  in ${texts[Number(about[1])] ?? ''}`);
      }
      if (complaints.length === 0) complaints.push(`xmllint ended with ${String(run.status)}: ${run.stderr.slice(0, 2_000)}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return complaints;
}

export type RequestCollector = {
  /** For createWorld's `onRequest`: keeps each different text once. */
  readonly onRequest: (qbxml: string) => void;
  readonly count: () => number;
  /** Complaints about all that was collected; none where the schema is missing (that was said loudly). */
  readonly complaints: () => readonly string[];
};

export function collectRequests(): RequestCollector {
  const texts = new Set<string>();
  return {
    onRequest: (qbxml) => { texts.add(qbxml); },
    count: () => texts.size,
    complaints: () => (noSchema ? [] : schemaComplaints([...texts])),
  };
}
