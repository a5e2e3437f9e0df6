/** What the demo prints: phases, progress bars and the result table. */
import type { Finding } from './auditor.ts';

export type Screen = {
  phase(title: string): void;
  say(text: string): void;
  /** Redraws the bar in place on a terminal, prints every tenth elsewhere. */
  bar(label: string, done: number, of: number): void;
  endBar(): void;
};

const WIDTH = 40;

export type Out = NodeJS.WritableStream & { readonly isTTY?: boolean };

export function createScreen(out: Out): Screen {
  const begun = performance.now();
  let open = false;
  let lastTenth = -1;
  const clock = (): string => `${((performance.now() - begun) / 1_000).toFixed(1).padStart(5)} s`;
  const endBar = (): void => {
    if (open) out.write('\n');
    open = false;
    lastTenth = -1;
  };
  return {
    phase(title) {
      endBar();
      out.write(`\n${clock()}  ${title}\n`);
    },
    say(text) {
      endBar();
      out.write(`         ${text}\n`);
    },
    bar(label, done, of) {
      const share = of === 0 ? 1 : Math.min(1, done / of);
      const text = `         ${label} [${'█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░')}] ${String(done).padStart(5)} / ${String(of)}`;
      if (out.isTTY === true) {
        out.write(`\r${text}`);
        open = true;
        return;
      }
      const tenth = Math.floor(share * 10);
      if (tenth !== lastTenth) out.write(`${text}\n`);
      lastTenth = tenth;
    },
    endBar,
  };
}

/** The auditor's table; true when every figure adds up. */
export function printFindings(out: Out, findings: readonly Finding[]): boolean {
  const widths = [
    Math.max(...findings.map((one) => one.figure.length)),
    Math.max(8, ...findings.map((one) => one.expected.length)),
    Math.max(5, ...findings.map((one) => one.found.length)),
  ] as const;
  const row = (a: string, b: string, c: string, d: string): string => `  ${a.padEnd(widths[0])}  ${b.padStart(widths[1])}  ${c.padStart(widths[2])}  ${d}\n`;
  out.write(`\n${row('figure', 'expected', 'found', '')}`);
  for (const one of findings) out.write(row(one.figure, one.expected, one.found, one.ok ? 'ok' : 'WRONG'));
  return findings.every((one) => one.ok);
}
