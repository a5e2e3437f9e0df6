/** `qwc`: writes the file that introduces a company to the Web Connector. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { problem } from '../domain/problem.ts';
import { choosePort } from '../engine/host/keptPort.ts';
import { qwcFor } from '../engine/host/qwc.ts';
import { DONE, fail, type Terminal } from './terminal.ts';

export type QwcCommand = {
  readonly data: string; readonly company: string; readonly out: string; readonly minutes: number; readonly force: boolean;
};

/** An existing file is left alone unless it would not change: the one the Web Connector knows must not go away by accident. */
export async function runQwc(options: QwcCommand, to: Terminal): Promise<number> {
  const folder = path.resolve(options.data);
  // Before a port is chosen, so that a mistyped name changes nothing.
  const known = qwcFor({ folder, company: options.company, port: 1, minutes: options.minutes });
  if (!known.ok) return fail(to, known.error);
  const port = await choosePort(folder);
  if (!port.ok) return fail(to, port.error);
  const text = qwcFor({ folder, company: options.company, port: port.value, minutes: options.minutes });
  if (!text.ok) return fail(to, text.error);
  const file = path.resolve(options.out);
  try {
    const isThere = existsSync(file);
    if (isThere && readFileSync(file, 'utf8') === text.value) {
      to.out(`${file} is up to date.`);
      return DONE;
    }
    if (isThere && !options.force) {
      return fail(to, problem('fileExists', `${file} exists and says something else.`,
        'Give another file, or --force to replace it; then remove the application from the Web Connector and add the new file.',
        { field: '--out', detail: 'The Web Connector reads a .qwc file only when it is added.' }));
    }
    writeFileSync(file, text.value);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return fail(to, problem('fileNotWritten', `${file} could not be written.`,
      'Give a file in a folder that exists and that this user may write to.', { field: '--out', detail: code }));
  }
  to.out(`Wrote ${file}.`);
  to.out('Next: start "serve", open the company file in QuickBooks as Admin, and add this file in the Web Connector (Add an Application).');
  to.out('When QuickBooks asks, allow access whenever the file is open; then enter the password and tick Auto-Run.');
  return DONE;
}
