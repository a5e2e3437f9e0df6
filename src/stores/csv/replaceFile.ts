/** Writes a file as a whole or not at all: under another name first, onto the disk, then in the old one's place in one step. */
import path from 'node:path';
import type { Disk } from './disk.ts';
import { FolderFault, linked } from './folderFailure.ts';

/** Begins with a point: programs that wait for *.csv leave it alone. */
function unfinished(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.unfinished`);
}

/** Nothing is put in place once the signal has fired. Rejects with file errors, `FolderFault` for a link. */
export async function replaceFile(disk: Disk, target: string, chunks: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  const there = await disk.look(target);
  if (there !== null && there.kind !== 'file') throw new FolderFault(linked(target));
  const temporary = unfinished(target);
  await disk.remove(temporary);
  try {
    await disk.write(temporary, chunks);
    signal.throwIfAborted();
    await disk.move(temporary, target);
    await disk.settle(path.dirname(target));
  } catch (cause) {
    await disk.remove(temporary).catch(() => undefined); // the first error is the one to tell
    throw cause;
  }
}

/** Joins small texts, so that each does not become a write of its own. */
export async function* inBlocks(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let block = '';
  for await (const text of texts) {
    block += text;
    if (block.length < 65_536) continue;
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}
