/** `npm run golden`: writes the corpus anew from its recipes. What changes in git is to be reviewed line by line: it is what the books of our users become. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderNames, ORDERS, readCase, resultFiles } from './folders.ts';
import { RECIPES } from './recipes.ts';
import { runGolden } from './run.ts';
import { wooOrder } from './shop.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

if (!process.argv.includes('--write')) {
  console.log('This overwrites what the corpus expects. Run it with --write, then review every change in git.');
  process.exitCode = 1;
} else {
  for (const name of folderNames()) if (!Object.hasOwn(RECIPES, name)) rmSync(path.join(ORDERS, name), { recursive: true });
  for (const [name, recipe] of Object.entries(RECIPES)) {
    const folder = path.join(ORDERS, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const made = wooOrder(recipe.order);
    writeFileSync(path.join(folder, 'order.json'), json(made.order));
    if (made.refunds.length > 0) writeFileSync(path.join(folder, 'refunds.json'), json(made.refunds));
    if (recipe.second !== undefined) writeFileSync(path.join(folder, 'second.json'), json(wooOrder(recipe.second).order));
    writeFileSync(path.join(folder, 'settings.json'), json(recipe.settings ?? {}));
    for (const [file, text] of resultFiles(runGolden(readCase(name)))) writeFileSync(path.join(folder, file), text);
    console.log(name);
  }
}
