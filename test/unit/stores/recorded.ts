/** Answers recorded from a real shop (../shared/woocommerce beside the project), and a server that gives one again. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { instant, type Instant } from '../../../src/domain/calendar.ts';
import type { Store } from '../../../src/stores/store.ts';
import { woocommerce } from '../../../src/stores/woocommerce/woocommerce.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/woocommerce');
export const recordsAbsent = !existsSync(folder);
if (recordsAbsent) console.warn('SKIPPED: ../shared/woocommerce is not there, so nothing is checked against a real shop\'s answers.');

export type Recorded = {
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown };
  readonly response: { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly body: unknown };
};

export function recorded(name: string): Recorded {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Recorded;
}

export const NOW = instant(Date.parse('2026-11-21T19:23:00Z'));
export const KEY = 'ck_0123456789abcdef0123456789abcdef01234567';
export const SECRET = 'cs_fedcba9876543210fedcba9876543210fedcba98';

export type Served = { readonly url: string; readonly calls: readonly string[]; close(): Promise<void> };

/** Listens on a free port of this PC. */
export async function serve(listener: RequestListener): Promise<Served> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method ?? ''} ${request.url ?? ''}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    calls,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}

const HOP = new Set(['transfer-encoding', 'connection', 'content-length']);

/** Answers by the last part of the path that a record's name is given for; `*` for the rest. */
export function replay(records: Readonly<Record<string, Recorded>>): Promise<Served> {
  return serve((request, response) => {
    request.resume();
    const target = (request.url ?? '').split('?')[0] ?? '';
    const record = Object.entries(records).find(([end]) => target.endsWith(end))?.[1] ?? records['*'];
    if (record === undefined) {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('[]');
      return;
    }
    const { status, headers, body } = record.response;
    const shown = headers.filter(([name]) => !HOP.has(name.toLowerCase()));
    response.writeHead(status, Object.fromEntries(shown)).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

export function openStore(url: string, more: { readonly now?: () => Instant; readonly timeoutSeconds?: number; readonly sleeps?: number[] } = {}): Store {
  return woocommerce.open({
    url,
    secrets: { consumerKey: KEY, consumerSecret: SECRET },
    timeoutSeconds: more.timeoutSeconds ?? 10,
    now: more.now ?? (() => NOW),
    random: () => 0.5,
    sleep: (milliseconds) => {
      more.sleeps?.push(milliseconds);
      return Promise.resolve();
    },
  });
}

export const open = new AbortController().signal;
