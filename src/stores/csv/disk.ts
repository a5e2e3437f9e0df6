/** The few things a folder is asked to do, so that a test can let each of them fail: a share goes away, a file is locked, a disk is full. */
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';

/** Of a name in a folder; a link is told as what it is, never followed. */
export type FileFact = {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  /** Milliseconds, by the clock of the computer the folder lies on. */
  readonly changedAt: number;
};

/** All calls reject with Node's own errors (`code`: ENOENT, EBUSY …), which folderFailure turns into words. */
export type Disk = {
  names(folder: string): Promise<readonly string[]>;
  /** Null: there is nothing of that name. */
  look(path: string): Promise<FileFact | null>;
  /** The file's bytes from `at` on, in chunks. */
  read(path: string, at: number): AsyncIterable<Buffer>;
  /** Writes a new file that must not be there yet, and returns once it is on the disk. */
  write(path: string, chunks: AsyncIterable<string>): Promise<void>;
  /** Puts a file in another's place in one step. */
  move(from: string, to: string): Promise<void>;
  /** Returns once the moves in a folder would outlive a power cut, as far as the system can say so. */
  settle(folder: string): Promise<void>;
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
};

/** Absent on Windows, where a link is seen by lstat before. */
const NO_FOLLOW = (constants as { readonly O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
/** A pipe would wait for its other end for ever. */
const NO_WAIT = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;
const CHUNK = 65_536;

export const realDisk: Disk = {
  names: (folder) => readdir(folder),

  async look(path) {
    try {
      const found = await lstat(path);
      const kind = found.isSymbolicLink() ? 'link' : found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
      return { kind, size: found.size, changedAt: found.mtimeMs };
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return null;
      throw cause;
    }
  },

  async * read(path, at) {
    const file = await open(path, constants.O_RDONLY | NO_FOLLOW | NO_WAIT);
    try {
      for (let place = at; ;) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, place);
        if (bytesRead === 0) return;
        place += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  },

  async write(path, chunks) {
    const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW, 0o644);
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  },

  move: (from, to) => rename(from, to),

  async settle(path) {
    try {
      const folder = await open(path, constants.O_RDONLY);
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch {
      // Windows and some shares cannot do it; their journal keeps the order of renames.
    }
  },

  remove: (path) => rm(path, { force: true }),

  makeFolder: async (path) => { await mkdir(path, { recursive: true }); },
};

/** Node's name of a file error (ENOENT, EACCES …); empty for anything else. */
export function errorCode(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
