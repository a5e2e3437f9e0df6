/** What the tests need from a Debian or Ubuntu system beside npm's packages (.ci/packages): says what is missing, and installs it where it may. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type PackageGroup = 'schema' | 'dotnet' | 'browser' | 'desktop' | 'compile' | 'windows';

const list = path.resolve(import.meta.dirname, '..', '.ci', 'packages');

function packagesOf(group: PackageGroup): readonly string[] {
  return readFileSync(list, 'utf8').split('\n').filter((line) => !line.startsWith('#')).flatMap((line) => {
    const [one, name] = line.trim().split(/\s+/);
    return one === group && name !== undefined ? [name] : [];
  });
}

function isInstalled(name: string): boolean {
  return [name, `${name}t64`].some((one) => spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', one], { encoding: 'utf8' }).stdout === 'installed');
}

/** The name under which this system has it, or null. */
function nameHere(name: string): string | null {
  return [`${name}t64`, name].find((one) => spawnSync('apt-cache', ['show', one], { stdio: 'ignore' }).status === 0) ?? null;
}

/** Linux with apt only; elsewhere nothing is missing. Never throws: what stays missing is said, and the use of it tells the rest. */
export function provideSystemPackages(group: PackageGroup, say: (line: string) => void): void {
  if (process.platform !== 'linux' || spawnSync('dpkg-query', ['--version'], { stdio: 'ignore' }).error !== undefined) return;
  const missing = packagesOf(group).filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    say(`missing system packages: ${missing.join(' ')}. Install them: sudo apt-get install --no-install-recommends ${missing.join(' ')}`);
    return;
  }
  say(`installing system packages: ${missing.join(' ')}`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  const known = missing.map((name) => ({ name, here: nameHere(name) }));
  const unknown = known.filter(({ here }) => here === null).map(({ name }) => name);
  if (unknown.length > 0) say(`this system does not have: ${unknown.join(' ')}`);
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...known.flatMap(({ here }) => (here === null ? [] : [here]))], options);
  if (done.status !== 0) say('apt-get could not install all of them; see above');
}
