/** What a real Electron needs from a Debian or Ubuntu system beside itself: says what is missing, and installs it where it may. */
import { spawnSync } from 'node:child_process';

/** Chromium's shared libraries, a screen for machines without one, and a font to draw with. */
const PACKAGES: readonly string[] = [
  'unzip', 'xvfb', 'xauth', 'fonts-dejavu-core', 'libgtk-3-0', 'libnss3', 'libnspr4', 'libasound2', 'libgbm1', 'libdrm2', 'libcups2', 'libudev1', 'libatk1.0-0',
  'libatk-bridge2.0-0', 'libatspi2.0-0', 'libcairo2', 'libpango-1.0-0', 'libglib2.0-0', 'libx11-6', 'libxcb1', 'libxcomposite1', 'libxdamage1', 'libxext6', 'libxfixes3',
  'libxkbcommon0', 'libxrandr2',
];

function isInstalled(name: string): boolean {
  // Ubuntu 24.04 and Debian 13 carry some of these under the name with t64 (64-bit time).
  return [name, `${name}t64`].some((one) => spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', one], { encoding: 'utf8' }).stdout === 'installed');
}

function nameHere(name: string): string {
  const known = spawnSync('apt-cache', ['show', `${name}t64`], { stdio: 'ignore' });
  return known.status === 0 ? `${name}t64` : name;
}

/** Linux with apt only; elsewhere nothing is missing. Never throws: what stays missing is said, and the runtime's own start tells the rest. */
export function provideSystemPackages(say: (line: string) => void): void {
  if (process.platform !== 'linux' || spawnSync('dpkg-query', ['--version'], { stdio: 'ignore' }).error !== undefined) return;
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    say(`missing system packages: ${missing.join(' ')}. Install them: sudo apt-get install --no-install-recommends ${missing.join(' ')}`);
    return;
  }
  say(`installing system packages: ${missing.join(' ')}`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing.map(nameHere)], options);
  if (done.status !== 0) say('apt-get could not install all of them; see above');
}
