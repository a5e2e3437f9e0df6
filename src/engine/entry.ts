/** The engine's own process on the desktop: started by main, it takes orders from there and serves the windows through their ports. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { answerCall } from '../contract/answer.ts';
import { recoveryCalls } from '../contract/calls/backups.ts';
import { desktopCalls } from '../contract/calls/thisPc.ts';
import { contract } from '../contract/contract.ts';
import type { Ask, ToEngine } from '../contract/host.ts';
import { instant } from '../domain/calendar.ts';
import { problem, type Problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Engine } from './createEngine.ts';
import { recoveryHandlers } from './handlers/backups.ts';
import { createHandlers, restartOf } from './handlers/createHandlers.ts';
import { desktopHandlers } from './handlers/thisPc.ts';
import { openBridge, type Bridge } from './host/bridge.ts';
import { watchState } from './host/bridgeState.ts';
import { prepareFolder } from './host/dataFolder.ts';
import { KEY_BYTES, openWith, sealWith } from './host/keySeal.ts';
import { createLog } from './host/log.ts';
import { openParent, type Parent } from './host/parent.ts';
import { createRedactor, type Redactor } from './host/redact.ts';
import { sleep } from './host/sleep.ts';
import type { HostPorts, Seal } from './ports.ts';
import { servePort, type AnswerCall } from './serve/port.ts';

type Start = Extract<ToEngine, { readonly kind: 'start' }>;
type AskHost = (ask: Ask) => Promise<Result<unknown>>;
type Serving = { readonly answer: AnswerCall; readonly engine: Engine | null; readonly stop: () => Promise<void> };

const SEAL_BROKEN = problem('sealBroken', 'A stored secret cannot be opened: it was sealed on another PC, or for another user of Windows.',
  'Enter it again in Settings. Nothing else is lost.');
const NO_KEY = problem('noKey', 'Windows cannot protect this user\'s secrets, so the keys of your shops could not be kept safely.',
  'Log out of Windows and in again. If it stays so, let Windows repair this user\'s profile.');
const STARTING_FAILED = problem('startFailed', 'Stockbridge could not start its engine.', 'Start Stockbridge again. If it stays so, send the log in the data folder to support.');

/** The key comes from the host, which keeps it sealed for this user of this PC. */
function keySeal(key: Buffer, redactor: Redactor): Seal {
  return {
    seal: (plain) => {
      redactor.learn(plain);
      return sealWith(key, plain);
    },
    open: (sealed) => {
      const opened = openWith(key, sealed);
      if ('broken' in opened) return err({ ...SEAL_BROKEN, detail: opened.broken });
      redactor.learn(opened.plain);
      return ok(opened.plain);
    },
  };
}

function hostPorts(folder: string, key: string): HostPorts {
  const redactor = createRedactor();
  redactor.learn(key);
  return {
    now: () => instant(Date.now()),
    sleep,
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    seal: keySeal(Buffer.from(key, 'base64'), redactor),
    log: createLog({ path: path.join(folder, 'stockbridge.log'), redactor }),
  };
}

/** A start that failed is an answer that every call gets, but for those with which the user can mend the cause. The process stays to give it. */
function refusing(parent: Parent, folder: string, why: Problem, ask: AskHost): Serving {
  parent.send({ kind: 'failed', problem: why });
  const basics = { calls: { ...desktopCalls, ...recoveryCalls }, events: {} };
  const handlers = { ...desktopHandlers({ ask }), ...recoveryHandlers(folder, () => instant(Date.now()), restartOf({ ask })) };
  return {
    answer: async (name, input) => (Object.hasOwn(basics.calls, name) ? answerCall(basics, handlers, name, input, () => undefined) : err(why)),
    engine: null,
    stop: async () => undefined,
  };
}

async function open(parent: Parent, order: Start, ask: AskHost): Promise<Serving> {
  const folder = prepareFolder(order.folder);
  if (!folder.ok) return refusing(parent, order.folder, folder.error, ask);
  if (Buffer.from(order.key, 'base64').length !== KEY_BYTES) return refusing(parent, folder.value, NO_KEY, ask);
  const host = hostPorts(folder.value, order.key);
  process.on('uncaughtExceptionMonitor', (cause) => { host.log.fatal({ err: cause }, 'unexpected fault'); });
  const opened = await openBridge({ folder: folder.value, version: order.version, host, port: order.port });
  if (!opened.ok) return refusing(parent, folder.value, opened.error, ask);
  return serving(parent, opened.value, ask);
}

function serving(parent: Parent, bridge: Bridge, ask: AskHost): Serving {
  const { engine, port } = bridge;
  const handlers = createHandlers(engine, { ask, port });
  parent.send({ kind: 'started', port, soap: `http://localhost:${String(port)}/qbwc` });
  const unwatch = watchState(engine, (state) => { parent.send({ kind: 'state', state }); });
  return {
    engine,
    answer: (name, input) => answerCall(contract, handlers, name, input, (call, cause) => { engine.ctx.log.error({ err: cause, call }, 'a call failed'); }),
    stop: () => {
      unwatch();
      return bridge.stop();
    },
  };
}

/** Every company's shops are asked for orders now, and what is due goes out. */
async function syncAll({ engine, answer }: Serving): Promise<void> {
  const listed = engine === null ? null : await answer('companies.list', {});
  if (listed?.ok !== true) return;
  const { companies } = contract.calls['companies.list'].output.parse(listed.value);
  await Promise.all(companies.map(({ id }) => answer('companies.sync', { companyId: id })));
}

function run(parent: Parent): void {
  const questions = new Map<number, (result: Result<unknown>) => void>();
  const ask: AskHost = (what) => new Promise((resolve) => {
    const id = questions.size === 0 ? 1 : Math.max(...questions.keys()) + 1;
    questions.set(id, resolve);
    parent.send({ kind: 'ask', id, ask: what });
  });
  let begin: (order: Start) => void = () => undefined;
  const started = new Promise<Start>((resolve) => { begin = resolve; })
    .then((order) => open(parent, order, ask)
      .catch((cause: unknown) => refusing(parent, order.folder, { ...STARTING_FAILED, detail: cause instanceof Error ? cause.message : String(cause) }, ask)));

  parent.onMessage((message, port) => {
    switch (message.kind) {
      case 'start':
        return begin(message);
      case 'window':
        if (port === null) return;
        // Calls wait for the start; a window may come before it.
        return servePort(port, async (name, input) => (await started).answer(name, input), (listener) => {
          let stop: () => void = () => undefined;
          let wanted = true;
          void started.then(({ engine }) => { if (wanted && engine !== null) stop = engine.on(listener); });
          return () => {
            wanted = false;
            stop();
          };
        });
      case 'sync':
        return void started.then(syncAll);
      case 'answer':
        questions.get(message.id)?.(message.result);
        questions.delete(message.id);
        return;
      case 'stop':
        return void started.then(({ stop }) => stop()).finally(() => {
          parent.send({ kind: 'stopped' });
          // The line to the host would keep the process alive; the message must get out first.
          setTimeout(() => process.exit(0), 50);
        });
      case 'pump':
      case 'windowGone':
        return; // handled in parent.ts
    }
  });
}

const parent = openParent();
if (parent === null) {
  process.stderr.write('This is started by the desktop app. Without it, run the bridge with: npm run -s bridge -- serve --data DIR\n');
  process.exitCode = 2;
} else {
  run(parent);
}
