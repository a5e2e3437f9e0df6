/** Calls the trigger's own address over HTTP, as another program would: what the test button does. */
import { request } from 'node:http';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { TRIGGER_PATH } from './door.ts';
import { PATIENCE } from './runTrigger.ts';

/** Milliseconds beyond what the door itself allows. */
const GRACE = 5_000;
const LONGEST = 64 * 1024;

/** Error: `noDoor`. */
export function callTrigger(port: number, sku: string, key: string): Promise<Result<{ readonly status: number; readonly answer: string }>> {
  return new Promise((resolve) => {
    const failed = (cause: string): void => {
      resolve(err(problem('noDoor', `Nothing answered at port ${String(port)} of this PC.`, 'Start Stockbridge again; Diagnostics says what holds the port.', { detail: cause })));
    };
    const call = request({
      host: '127.0.0.1', port, path: `${TRIGGER_PATH}?sku=${encodeURIComponent(sku)}`, agent: false, timeout: PATIENCE + GRACE,
      headers: { Host: `localhost:${String(port)}`, Authorization: `Bearer ${key}` },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => { if (text.length < LONGEST) text += part; });
      response.on('end', () => { resolve(ok({ status: response.statusCode ?? 0, answer: text.trimEnd() })); });
      response.on('error', (cause) => { failed(cause.message); });
    });
    call.on('timeout', () => { call.destroy(new Error('no answer in time')); });
    call.on('error', (cause) => { failed(cause.message); });
    call.end();
  });
}
