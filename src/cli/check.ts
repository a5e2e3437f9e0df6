/** `check`: what is known of one SKU or several, from when, and why the numbers differ; works beside a running `serve`. */
import path from 'node:path';
import { instant } from '../domain/calendar.ts';
import { readChecks } from '../engine/host/check.ts';
import { checkText } from './checkText.ts';
import { DONE, fail, FAILED, type Terminal } from './terminal.ts';

export type CheckCommand = { readonly data: string; readonly sku: readonly string[]; readonly json: boolean };

/** Exit code 1 where a SKU is sold by no shop. */
export async function runCheck(options: CheckCommand, to: Terminal): Promise<number> {
  const checks = readChecks(path.resolve(options.data), options.sku, instant(Date.now()));
  if (!checks.ok) return fail(to, checks.error);
  if (options.json) to.out(JSON.stringify(checks.value, null, 2));
  else for (const line of checkText(checks.value)) to.out(line);
  return checks.value.checks.every(({ shops }) => shops.length > 0) ? DONE : FAILED;
}
