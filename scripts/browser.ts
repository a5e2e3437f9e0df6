/** `npm run test:browser`: finds a Chromium, builds the window, and runs Playwright's project `browser`. Arguments go to Playwright; `--no-build` keeps dist as it is. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { provideChromium } from './chromium.ts';
import { reportSkipped, runProject } from './playwright.ts';

const root = path.resolve(import.meta.dirname, '..');
const args = process.argv.slice(2).filter((one) => one !== '--no-build');

if (!(await provideChromium())) {
  process.exit(reportSkipped('browser', 'No Chromium starts here. Install one (Debian: chromium), or run "npx playwright install --with-deps chromium".', args));
}
if (!process.argv.includes('--no-build')) {
  const { status } = spawnSync(process.execPath, ['scripts/build.ts', 'renderer'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
process.exitCode = runProject('browser', args);
