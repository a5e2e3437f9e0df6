/** `simulate quickbooks`: plays the Web Connector and QuickBooks against any SOAP endpoint, and shows each call. */
import { setTimeout as pause } from 'node:timers/promises';
import { problem } from '../domain/problem.ts';
import { readQwcFile } from '../engine/host/qwc.ts';
import { createWebConnector, type SessionReport } from '../simulator/webConnector/webConnector.ts';
import { openBooks, type Stamp } from './simulatedBooks.ts';
import { stopSignal } from './stopSignals.ts';
import { DONE, fail, FAILED, type Terminal, WRONG_USAGE } from './terminal.ts';

export type SimulateQuickBooksCommand = {
  readonly qwc?: string; readonly soap?: string; readonly user?: string; readonly password?: string; readonly company?: string;
  readonly sessions: number; readonly pause: number; readonly items: number; readonly json: boolean;
};

type Target = { readonly url: string; readonly user: string; readonly password: string; readonly stamp: Stamp | null };

const GOOD: readonly SessionReport['outcome'][] = ['finished', 'noWork'];

/** Exit code 0 when the last session ended well. */
export async function runSimulateQuickBooks(options: SimulateQuickBooksCommand, to: Terminal): Promise<number> {
  const target = targetOf(options, to);
  if (typeof target === 'number') return target;
  const opened = openBooks({ file: options.company ?? null, items: options.items, stamp: target.stamp });
  if (!opened.ok) return fail(to, opened.error);
  const books = opened.value;
  const show = options.json ? jsonLines(to) : textLines(to);
  if (books.company.card().fileId === '') to.err('This company file was never added to a Web Connector: without --qwc it is refused.');
  const { url, user: username, password } = target;
  const connector = createWebConnector({ url, username, password, company: books.quickBooks, onCall: show.call });
  let stopped = false;
  const stop = stopSignal().then(() => { stopped = true; });
  let last: SessionReport | null = null;
  try {
    books.save();
    for (let number = 1; number <= options.sessions && !isStopped(); number += 1) {
      if (number > 1) await Promise.race([stop, pause(options.pause * 1_000)]);
      if (isStopped()) break;
      last = await connector.runSession();
      books.save();
      show.session(number, last);
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === '') throw cause;
    return fail(to, problem('companyFileNotWritten', 'The company file could not be written.',
      'Give a file in a folder that exists and that this user may write to.', { field: '--company', detail: code }));
  } finally {
    connector.close();
  }
  return last !== null && GOOD.includes(last.outcome) ? DONE : FAILED;

  // A function of its own, because a signal changes it while the loop waits.
  function isStopped(): boolean {
    return stopped;
  }
}

/** Who is called; an exit code where the options do not say. */
function targetOf(options: SimulateQuickBooksCommand, to: Terminal): Target | number {
  const read = options.qwc === undefined ? null : readQwcFile(options.qwc);
  if (read !== null && !read.ok) return fail(to, read.error);
  const qwc = read?.value ?? null;
  const url = options.soap ?? qwc?.appUrl;
  const user = options.user ?? qwc?.username;
  const password = options.password ?? process.env['STOCKBRIDGE_PASSWORD'];
  if (url === undefined || user === undefined || password === undefined) {
    const missing = url === undefined ? '--soap or --qwc' : user === undefined ? '--user or --qwc' : '--password or STOCKBRIDGE_PASSWORD';
    to.err(`error: ${missing} is needed`);
    return WRONG_USAGE;
  }
  if (URL.parse(url)?.protocol !== 'http:') {
    to.err('error: the endpoint must be an address beginning with http://');
    return WRONG_USAGE;
  }
  return { url, user, password, stamp: qwc === null ? null : { fileId: qwc.fileId, ownerId: qwc.ownerId } };
}

type Show = {
  readonly call: (operation: string, ms: number, request: string, response: string) => void;
  readonly session: (number: number, report: SessionReport) => void;
};

/** What a call carried, as far as it helps to follow: the names of the qbXML requests or answers. Envelopes hold the text escaped once. */
function content(request: string, response: string): readonly string[] {
  const names = [...`${request}\n${response}`.matchAll(/(?:&lt;|<)([A-Z]\w+R[qs])\b/g)].map(([, name]) => name ?? '');
  return [...new Set(names)].filter((name) => !/^QBXMLMsgsR[qs]$/.test(name));
}

function textLines(to: Terminal): Show {
  return {
    call: (operation, ms, request, response) => {
      to.out(`${ms.toFixed(0).padStart(6)} ms  ${operation.padEnd(18)} ${content(request, response).join(' ')}`.trimEnd());
    },
    session: (number, report) => {
      const pauses = report.pauses > 0 ? `, ${String(report.pauses)} pauses` : '';
      to.out(`session ${String(number)}: ${report.outcome}, ${String(report.requests)} requests${pauses}`);
      if (report.error !== null) to.out(`  ${report.error.code}: ${report.error.message}`);
      if (report.outcome === 'stopped' || report.outcome === 'notOpened') for (const said of report.lastErrors) to.out(`  ${said}`);
      if (report.closing !== null) to.out(`  ${report.closing}`);
    },
  };
}

function jsonLines(to: Terminal): Show {
  return {
    call: (operation, ms, request, response) => {
      to.out(JSON.stringify({ call: operation, ms: Math.round(ms), qbxml: content(request, response) }));
    },
    session: (number, { outcome, requests, pauses, closing, error, lastErrors }) => {
      to.out(JSON.stringify({ session: number, outcome, requests, pauses, closing, error, lastErrors }));
    },
  };
}
