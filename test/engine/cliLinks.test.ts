/** Links on the command line: written beside a running engine, read into a folder nobody works in, every bad row named. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(async () => { await world.close(); });

async function command(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: '', err: '' };
  const code = await runCommandLine(['links', ...args], { out: (line) => { said.out += `${line}\n`; }, err: (line) => { said.err += `${line}\n`; } });
  return { code, ...said };
}

it('writes links out and takes them in again', async () => {
  world = await createWorld({
    items: [{ sku: 'MUG', onHand: 10 }, { sku: 'BOWL', onHand: 3 }], company: { assemblies: [], groups: [] },
    listings: [{ sku: 'MUG', quantity: 1 }, { sku: 'ODD', quantity: 1 }],
  });
  await world.sync();
  world.clock.advance(180_000);
  await world.session();
  await world.engine.idle();
  const file = join(world.folder, 'links.csv');
  expect(await command('export', '--data', world.folder, '--file', file)).toMatchObject({ code: 0, out: expect.stringContaining('Wrote 1 link to ') as string });
  expect(readFileSync(file, 'utf8')).toMatch(/^\uFEFFStore,SKU,.*\r\nShop 1,MUG,#\d+,/);
  expect(await command('export', '--data', world.folder, '--file', file)).toMatchObject({ code: 1, err: expect.stringContaining('exists already') as string });
  expect(await command('export', '--data', world.folder, '--file', file, '--company', 'Oak')).toMatchObject({ code: 1, err: expect.stringContaining('Use one of: "Maple"') as string });
  expect(await command('import', '--data', world.folder, '--file', file)).toMatchObject({ code: 1, err: expect.stringContaining('Import under Matching in its window') as string });

  const copy = mkdtempSync(join(tmpdir(), 'stockbridge-'));
  cpSync(world.folder, copy, { recursive: true, filter: (from) => !from.endsWith('engine.lock') });
  writeFileSync(file, `${readFileSync(file, 'utf8')}Shop 1,ODD,,,BOWL,,,\r\nShop 1,NONE,,,BOWL,,,\r\nShop 1,ODD,,,MUG,,,\r\n`);
  const looked = await command('import', '--data', copy, '--file', file, '--check');
  expect(looked.code).toBe(1);
  expect(looked.out).toBe('Would link 1, would change 0, left 1 as they are; 2 rows not taken.\n');
  expect(looked.err).toBe(
    'Line 4, SKU: The store has no listing with the SKU "NONE". Correct it, or read the store\'s listings first.\nLine 5, SKU: Line 3 is about the same listing. Leave one of the two lines out.\n',
  );
  expect((await command('import', '--data', copy, '--file', file)).out).toContain('Linked 1, changed 0, left 1 as they are; 2 rows not taken.\nThe numbers go out when the bridge is started.');
  expect(await command('import', '--data', copy, '--file', file)).toMatchObject({ code: 1, out: 'Linked 0, changed 0, left 2 as they are; 2 rows not taken.\n' });
  const again = join(world.folder, 'again.csv');
  await command('export', '--data', copy, '--file', again);
  expect(readFileSync(again, 'utf8').split('\r\n')).toHaveLength(4);
  rmSync(copy, { recursive: true });

  writeFileSync(file, Buffer.from([0x53, 0x4b, 0x55, 0x2c, 0xe9]));
  expect(await command('import', '--data', world.folder, '--file', file)).toMatchObject({ code: 1, err: expect.stringContaining('not in UTF-8') as string });
  expect(await command('import', '--data', join(world.folder, 'nowhere'), '--file', again)).toMatchObject({ code: 1, err: expect.stringContaining('no Stockbridge database') as string });
  expect(existsSync(join(world.folder, 'nowhere'))).toBe(false);
});
