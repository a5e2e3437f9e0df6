/** What the operating system says of a process: memory and open handles. Linux only; elsewhere the figures are absent (NaN). */
import { readdirSync, readFileSync } from 'node:fs';

function status(pid: number, field: string): number {
  try {
    const line = readFileSync(`/proc/${String(pid)}/status`, 'utf8').split('\n').find((one) => one.startsWith(`${field}:`));
    return Number(/\d+/.exec(line ?? '')?.[0] ?? NaN) / 1024;
  } catch {
    return NaN;
  }
}

/** MB now. */
export function residentMegabytes(pid: number): number {
  return status(pid, 'VmRSS');
}

/** MB at the most since the process began. */
export function peakMegabytes(pid: number): number {
  return status(pid, 'VmHWM');
}

/** File descriptors, sockets among them. */
export function openHandles(pid: number): number {
  try {
    return readdirSync(`/proc/${String(pid)}/fd`).length;
  } catch {
    return NaN;
  }
}
