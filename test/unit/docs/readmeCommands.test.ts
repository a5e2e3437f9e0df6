/** README names every command with every option, the calls it tells people to make exist, and qbxml.md lists what the simulator refuses. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/program.ts';
import { contract } from '../../../src/contract/contract.ts';
import { NOT_IN_US_DESKTOP } from '../../../src/simulator/company/grammar.ts';

function page(name: string): string {
  return readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
}

const README = page('README.md');

/** Rows of the first table under a heading: cells as they stand, `\|` inside a cell read as a bar. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const section = README.split(new RegExp(`\n##+ ${heading}\n`))[1]?.split(/\n##+ /)[0];
  if (section === undefined) throw new Error(`README has no section "${heading}"`);
  return section.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));
}

async function help(args: readonly string[]): Promise<string> {
  let out = '';
  const code = await runCommandLine([...args, '--help'], { out: (line) => { out += `${line}\n`; }, err: () => undefined });
  expect(code).toBe(0);
  return out;
}

describe('README, command line', () => {
  const rows = new Map(rowsUnder('Command line').map(([command = '', meaning = '']) => [/^`((?:simulate )?\w+)/.exec(command)?.[1] ?? '', `${command} ${meaning}`]));

  it('has every command', async () => {
    const commands = [...(await help([])).matchAll(/^ {2}(\w+) /gm)].map((match) => match[1] ?? '').filter((name) => name !== 'help' && name !== 'bridge');
    const documented = [...new Set([...rows.keys()].map((name) => name.split(' ')[0]))];
    expect(new Set(documented)).toEqual(new Set(commands));
  });

  it.each(['init', 'serve', 'qwc', 'status', 'check', 'doctor', 'restore', 'invoice', 'simulate quickbooks', 'simulate store', 'demo'])('has every option of %s, and no other', async (command) => {
    const options = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/--[a-z]+/g)].map(([option]) => option).filter((option) => option !== '--help'));
    const text = await help(command.split(' '));
    expect(options(rows.get(command) ?? '')).toEqual(options(text.split('Options:')[1] ?? ''));
  });

  it('gives the defaults of options', async () => {
    for (const command of ['qwc', 'simulate quickbooks', 'simulate store']) {
      const text = (await help(command.split(' '))).replace(/\s+/g, ' ');
      for (const [, option = '', value = ''] of (rows.get(command) ?? '').matchAll(/\[(--[a-z]+) (\d+)\]/g)) {
        expect(text, `${command} ${option}`).toMatch(new RegExp(`${option} (?:(?!--).)*?\\(default: ${value}\\)`));
      }
    }
  });
});

describe('README, deciding', () => {
  it('names calls of the contract', () => {
    const calls = [...(README.split('### Deciding')[1]?.split('\n## ')[0] ?? '').matchAll(/\b((?:jobs|companies|connections|updates)\.[a-zA-Z]+)\b/g)].map((match) => match[1] ?? '');
    expect(new Set(calls).size).toBeGreaterThan(8);
    expect(calls.filter((name) => !(name in contract.calls))).toEqual([]);
  });
});

describe('qbxml.md', () => {
  it('lists the elements that US Desktop does not have, as the simulator does', () => {
    const section = page('docs/qbxml.md').split('## Elements that US Desktop does not have\n')[1]?.split('\n## ')[0] ?? '';
    expect([...section.matchAll(/`([^`]+)`/g)].map((match) => match[1])).toEqual(NOT_IN_US_DESKTOP);
  });
});
