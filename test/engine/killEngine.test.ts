import { expect, it } from 'vitest';
import { openKillLane } from '../support/killLane.ts';
import { startEngineProcess } from '../support/engineProcessHandle.ts';
import { openBooks } from '../support/books.ts';
import { mkdtempSync } from 'node:fs';
import { createWebConnector } from '../../src/simulator/webConnector/webConnector.ts';

it('try', async () => {
  const books = await openBooks('forgets');
  const folder = mkdtempSync('/tmp/sbx-');
  const lap = (() => { let t = performance.now(); return (n: string) => { const x = performance.now(); console.log(n, Math.round(x - t)); t = performance.now(); }; })();
  const e = startEngineProcess(books.clock);
  const port = await e.open({ folder, port: 0, provisioning: books.provisioning });
  lap('start+open');
  const e2 = startEngineProcess(books.clock);
  await e2.arm(1, 'afterAnswer').catch(() => 0);
  lap('second start');
  await e2.kill();
  lap('kill');
  for (let i = 0; i < 4; i++) {
    books.newWork(); 
    await e.sync(); lap('sync');
    let idle = 0;
    const c = createWebConnector({ url: `http://localhost:${port}/qbwc`, username: 'maple', password: 'correct horse', company: books.quickBooks, sleep: async (ms) => { const q = performance.now(); await e.idle(); idle += performance.now() - q; books.clock.advance(ms); } });
    const r = await c.runSession(); c.close(); lap('session ' + r.calls.length + ' idle ' + Math.round(idle) + ' ' + r.calls.map((x) => x.operation.slice(0, 4) + Math.round(x.ms)).join(' '));
    await e.sync(); lap('sync2');
    const c2 = createWebConnector({ url: `http://localhost:${port}/qbwc`, username: 'maple', password: 'correct horse', company: books.quickBooks, sleep: async (ms) => { await e.idle(); books.clock.advance(ms); } });
    const r2 = await c2.runSession(); c2.close(); lap('session2 ' + r2.calls.length);
  }
  await e.kill(); await books.close();
  expect(1).toBe(1);
});
