/** A start of the engine by a user who may only read its folder: it must say so in words, and leave nothing behind that keeps the next start out. */
import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Stage } from './stage.ts';

const NOBODY = 65_534;

/** Throws what is wrong. Root may write everywhere: then another user does it. */
export async function startReadOnly(stage: Stage): Promise<void> {
  await stage.stop();
  const folder = stage.folder();
  const files = readdirSync(folder).map((name) => join(folder, name));
  const isRoot = process.getuid?.() === 0;
  for (const file of files) chmodSync(file, 0o444);
  chmodSync(folder, 0o555);
  if (isRoot) for (const path of [folder, ...files]) chownSync(path, NOBODY, NOBODY);
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    const opened = createEngine({ folder, version: '0.0.0-faults', host: stage.host });
    if (opened.ok) {
      await opened.value.stop();
      throw new Error('the engine opened a folder it may not write');
    }
    if (opened.error.code !== 'databaseUnreadable') throw new Error(`a folder that may not be written: ${opened.error.what}`);
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(folder, 0o700);
    for (const file of files) chmodSync(file, 0o600);
    if (isRoot) for (const path of [folder, ...files]) chownSync(path, 0, 0);
  }
}
