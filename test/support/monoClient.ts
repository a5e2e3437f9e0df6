/** Builds and runs the .NET client of test/engine/mono/driver.cs with Mono, where this PC has it. */
import { execFile, spawnSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';

export type MonoLine = {
  readonly operation?: string;
  readonly ms?: number;
  readonly result?: string | number | null | readonly (string | null)[];
  readonly outcome?: string;
  readonly detail?: string;
  readonly requests?: number;
};

const TOOLS: readonly (readonly [program: string, argument: string])[] = [['mono', '--version'], ['mcs', '--version'], ['wsdl2', '/help']];

/** The tools that are missing (Debian: mono-devel, mono-mcs); empty = everything is there. */
export function missingMonoTools(): readonly string[] {
  const isMissing = (program: string, argument: string): boolean => spawnSync(program, [argument], { stdio: 'ignore' }).error !== undefined;
  return TOOLS.filter(([program, argument]) => isMissing(program, argument)).map(([program]) => program);
}

/** Runs a program beside this one, so that a server here can answer it. */
function run(program: string, args: readonly string[], folder: string): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(program, [...args], { cwd: folder, timeout: 100_000, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, output: stdout });
      else resolve({ code: typeof error.code === 'number' ? error.code : 1, output: stdout + stderr });
    });
  });
}

/**
 * Generates a client from a service description (file or URL), compiles it with the driver into `folder` and gives the path of the
 * executable. `ours`: the description has the operations beyond the published eight.
 */
export async function buildMonoClient(description: string, folder: string, ours: boolean): Promise<string> {
  await copyFile(path.resolve(import.meta.dirname, '../engine/mono/driver.cs'), path.join(folder, 'driver.cs'));
  const generated = await run('wsdl2', ['-o:proxy.cs', '-n:Generated', description], folder);
  if (generated.code !== 0) throw new Error(`wsdl2: ${generated.output}`);
  const references = ['-r:System.Web.Services', '-r:System.Xml', '-r:System.EnterpriseServices'];
  const options = ['-out:driver.exe', '-codepage:utf8', '-nowarn:0108', ...(ours ? ['-d:OURS'] : [])];
  const compiled = await run('mcs', [...options, ...references, 'driver.cs', 'proxy.cs'], folder);
  if (compiled.code !== 0) throw new Error(`mcs: ${compiled.output}`);
  return path.join(folder, 'driver.exe');
}

export type MonoRun = { readonly code: number; readonly lines: readonly MonoLine[] };

/** Runs the client; gives what it printed, a line an object. */
export async function runMonoClient(executable: string, args: readonly string[]): Promise<MonoRun> {
  const { code, output } = await run('mono', [executable, ...args], path.dirname(executable));
  const lines = output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as MonoLine);
  if (lines.length === 0) throw new Error(`the client printed nothing: ${output}`);
  return { code, lines };
}
