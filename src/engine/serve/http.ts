/** The window over loopback HTTP: a one-time code becomes a cookie, `/ui/` shows the window, `/api/` answers the contract's calls. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contract, type EngineHandlers } from '../../contract/contract.ts';
import { API_PATH, EVENTS_PATH } from '../../contract/paths.ts';
import { problem } from '../../domain/problem.ts';
import type { Engine } from '../createEngine.ts';
import type { Access, AccessVerdict } from '../http/access.ts';
import { pathOf, send, targetOf, type Answer, type HttpRoutes, type Sendable } from '../http/handler.ts';
import { createApi, problemAnswer, refuse } from './api.ts';
import { wordsPage } from './page.ts';
import { createEventStreams } from './sse.ts';
import { statusPage } from './statusPage.ts';
import { openWindowFiles } from './windowFiles.ts';
import { NOTHING_HERE, SIGN_IN, USED_CODE, WRONG_DOOR } from './words.ts';

export type UiOptions = {
  readonly engine: Engine; readonly access: Access; readonly handlers: EngineHandlers; readonly version: string;
  /** Folder of the built window. Absent or not built: `/ui/` is the plain page of the state, which is always at `/ui/status`. */
  readonly window?: string;
};

export type Ui = HttpRoutes & {
  /** Ends the open event streams; call it before the server is closed, which else waits for them. */
  close(): void;
};

type Refused = Extract<AccessVerdict, { readonly allowed: false }>;

/** Owns `/ui` and `/api`; whatever else is handed to it is answered with 404. */
export function createUi({ engine, access, handlers, version, window }: UiOptions): Ui {
  const { ctx } = engine;
  const files = window === undefined ? null : openWindowFiles(window);
  const api = createApi(handlers, (call, cause) => { ctx.log.error({ err: cause, call }, 'a call failed'); });
  const streams = createEventStreams({ subscribe: (listener) => engine.on(listener), isAllowed: (request) => access.check(request).allowed });
  ctx.signal.addEventListener('abort', () => { streams.close(); }, { once: true });

  /** The code is used up by the first GET, whoever sends it; a browser that is signed in already goes on all the same. */
  const signIn = (request: IncomingMessage, verdict: AccessVerdict): Answer => {
    const code = targetOf(request)?.searchParams.get('code') ?? '';
    const cookie = code === '' ? null : access.redeem(code, request.socket.localPort ?? 0);
    if (cookie === null && !verdict.allowed) return wordsPage(401, code === '' ? SIGN_IN : USED_CODE);
    const headers = { Location: '/ui/', 'Referrer-Policy': 'no-referrer', ...(cookie === null ? {} : { 'Set-Cookie': cookie }) };
    return { status: 303, type: 'text/plain; charset=utf-8', body: 'Signed in.\n', headers };
  };

  const showStatus = async (): Promise<Answer> => {
    const facts = await handlers['status.show']({});
    return facts.ok ? statusPage(contract.calls['status.show'].output.parse(facts.value), { version, at: ctx.now() }) : wordsPage(500, { title: 'Stockbridge', ...facts.error });
  };

  const pageFor = async (request: IncomingMessage, path: string, verdict: AccessVerdict): Promise<Answer> => {
    const hasCode = targetOf(request)?.searchParams.has('code') ?? false;
    if (request.method !== 'GET' && (request.method !== 'HEAD' || hasCode)) return wordsPage(405, NOTHING_HERE, { Allow: 'GET' });
    if (path === '/ui' || hasCode) return signIn(request, verdict);
    if (!verdict.allowed) return wordsPage(401, SIGN_IN);
    if (path === '/ui/status' || (path === '/ui/' && files === null)) return showStatus();
    return wordsPage(404, NOTHING_HERE);
  };

  /** A file of the built window, for who is signed in. */
  const fileFor = (request: IncomingMessage, path: string, verdict: AccessVerdict): Sendable | null => {
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    return verdict.allowed && isReading && targetOf(request)?.searchParams.has('code') !== true ? files?.answer(path) ?? null : null;
  };

  const handleApi = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const method = path === EVENTS_PATH ? 'GET' : 'POST';
    if (request.method !== method) {
      refuse(request, response, problemAnswer(405, problem('badInput', `Only ${method} is answered here.`, 'Use the client of the contract.'), { Allow: method }));
    } else if (method === 'POST') {
      await api(request, response, path.slice(API_PATH.length));
    } else if (!streams.open(request, response)) {
      send(request, response, problemAnswer(503, problem('tooMany', 'Too many windows are open.', 'Close some of them.')));
    }
  };

  return {
    owns: isOwned,
    async handle(request, response) {
      const path = pathOf(request);
      const isApi = path.startsWith(API_PATH);
      const verdict = access.check(request);
      const file = fileFor(request, path, verdict);
      // A strange Host or page learns nothing, not even whether its code is right.
      const isStrange = !verdict.allowed && verdict.status === 403;
      if (isApi && !verdict.allowed) refuse(request, response, apiRefusal(verdict));
      else if (isStrange) refuse(request, response, wordsPage(403, { ...WRONG_DOOR, what: verdict.reason }));
      else if (isApi) await handleApi(request, response, path);
      else if (file !== null) send(request, response, file);
      else refuse(request, response, isOwned(path) ? await pageFor(request, path, verdict) : wordsPage(404, NOTHING_HERE));
    },
    close: () => { streams.close(); },
  };
}

function isOwned(path: string): boolean {
  return path === '/ui' || path.startsWith('/ui/') || path.startsWith(API_PATH);
}

function apiRefusal({ status, reason }: Refused): Answer {
  return problemAnswer(status, status === 401 ? problem('notSignedIn', reason, SIGN_IN.todo) : problem('refused', reason, WRONG_DOOR.todo));
}
