/** What a window may ask of this PC passes the engine, which adds what only it knows and stops what is no business of a window. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../../src/contract/host.ts';
import { ok, type Result } from '../../src/domain/result.ts';
import { listConnections } from '../../src/engine/db/connections.ts';
import { thisPcHandlers } from '../../src/engine/handlers/thisPc.ts';
import { readQwc } from '../../src/quickbooks/qwcFile.ts';
import { wideShop } from '../support/stockWorld.ts';
import type { World } from '../support/world.ts';

let world: World;
let asked: Ask[];
beforeEach(async () => {
  world = await wideShop(1);
  asked = [];
});
afterEach(() => world.close());

function handlers(answer: (ask: Ask) => Result<unknown> = () => ok(null)): ReturnType<typeof thisPcHandlers> {
  return thisPcHandlers(world.engine, {
    port: 47_812,
    ask: async (ask) => {
      asked.push(ask);
      return answer(ask);
    },
  });
}

describe('with a desktop', () => {
  it('opens the .qwc file of the company, for the port in use', async () => {
    const opened = await handlers(() => ok('/data/file.qwc'))['pc.openQwc']({ companyId: world.companyId, minutes: 7 });
    expect(opened).toEqual({ ok: true, value: { path: '/data/file.qwc' } });
    const [ask] = asked;
    expect(ask).toMatchObject({ ask: 'openQwc', name: expect.stringMatching(/^Stockbridge - .+\.qwc$/) as unknown });
    const file = readQwc(ask?.ask === 'openQwc' ? ask.text : '');
    expect(file).toMatchObject({ ok: true, value: { appUrl: 'http://localhost:47812/qbwc', minutes: 7 } });
  });

  it('says when the user saved nothing, and when there is no such company', async () => {
    expect(await handlers()['pc.saveQwc']({ companyId: world.companyId, minutes: 5 })).toEqual({ ok: true, value: { path: null } });
    expect(await handlers()['pc.saveQwc']({ companyId: (world.companyId + 1) as typeof world.companyId, minutes: 5 })).toMatchObject({ ok: false });
    expect(asked).toHaveLength(1);
  });

  it('opens pages of connected shops and no others', async () => {
    const shop = new URL(listConnections(world.engine.db)[0]?.url ?? '');
    expect(await handlers()['pc.openLink']({ url: new URL('/wp-admin/post.php?post=1', shop).href })).toEqual({ ok: true, value: {} });
    for (const url of ['https://example.org/', `http://user@elsewhere.example/?${shop.host}`, `http://${shop.hostname}.example.org/`, `http://${shop.hostname}:1/`]) {
      expect(await handlers()['pc.openLink']({ url })).toMatchObject({ ok: false, error: { code: 'strangeLink' } });
    }
    expect(asked).toHaveLength(1);
  });

  it('does not pass on an answer in another form than agreed', async () => {
    await expect(Promise.resolve(handlers(() => ok({ version: 1 }))['pc.show']({}))).rejects.toThrow();
  });
});

describe('headless', () => {
  it('shows no PC and does nothing on one', async () => {
    const none = thisPcHandlers(world.engine, null);
    expect(await none['pc.show']({})).toEqual({ ok: true, value: { thisPc: null } });
    expect(await none['pc.chooseFolder']({})).toMatchObject({ ok: false, error: { code: 'noDesktop' } });
    expect(await none['pc.openQwc']({ companyId: world.companyId, minutes: 5 })).toMatchObject({ ok: false, error: { code: 'noDesktop' } });
    expect(await none['pc.openLink']({ url: listConnections(world.engine.db)[0]?.url ?? '' })).toMatchObject({ ok: false, error: { code: 'noDesktop' } });
  });
});
