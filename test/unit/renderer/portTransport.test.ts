/** The window's way to the engine over ports that come and go. */
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createPortTransport, type Port } from '../../../renderer/engine/portTransport.ts';
import { servePort, type WindowPort } from '../../../src/engine/serve/port.ts';
import type { EngineEvent } from '../../../src/engine/ports.ts';
import { ok } from '../../../src/domain/result.ts';

const open: NodePort[] = [];
afterEach(() => { for (const port of open.splice(0)) port.close(); });

/** The window's half and the engine's, over a real channel. */
function channel(): { readonly window: Port; readonly engine: WindowPort; readonly kill: () => void } {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  return {
    // Node's port takes the same listeners; its types know the browser's only by half.
    window: port1 as unknown as Port,
    engine: { post: (message) => { port2.postMessage(message); }, onMessage: (hear) => { port2.on('message', hear); }, onClose: (hear) => { port2.on('close', hear); } },
    kill: () => { port2.close(); },
  };
}

const silent = (): (() => void) => () => undefined;

describe('calls', () => {
  it('are answered, each with its own answer, whatever the order', async () => {
    const { window, engine } = channel();
    const transport = createPortTransport();
    const held: (() => void)[] = [];
    servePort(engine, (name, input) => new Promise((resolve) => {
      held.push(() => { resolve(ok({ name, input })); });
      if (held.length === 3) for (const answer of held.reverse()) answer();
    }), silent);
    transport.use(window);
    expect(await Promise.all([1, 2, 3].map((input) => transport.call('echo', input)))).toEqual([1, 2, 3].map((input) => ok({ name: 'echo', input })));
  });

  it('wait for an engine, but not for ever', async () => {
    const transport = createPortTransport(200);
    const { window, engine } = channel();
    servePort(engine, async (name) => ok(name), silent);
    const early = transport.call('early', {});
    transport.use(window);
    expect(await early).toEqual(ok('early'));
    await expect(createPortTransport(1).call('never', {})).rejects.toThrow('there is no engine');
  });

  it('whose engine went away are lost, never repeated', async () => {
    const transport = createPortTransport();
    const first = channel();
    const heard: string[] = [];
    servePort(first.engine, async (name) => {
      heard.push(`first ${name}`);
      first.kill();
      return ok(null);
    }, silent);
    transport.use(first.window);
    await expect(transport.call('approve', {})).rejects.toThrow('went away');
    const second = channel();
    servePort(second.engine, async (name) => {
      heard.push(`second ${name}`);
      return ok(null);
    }, silent);
    transport.use(second.window);
    await transport.call('status', {});
    expect(heard).toEqual(['first approve', 'second status']);
  });

  it('in another form get no answer and do no harm', async () => {
    const { window, engine } = channel();
    const transport = createPortTransport();
    const names: string[] = [];
    servePort(engine, async (name) => {
      names.push(name);
      return ok(null);
    }, silent);
    for (const junk of [null, 1, 'x', { id: 'a', call: 'b' }, { id: 1 }, { id: 1, call: 'x', input: 1, more: 1 }, { id: -1, call: 'x', input: 1 }]) window.postMessage(junk);
    transport.use(window);
    await transport.call('good', {});
    expect(names).toEqual(['good']);
  });

  it('are limited for one window, with a problem and not with silence', async () => {
    const { window, engine } = channel();
    const transport = createPortTransport();
    const answers: (() => void)[] = [];
    servePort(engine, () => new Promise((resolve) => { answers.push(() => { resolve(ok(null)); }); }), silent);
    transport.use(window);
    const calls = Array.from({ length: 257 }, () => transport.call('slow', {}));
    expect(await calls[256]).toMatchObject({ ok: false, error: { code: 'tooMany' } });
    expect(answers).toHaveLength(256);
    for (const answer of answers) answer();
    expect(await calls[0]).toEqual(ok(null));
  });
});

describe('events and the connection', () => {
  it('are told to every listener until it stops, and unsubscribed when the window goes', async () => {
    const { window, engine } = channel();
    const transport = createPortTransport();
    const told: unknown[] = [];
    let emit: (event: EngineEvent) => void = () => undefined;
    let subscribed = 0;
    servePort(engine, async () => ok(null), (listener) => {
      emit = listener;
      subscribed += 1;
      return () => { subscribed -= 1; };
    });
    const connected: boolean[] = [];
    transport.onConnection((now) => connected.push(now));
    const stop = transport.listen((name, data) => told.push([name, data]));
    transport.use(window);
    emit({ kind: 'jobsChanged' });
    await transport.call('any', {});
    stop();
    emit({ kind: 'jobsChanged' });
    await transport.call('any', {});
    expect(told).toEqual([['jobsChanged', {}]]);
    expect(subscribed).toBe(1);
    const next = channel();
    servePort(next.engine, async () => ok(null), silent);
    transport.use(next.window);
    await transport.call('any', {});
    await new Promise((resolve) => { setImmediate(resolve); });
    expect(subscribed).toBe(0);
    expect(connected).toEqual([true, false, true]);
  });
});
