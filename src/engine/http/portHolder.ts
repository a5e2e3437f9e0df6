/** Finds which program holds a port, as well as the platform tells an ordinary user. */
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';

/** What could be found out: nothing at all is possible, when the port belongs to another user. */
export type PortHolder = { readonly pid: number | null; readonly name: string | null };

const NOBODY: PortHolder = { pid: null, name: null };
const LISTEN = '0A';

/** Runs a program of the system; empty when it is missing, fails or takes longer than 5 s. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: 5_000, windowsHide: true }, (error, stdout) => resolve(error === null ? stdout : ''));
  });
}

/** Listening sockets' inodes in /proc/net/tcp and tcp6: column 2 is address:port in hex, 4 the state, 10 the inode (proc(5)). */
function inodesOf(table: string, port: number): readonly string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').slice(1).map((line) => line.trim().split(/\s+/)).flatMap((columns) => {
    const inode = columns[9];
    return (columns[1]?.endsWith(wanted) ?? false) && columns[3] === LISTEN && inode !== undefined ? [inode] : [];
  });
}

async function holdsSocket(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch((): string[] => []);
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
    if (sockets.has(target)) return true;
  }
  return false;
}

async function onLinux(port: number): Promise<PortHolder> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')));
  const sockets = new Set(tables.flatMap((table) => inodesOf(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return NOBODY;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await holdsSocket(pid, sockets))) continue;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    return { pid: Number(pid), name: name.trim() === '' ? null : name.trim() };
  }
  return NOBODY;
}

/** `netstat -ano`: protocol, local address, foreign address, state (in the user's language), pid. A listener's foreign port is 0. */
async function onWindows(port: number): Promise<PortHolder> {
  const lines = (await run('netstat', ['-ano'])).split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  const ends = (column: string | undefined, ending: string): boolean => column?.endsWith(ending) ?? false;
  const listener = lines.find(([protocol, local, foreign]) => protocol === 'TCP' && ends(local, `:${String(port)}`) && ends(foreign, ':0'));
  const pid = Number(listener?.at(-1));
  if (!Number.isInteger(pid)) return NOBODY;
  const task = await run('tasklist', ['/FI', `PID eq ${String(pid)}`, '/FO', 'CSV', '/NH']);
  return { pid, name: /^"([^"]+)"/.exec(task.trim())?.[1] ?? null };
}

async function onMac(port: number): Promise<PortHolder> {
  const listing = await run('lsof', ['-nP', `-iTCP:${String(port)}`, '-sTCP:LISTEN', '-Fpc']);
  const pid = Number(/^p(\d+)$/m.exec(listing)?.[1]);
  return Number.isInteger(pid) ? { pid, name: /^c(.+)$/m.exec(listing)?.[1] ?? null } : NOBODY;
}

/** Looks for the program that listens on a TCP port of this PC. Never rejects. */
export async function findPortHolder(port: number): Promise<PortHolder> {
  try {
    if (process.platform === 'linux') return await onLinux(port);
    if (process.platform === 'win32') return await onWindows(port);
    if (process.platform === 'darwin') return await onMac(port);
    return NOBODY;
  } catch {
    return NOBODY;
  }
}

/** `the program chrome.exe (process 4120)`, or that nobody would say. */
export function describeHolder(holder: PortHolder): string {
  if (holder.pid === null) return 'a program that this user may not see';
  const process = `process ${String(holder.pid)}`;
  return holder.name === null ? `a program of another user (${process})` : `the program ${holder.name} (${process})`;
}
