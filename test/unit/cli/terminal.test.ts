/** What comes from shops and company files is shown on a terminal, never carried out by it. */
import { describe, expect, it } from 'vitest';
import { statusText } from '../../../src/cli/statusText.ts';
import { harmless } from '../../../src/cli/terminal.ts';
import type { Status } from '../../../src/engine/host/status.ts';

describe('the terminal', () => {
  it.each(['\x1b[2J', '\x1b]0;owned\x07', '\x9b31m', 'a\rb', '\u202e1001', '\x08', '\x7f', '\u2028'])('is told nothing by %j', (text) => {
    expect(harmless(`Order ${text}.`)).toMatch(/^Order [^\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e]+\.$/);
  });

  it('shows all else as it is', () => {
    const text = 'Müller\t漢字 😀 {"a":\n 1}';
    expect(harmless(text)).toBe(text);
  });

  it('has one line for one problem, whatever the order is called', () => {
    const status: Status = {
      folder: '/data', running: true, port: 47_800, at: '2026-11-21T15:00:00Z', companies: [], isCut: false,
      problems: [{ about: 'job', company: 'Maple', connection: 'Shop', label: '1001\nNo problems.', code: 'x', what: 'It failed.\r\nAll is well.', todo: 'Look.' }] as unknown as Status['problems'],
    } as unknown as Status;
    const lines = statusText(status);
    expect(lines.filter((line) => /^\s*(No problems|All is well)/.test(line))).toEqual([]);
    expect(lines.every((line) => !/[\r\n]/.test(line))).toBe(true);
    expect(lines.join('|')).toContain('1001 No problems.');
  });
});
