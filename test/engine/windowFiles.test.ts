/** The built window over loopback HTTP: its own files for who is signed in, and nothing else of the disk. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';
import { startUi, type UiServer } from '../support/uiServer.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let server: UiServer;
let folder = '';
let Cookie = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-window-'));
  const built = path.join(folder, 'renderer');
  mkdirSync(path.join(built, 'assets'), { recursive: true });
  writeFileSync(path.join(built, 'index.html'), '<!doctype html><title>window</title>');
  writeFileSync(path.join(built, 'assets', 'index-abc.js'), 'export {};');
  writeFileSync(path.join(built, 'assets', 'icon.png'), Buffer.from([0x89, 0x50, 0xff, 0x00]));
  writeFileSync(path.join(built, 'assets', 'strange.exe'), 'MZ');
  writeFileSync(path.join(folder, 'secret.json'), '{}');
  if (process.platform !== 'win32') symlinkSync(path.join(folder, 'secret.json'), path.join(built, 'linked.json'));
  world = await createWorld({ items: [{ sku: 'MUG', onHand: 20 }], listings: [{ sku: 'MUG', quantity: 20 }] });
  server = await startUi(world, createHandlers(world.engine), built);
  Cookie = await server.signIn();
});
afterAll(async () => {
  await server.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the window in a browser', () => {
  it('is the page at /ui/, under a policy without an unsafe word', async () => {
    const page = await server.get('/ui/', { Cookie });
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>window</title>' });
    const policy = String(page.headers['content-security-policy']);
    for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"]) expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|\*|data:|http/);
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  });

  it('leaves the plain page of the state at /ui/status', async () => {
    expect((await server.get('/ui/status', { Cookie })).body).toContain('<h1>Stockbridge</h1>');
  });

  it('has its files with their types, bytes unchanged, kept by the browser', async () => {
    const script = await server.get('/ui/assets/index-abc.js', { Cookie });
    expect(script).toMatchObject({ status: 200, body: 'export {};' });
    expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'private, max-age=31536000, immutable' });
    expect((await server.get('/ui/assets/icon.png', { Cookie })).headers).toMatchObject({ 'content-type': 'image/png', 'content-length': '4' });
  });

  it('gives nothing without the cookie, or to a strange page', async () => {
    for (const name of ['/ui/', '/ui/assets/index-abc.js']) {
      expect((await server.get(name)).status).toBe(401);
      expect((await server.get(name, { Cookie, Origin: 'https://evil.example' })).status).toBe(403);
    }
  });

  it('gives nothing that the build did not make, however it is asked for', async () => {
    for (const name of [
      '../secret.json', '..%2fsecret.json', '%2e%2e/secret.json', 'assets/../../secret.json', '..\\secret.json', 'assets/strange.exe',
      'linked.json', 'assets/', 'index.html%00.js', '/etc/passwd', '%252e%252e%252fsecret.json', '..%5csecret.json',
      '%c0%ae%c0%ae/secret.json', '....//secret.json', '//evil.example/', 'assets/%2e%2e%2f%2e%2e%2fsecret.json', '..;/secret.json',
      'C:%5csecret.json', 'assets',
    ]) {
      const answer = await server.get(`/ui/${name}`, { Cookie });
      expect([name, answer.status]).toEqual([name, 404]);
      expect(answer.body).not.toContain('{}');
    }
  });
});
