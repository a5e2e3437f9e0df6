/**
 * `npm run screenshots`: the pictures of README and guide (docs/images), taken of the real window on a real `serve` with a simulated QuickBooks and shop.
 * `npm run screenshots -- --all FOLDER` takes every screen and state instead, light, dark and at 125 %, and names text that does not fit.
 */
import path from 'node:path';
import { chromium } from 'playwright';
import { chromiumOptions } from './chromium.ts';
import { createCamera } from './screenshots/camera.ts';
import { dailyScenes } from './screenshots/dailyScenes.ts';
import { documentScenes } from './screenshots/documentScenes.ts';
import { matchingScenes } from './screenshots/matchingScenes.ts';
import { otherScenes } from './screenshots/otherScenes.ts';
import { setupScenes } from './screenshots/setupScenes.ts';

const [flag, folder] = process.argv.slice(2);
if (flag !== undefined && (flag !== '--all' || folder === undefined)) throw new Error('Use: npm run screenshots [-- --all FOLDER]');

const camera = createCamera(folder === undefined ? null : path.resolve(folder));
const browser = await chromium.launch(chromiumOptions());
try {
  await setupScenes(browser, camera);
  await dailyScenes(browser, camera, otherScenes);
  await documentScenes(browser, camera);
  await matchingScenes(browser, camera);
} finally {
  await browser.close();
}
for (const line of camera.complaints()) console.log(line);
