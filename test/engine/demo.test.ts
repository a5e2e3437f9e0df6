/** `npm run demo` as a test: it must end well, and everything it gave QuickBooks must be valid qbXML. */
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runDemo } from '../../src/cli/demo/demo.ts';
import { collectRequests } from '../support/schemaCheck.ts';

describe('the demo', () => {
  it('adds up, within requests that Intuit\'s schema accepts', async () => {
    const text: string[] = [];
    const out = new Writable({ write(chunk: Buffer, _, done) { text.push(chunk.toString()); done(); } });
    const requests = collectRequests();
    expect(await runDemo({ out, onRequest: requests.onRequest }), text.join('')).toBe(0);
    expect(text.join('')).toContain('800 + 800 + 300');
    expect(requests.count()).toBeGreaterThan(80);
    expect(requests.complaints()).toEqual([]);
  }, 180_000);
});
