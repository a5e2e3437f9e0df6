/** What the commands write on: results on stdout, everything said to people about failures on stderr. */
import type { Problem } from '../domain/problem.ts';

export type Terminal = {
  out(line: string): void;
  err(line: string): void;
};

/** What a terminal carries out instead of showing it: controls (colours, titles, cursor), marks of direction. Names and numbers come from shops and company files. */
const CARRIED_OUT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The text with a sign in the place of each of them. */
export function harmless(text: string): string {
  return text.replace(CARRIED_OUT, '\ufffd');
}

export const terminal: Terminal = {
  out: (line) => { process.stdout.write(`${harmless(line)}\n`); },
  err: (line) => { process.stderr.write(`${harmless(line)}\n`); },
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
