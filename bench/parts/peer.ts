/** The peer, npm's quickbooks-js: put in place when it is missing, and started in a process of its own for every session, because it does not reset its counter. */
import { execFileSync, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createPlainWire } from './plainWire.ts';

export type Peer = {
  readonly pid: number;
  readonly url: string;
  /** What authenticate finds waiting. */
  queue(requests: readonly string[]): Promise<void>;
  end(): Promise<void>;
};

const folderOf = (root: string): string => path.join(root, 'bench', 'peers');

/** Installs it from its lock file. Throws, in words, where that cannot be done: a comparison without the other side is none. */
export function ensurePeer(root: string, say: (words: string) => void): void {
  const folder = folderOf(root);
  if (existsSync(path.join(folder, 'node_modules', 'quickbooks-js', 'package.json'))) return;
  say('installing quickbooks-js into bench/peers (npm ci) …');
  try {
    // Of its own, not as a part of the npm run that started the benchmark.
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')));
    execFileSync(
      process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: environment, shell: process.platform === 'win32' },
    );
  } catch (cause) {
    throw new Error('NOT MEASURED: the peer quickbooks-js is not there and "npm ci" in bench/peers failed. Without the npm registry there is nothing to compare with.', { cause });
  }
}

export async function startPeer(root: string): Promise<Peer> {
  const child = fork(
    path.join(folderOf(root), 'quickbooksJs.cjs'), [],
    { execPath: process.execPath, execArgv: [], cwd: folderOf(root), serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  const next = (): Promise<unknown> => new Promise((resolve, reject) => {
    child.once('message', (message) => { resolve((message as { readonly value: unknown }).value); });
    void ended.then(() => { reject(new Error('quickbooks-js ended')); });
  });
  const port = await next();
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${String(port)}/wsdl`,
    queue: async (requests) => {
      const taken = next();
      child.send({ id: 1, name: 'queue', args: [requests] });
      await taken;
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Calls that leave its counter at the start: with an empty queue every answer means "100 %", so its code is warm and its state is fresh. */
export async function warmPeer({ url }: Peer, calls: number, answer: string): Promise<void> {
  const wire = createPlainWire(url);
  for (let call = 0; call < calls; call += 1) {
    await wire.call('sendRequestXML', [['ticket', 'warm'], ['strHCPResponse', ''], ['strCompanyFileName', ''], ['qbXMLCountry', 'US'], ['qbXMLMajorVers', 16], ['qbXMLMinorVers', 0]]);
    await wire.call('receiveResponseXML', [['ticket', 'warm'], ['response', answer], ['hresult', ''], ['message', '']]);
  }
  wire.close();
}
