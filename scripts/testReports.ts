/** Reads the JSON reports of vitest and Playwright into the same counts. */
import { existsSync, readFileSync } from 'node:fs';

export type Counts = { readonly suite: string; readonly passed: number; readonly failed: number; readonly skipped: readonly string[] };

/** The parts of vitest's report that are read here. */
type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

/** … and of Playwright's: suites in suites; `status` is what came against what was expected. */
type PlaywrightSuite = {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly { readonly title: string; readonly tests: readonly { readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[] }[];
};
type PlaywrightReport = { readonly suites: readonly PlaywrightSuite[]; readonly errors: readonly unknown[] };

function countVitest(suite: string, { testResults }: VitestReport): Counts {
  const tests = testResults.flatMap((file) => file.assertionResults);
  // A file that failed before its first test counts as one failed test.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'));
  return {
    suite,
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + broken.length,
    skipped: tests.filter((test) => test.status !== 'passed' && test.status !== 'failed').map((test) => test.fullName),
  };
}

function testsOf(suite: PlaywrightSuite, path: readonly string[]): readonly { readonly name: string; readonly status: string }[] {
  const here = [...path, suite.title];
  return [
    ...suite.specs.flatMap(({ title, tests }) => tests.map(({ status }) => ({ name: [...here, title].join(' › '), status }))),
    ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, here)),
  ];
}

function countPlaywright(suite: string, { suites, errors }: PlaywrightReport): Counts {
  const tests = suites.flatMap((file) => testsOf(file, []));
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length;
  return {
    suite,
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed: failed === 0 ? errors.length : failed,
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ name }) => name),
  };
}

/** A run that left no report, or one that cannot be read, counts as one failed test. */
export function countReport(suite: string, tool: 'vitest' | 'playwright', file: string): Counts {
  if (!existsSync(file)) return { suite, passed: 0, failed: 1, skipped: [] };
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return tool === 'vitest' ? countVitest(suite, report as VitestReport) : countPlaywright(suite, report as PlaywrightReport);
  } catch {
    return { suite, passed: 0, failed: 1, skipped: [] };
  }
}
