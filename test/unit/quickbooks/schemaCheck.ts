/** Judges qbXML by Intuit's own schema through xmllint, where both are at hand. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const schema = path.resolve(root, '../shared/qbxml-schema/qbxmlops130.xsd');

function missing(): string | null {
  if (!existsSync(schema)) return `${path.relative(root, schema)} is not there`;
  return spawnSync('xmllint', ['--version']).status === 0 ? null : 'xmllint is not installed';
}

const reason = missing();
/** True when schema checks must be skipped; says so loudly. */
export const noSchema = reason !== null;
if (reason !== null) console.warn(`SKIPPED: qbXML is not checked against Intuit's schema, because ${reason}.`);

/** What xmllint complains about; empty when the text is valid. */
export function schemaErrors(text: string): string {
  const run = spawnSync('xmllint', ['--noout', '--schema', schema, '-'], { input: text, encoding: 'utf8' });
  if (run.error !== undefined) throw run.error;
  return run.status === 0 ? '' : run.stderr;
}
