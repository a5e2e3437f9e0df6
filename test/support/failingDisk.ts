/** The real disk with faults that a test puts into it, and with the test's clock on what is written. */
import { utimes } from 'node:fs/promises';
import type { Disk } from '../../src/stores/csv/disk.ts';

export type DiskOperation = keyof Disk;
/** `hang`: it never ends; a code: it fails with it; a function: it takes the operation's place. */
export type DiskFault = {
  readonly on: (operation: DiskOperation, path: string) => boolean;
  readonly how: 'hang' | { readonly code: string; readonly after?: true } | ((real: () => Promise<void>, path: string) => Promise<void>);
  left: number;
};

export type FailingDisk = Disk & { readonly faults: DiskFault[]; readonly seen: (operation: DiskOperation, path: string) => number };

export function failingDisk(real: Disk, now: () => number): FailingDisk {
  const faults: DiskFault[] = [];
  const counts = new Map<string, number>();

  async function meet<T>(operation: DiskOperation, path: string, work: () => Promise<T>): Promise<T> {
    const name = `${operation} ${path}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const fault = faults.find((one) => one.left > 0 && one.on(operation, path));
    if (fault === undefined) return work();
    fault.left -= 1;
    if (fault.how === 'hang') return new Promise<T>(() => undefined);
    if (typeof fault.how === 'function') {
      await fault.how(async () => { await work(); }, path);
      return undefined as T; // only used on operations without an answer
    }
    if (fault.how.after === true) await work();
    throw Object.assign(new Error(fault.how.code), { code: fault.how.code, path });
  }

  return {
    faults,
    seen: (operation, path) => counts.get(`${operation} ${path}`) ?? 0,
    names: (folder) => meet('names', folder, () => real.names(folder)),
    look: (path) => meet('look', path, () => real.look(path)),
    async * read(path, at) {
      await meet('read', path, () => Promise.resolve());
      yield* real.read(path, at);
    },
    write: (path, chunks) => meet('write', path, async () => {
      await real.write(path, chunks);
      await utimes(path, now() / 1_000, now() / 1_000);
    }),
    move: (from, to) => meet('move', to, () => real.move(from, to)),
    settle: (folder) => meet('settle', folder, () => real.settle(folder)),
    remove: (path) => meet('remove', path, () => real.remove(path)),
    makeFolder: (path) => meet('makeFolder', path, () => real.makeFolder(path)),
  };
}
