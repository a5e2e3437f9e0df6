/** Where the data may lie, and the port that stays with it. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareFolder } from '../../../src/engine/host/dataFolder.ts';
import { choosePort, keepPort, keptPort } from '../../../src/engine/host/keptPort.ts';
import { networkPlace } from '../../../src/engine/host/networkPath.ts';

const MOUNTS = [
  '/dev/sda1 / ext4 rw,relatime 0 0', 'proc /proc proc rw 0 0', 'server:/export /mnt/nfs nfs4 rw 0 0',
    '//nas/share /mnt/my\\040share cifs rw 0 0',
  'tmpfs /mnt/nfs/local tmpfs rw 0 0', 'me@host:/ /srv/books/remote fuse.sshfs rw 0 0', 'server:/x /top nfs rw 0 0',
    '/dev/sdb1 /top ext4 rw 0 0', '',
].join('\n');

describe('network places', () => {
  it.each([
    ['\\\\server\\share\\data', 'the computer "server"'], ['//server/share/data', 'the computer "server"'],
      ['\\\\?\\UNC\\server\\share\\x', 'the computer "server"'],
    ['C:\\ProgramData\\Stockbridge', null], ['\\\\?\\C:\\data', null], ['\\\\.\\C:\\data', null], ['D:/data', null],
  ])('Windows: %s', (folder, place) => {
    expect(networkPlace(folder, { platform: 'win32', mounts: '' })).toBe(place);
  });

  it.each([
    ['/srv/books/data', null], ['/mnt/nfs', 'a network drive (nfs4)'], ['/mnt/nfs/data', 'a network drive (nfs4)'], ['/mnt/nfs2/data', null],
      ['/mnt/nfs/local/data', null],
    ['/mnt/my share/data', 'a network drive (cifs)'], ['/srv/books/remote/a/b', 'a network drive (fuse.sshfs)'], ['/top/data', null],
      ['//server/share', null],
  ])('Linux: %s', (folder, place) => {
    expect(networkPlace(folder, { platform: 'linux', mounts: MOUNTS })).toBe(place);
  });
});

describe('data folder', () => {
  let folder = '';
  beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'stockbridge-folder-')); });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it('is made closed to others, with the folders above it, and taken as it is when it exists', () => {
    const wanted = path.join(folder, 'a', 'b');
    expect(prepareFolder(wanted)).toEqual({ ok: true, value: wanted });
    if (process.platform !== 'win32') expect(statSync(wanted).mode & 0o777).toBe(0o700);
    expect(prepareFolder(path.relative(process.cwd(), wanted))).toEqual({ ok: true, value: wanted });
  });

  it('is refused where a file stands', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    for (const wanted of [file, path.join(file, 'below')]) expect(prepareFolder(wanted)).toMatchObject({ ok: false,
      error: { code: 'folderIsFile' } });
  });

  it('keeps the port that was chosen first', async () => {
    expect(keptPort(folder)).toBeNull();
    const chosen = await choosePort(folder);
    expect(chosen.ok && chosen.value).toBeGreaterThanOrEqual(47_800);
    expect(await choosePort(folder)).toEqual(chosen);
    keepPort(folder, 50_001);
    expect(await choosePort(folder)).toEqual({ ok: true, value: 50_001 });
    expect(existsSync(path.join(folder, 'port.new'))).toBe(false);
  });

  it.each(['', 'abc', '0', '65536', '47800 47801', '-1'])('takes "%s" for no port', (text) => {
    writeFileSync(path.join(folder, 'port'), text);
    expect(keptPort(folder)).toBeNull();
  });
});
