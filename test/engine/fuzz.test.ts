/** A fixed piece of the fuzz run (npm run fuzz), and that its harness finds what is planted. */
import { describe, expect, it } from 'vitest';
import { ALL_TARGETS } from '../fuzz/allTargets.ts';
import { complaintOf, inputOf, play, type Bench, type Target } from '../fuzz/harness.ts';
import { envelope } from '../fuzz/targets/envelope.ts';
import { provisioning } from '../fuzz/targets/provisioning.ts';

const SEED = 20_261_121;
/** By what one input costs: all together about as long as the demo takes. */
const RUNS: Readonly<Record<string, number>> = {
  qbxmlReader: 800, envelope: 4_000, soap: 800, windowApi: 800, qbwcSession: 10, trigger: 150,
  storeJson: 250, csvFolder: 200, provisioning: 1_500, spreadsheet: 2_500, qwcFile: 1_000,
};

describe('inputs that nobody sends', () => {
  it.each(ALL_TARGETS.map((target) => [target.name, target] as const))('%s: no crash, no leak, nothing taken that should not be', async (name, target) => {
    const report = await play(target, { seed: SEED, runs: RUNS[name] ?? 500 });
    expect(report.findings).toEqual([]);
    expect(report.inputs).toBe(RUNS[name] ?? 500);
  });
});

/** A target as it is, with a fault of ours in its judgement's way. */
function planted(target: Target, spoil: (bench: Bench) => Partial<Bench>): Target {
  return {
    ...target,
    async open() {
      const bench = await target.open();
      return { ...bench, ...spoil(bench) };
    },
  };
}

describe('the harness', () => {
  it('finds a reader that throws, and shortens the input to what makes it', async () => {
    const target = planted(envelope, (bench) => ({ check: (input) => {
      if (input.includes('<!-') && input.includes('ticket')) throw new TypeError('planted');
      return bench.check(input);
    } }));
    const { findings } = await play(target, { seed: SEED, runs: 1_500 });
    expect(findings.length).toBe(1);
    expect(findings[0]?.what).toMatch(/^threw TypeError: planted/);
    expect([...(findings[0]?.input ?? '')].toSorted().join('')).toBe([...'<!-ticket'].toSorted().join(''));
  });

  it('finds what reaches the prototype of every object', async () => {
    const target = planted(provisioning, () => ({ check: (input) => {
      if (input.includes('__proto__')) Object.assign(Object.prototype, { polluted: true });
      return null;
    } }));
    const { findings } = await play(target, { seed: SEED, runs: 500 });
    expect(findings.map(({ what }) => what)).toEqual(['put polluted on Object.prototype']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('finds what only shows afterwards, and what takes too long', async () => {
    const changed = await play(planted(provisioning, () => ({ check: () => null, audit: () => 'a table changed' })), { seed: SEED, runs: 10 });
    expect(changed.findings.map(({ what }) => what)).toEqual(['after input 9: a table changed']);
    const slow = planted(provisioning, () => ({ check: () => {
      const began = process.cpuUsage();
      for (let spent = 0; spent < 4_500_000;) {
        for (let step = 0; step < 1_000_000; step += 1) Math.sqrt(step);
        const { user, system } = process.cpuUsage(began);
        spent = user + system;
      }
      return null;
    } }));
    expect((await play(slow, { seed: SEED, runs: 1 })).findings[0]?.what).toMatch(/^took \d+ ms of processor time/);
  });

  it('makes the same input from the same seed and number, whatever was played before', async () => {
    for (const target of [envelope, provisioning]) {
      const bench = await target.open();
      const once = [0, 1, 2, 3].map((index) => inputOf(bench, SEED, index));
      for (const input of once) await complaintOf(bench, input);
      expect([3, 2, 1, 0].map((index) => inputOf(bench, SEED, index)).toReversed()).toEqual(once);
      expect(inputOf(bench, SEED + 1, 0)).not.toBe(once[0]);
      await bench.close();
    }
  });
});
