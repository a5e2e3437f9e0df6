/** `status`: what has been done, what is still to do and what stands in the way; works beside a running `serve`. */
import path from 'node:path';
import { instant } from '../domain/calendar.ts';
import { readStatus } from '../engine/host/status.ts';
import { statusText } from './statusText.ts';
import { DONE, fail, type Terminal } from './terminal.ts';

export type StatusCommand = { readonly data: string; readonly json: boolean };

export async function runStatus(options: StatusCommand, to: Terminal): Promise<number> {
  const status = readStatus(path.resolve(options.data), instant(Date.now()));
  if (!status.ok) return fail(to, status.error);
  if (options.json) to.out(JSON.stringify(status.value, null, 2));
  else for (const line of statusText(status.value)) to.out(line);
  return DONE;
}
