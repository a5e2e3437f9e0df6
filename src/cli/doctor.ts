/** `doctor`: looks for what keeps the bridge from working, and says so in plain words. */
import path from 'node:path';
import { examine } from '../engine/doctor/examine.ts';
import type { Finding } from '../engine/doctor/finding.ts';
import { createNodeHost } from './nodeHost.ts';
import { KEY_FILE, KEY_VARIABLE, findKey } from './seal.ts';
import { DONE, FAILED, type Terminal } from './terminal.ts';

export type DoctorCommand = { readonly data: string; readonly json: boolean };

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'ok     ', note: 'note   ', problem: 'PROBLEM' };

/** Changes nothing and works beside a running `serve`. Exit code 1 where a person has to do something. */
export async function runDoctor(options: DoctorCommand, to: Terminal): Promise<number> {
  const folder = path.resolve(options.data);
  const host = createNodeHost({ folder, logFile: null });
  const inEnvironment = (process.env[KEY_VARIABLE] ?? '') !== '';
  const key = { found: findKey(folder, process.env), file: inEnvironment ? null : path.join(folder, KEY_FILE) };
  const findings = await examine({ folder, host, key });
  const problems = findings.filter(({ state }) => state === 'problem').length;
  if (options.json) {
    to.out(JSON.stringify({ ok: problems === 0, findings }, null, 2));
  } else {
    for (const one of findings) {
      to.out(`${MARKS[one.state]}  ${one.check.padEnd(9)} ${one.about === null ? '' : `${one.about}: `}${one.text}`);
      if (one.todo !== null) to.out(`${' '.repeat(19)} ${one.todo}`);
      if (one.detail !== null) to.out(`${' '.repeat(19)} (${one.detail})`);
    }
    const sum = `${String(problems)} ${problems === 1 ? 'problem needs' : 'problems need'} you.`;
    to.out(problems === 0 ? 'Nothing stands in the way.' : sum);
  }
  return problems === 0 ? DONE : FAILED;
}
