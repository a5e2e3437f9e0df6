/** `links`: which listing is which item, written to and read from a CSV file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { instant } from '../domain/calendar.ts';
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { importLinksInto, readLinks } from '../engine/host/links.ts';
import { DONE, FAILED, fail, type Terminal } from './terminal.ts';

export type LinksExportCommand = { readonly data: string; readonly company?: string; readonly file: string; readonly force: boolean };
export type LinksImportCommand = { readonly data: string; readonly company?: string; readonly file: string; readonly check: boolean; readonly share: boolean };

/** A file that a person may have worked in is not replaced by accident. */
export function runLinksExport(options: LinksExportCommand, to: Terminal): number {
  const read = readLinks(path.resolve(options.data), options.company ?? null);
  if (!read.ok) return fail(to, read.error);
  const file = path.resolve(options.file);
  if (existsSync(file) && !options.force) return fail(to, problem('fileExists', `${file} exists already.`, 'Give another file, or --force to replace it.', { field: '--file' }));
  try {
    writeFileSync(file, read.value.text);
  } catch (cause) {
    return fail(to, problem(
      'fileNotWritten', `${file} could not be written.`,
      'Give a file in a folder that exists and that this user may write to.', { field: '--file', detail: codeOf(cause) },
    ));
  }
  to.out(`Wrote ${String(read.value.links)} ${read.value.links === 1 ? 'link' : 'links'} to ${file}.`);
  return DONE;
}

/** Every bad row is named on stderr; the exit code is 1 if there is one, also when the good ones were taken. */
export function runLinksImport(options: LinksImportCommand, to: Terminal): number {
  const text = readText(path.resolve(options.file));
  if (!text.ok) return fail(to, text.error);
  const done = importLinksInto(
    path.resolve(options.data), text.value,
    { company: options.company ?? null, share: options.share, check: options.check, now: () => instant(Date.now()) },
  );
  if (!done.ok) return fail(to, done.error);
  const { added, changed, same, shared, bad, isApplied } = done.value;
  for (const { line, problem: { what, todo, field } } of bad) to.err(`Line ${String(line)}${field === undefined ? '' : `, ${field}`}: ${what} ${todo}`);
  to.out(
    `${isApplied ? 'Linked' : 'Would link'} ${String(added)}, ${isApplied ? 'changed' : 'would change'} ${String(changed)}, left ${String(same)} as they are; ${String(bad.length)} ${bad.length === 1 ? 'row' : 'rows'} not taken.`,
  );
  if (shared > 0) to.out(`${String(shared)} of them share their item with another listing of the same store.`);
  if (isApplied && added + changed > 0) to.out('The numbers go out when the bridge is started.');
  return bad.length > 0 ? FAILED : DONE;
}

/** Errors: `noFile`, `csvEncoding`. */
function readText(file: string): Result<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
  } catch (cause) {
    const code = codeOf(cause);
    if (cause instanceof TypeError) return err(problem('csvEncoding', `${file} is not in UTF-8.`, 'Save it as "CSV UTF-8".', { field: '--file' }));
    return err(problem(
      'noFile', code === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read.`,
      'Give a CSV file as "links export" writes it.', { field: '--file', ...(code === '' ? {} : { detail: code }) },
    ));
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
