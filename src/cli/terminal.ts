/** What the commands write on: results on stdout, everything said to people about failures on stderr. */
import type { Problem } from '../domain/problem.ts';

export type Terminal = {
  out(line: string): void;
  err(line: string): void;
};

export const terminal: Terminal = {
  out: (line) => { process.stdout.write(`${line}\n`); },
  err: (line) => { process.stderr.write(`${line}\n`); },
};

/** Exit codes of every command. */
export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;

/** Says what happened and what to do; gives the exit code. */
export function fail(to: Terminal, { what, todo, detail }: Problem): number {
  to.err(what);
  to.err(todo);
  if (detail !== undefined && detail !== '') to.err(`(${detail})`);
  return FAILED;
}
