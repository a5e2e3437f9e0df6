/** The port of a data folder: chosen once, then kept for ever, because the Web Connector copies it from the .qwc (QBWC fact sheet §7). */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ok, type Result } from '../../domain/result.ts';
import { plain, send, type HttpRoutes } from '../http/handler.ts';
import { startServer } from '../http/server.ts';

const FILE = 'port';

/** Null when none has been chosen, or the file is not readable as a port. */
export function keptPort(folder: string): number | null {
  try {
    const text = readFileSync(path.join(folder, FILE), 'utf8').trim();
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    return port > 0 && port <= 65_535 ? port : null;
  } catch {
    return null;
  }
}

/** Writes beside and renames: a crash leaves the old port or the new one. */
export function keepPort(folder: string, port: number): void {
  const file = path.join(folder, FILE);
  writeFileSync(`${file}.new`, `${String(port)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The kept port, or the first free one from 47800, kept from now on. Errors: `noFreePort`. */
export async function choosePort(folder: string): Promise<Result<number>> {
  const kept = keptPort(folder);
  if (kept !== null) return ok(kept);
  const nobody: HttpRoutes = { owns: () => true, handle: (request, response) => { send(request, response, plain(503, 'Not yet.')); } };
  const started = await startServer({ endpoint: nobody });
  if (!started.ok) return started;
  await started.value.close();
  keepPort(folder, started.value.port);
  return ok(started.value.port);
}
