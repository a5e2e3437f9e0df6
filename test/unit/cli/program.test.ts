/** Usage and help, without starting a process for each. */
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/program.ts';

async function run(args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const code = await runCommandLine(args, { out: (line) => { out += `${line}\n`; }, err: (line) => { err += `${line}\n`; } });
  return { code, out, err };
}

describe('command line', () => {
  it.each<readonly [args: readonly string[], says: RegExp]>([
    [[], /Usage: bridge/], [['bogus'], /unknown command 'bogus'/], [['serve'], /--data/], [['init', '--data', 'x'], /--from/],
      [['qwc', '--data', 'x', '--out', 'y'], /--company/],
    [['serve', '--data', 'x', '--port', 'many'], /whole number from 0 to 65535/],
      [['serve', '--data', 'x', '--port', '65536'], /whole number/], [['serve', '--data', 'x', '--port', '-1'], /whole number/],
    [['simulate'], /Usage: bridge simulate/], [['simulate', 'store'], /--port/], [['simulate', 'quickbooks'], /--soap or --qwc/],
    [['simulate', 'quickbooks', '--soap', 'http://localhost:1/qbwc'], /--user or --qwc/],
      [['simulate', 'quickbooks', '--soap', 'nowhere', '--user', 'u', '--password', 'p'], /http:\/\//],
    [['status', '--data', 'x', '--jsn'], /unknown option '--jsn'/], [['status', '--data', 'x', 'more'], /too many arguments/],
      [['qwc', '--data', 'x', '--company', 'c', '--out', 'o', '--minutes', '0'], /from 1 to 1440/],
  ])('%j is wrong usage', async (args, says) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(says);
  });

  it.each<readonly [args: readonly string[], names: readonly string[]]>([
    [[], ['init', 'serve', 'qwc', 'status', 'doctor', 'simulate', 'demo', 'Exit codes']], [['init'], ['--data', '--from']],
      [['serve'], ['--data', '--port', '47800']],
    [['qwc'], ['--data', '--company', '--out', '--force']], [['status'], ['--data', '--json']], [['doctor'], ['--data', '--json']],
    [['simulate', 'quickbooks'], ['--soap', '--user', '--password', '--company', '--sessions', '--qwc']],
      [['simulate', 'store'], ['--port', '--listings', '--orders']], [['demo'], ['demo']],
  ])('%j --help', async (args, names) => {
    const ran = await run([...args, '--help']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const name of names) expect(ran.out).toContain(name);
  });

  it('--version', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+/);
  });
});
