/** The app that a bare Electron runs: it loads the app named on the command line. Official runtimes carry one; the fallback gets this one. */

const MANIFEST = JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.js', type: 'module' });

/** `electron [-r MODULE]… [--switch]… APP [argument]…`, as much of it as Playwright and `npm start` use. */
const MAIN = `import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const required = [];
let named = null;
const rest = process.argv.slice(1);
while (rest.length > 0 && named === null) {
  const word = rest.shift();
  if (word === '-r' || word === '--require') required.push(rest.shift());
  else if (!word.startsWith('-')) named = path.resolve(word);
}
if (named === null) {
  process.stdout.write(process.argv.includes('--version') ? 'v' + process.versions.electron + '\\n' : 'usage: electron [-r module] <app>\\n');
  process.exit(0);
}
// Playwright's loader comes this way. It shortens process.argv, so the app was looked for before.
const load = createRequire(path.join(process.cwd(), 'here.js'));
for (const name of required) load(name);

let entry = named;
if (statSync(named).isDirectory()) {
  const manifest = JSON.parse(readFileSync(path.join(named, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name ?? 'Electron');
  if (manifest.version) app.setVersion(manifest.version);
  entry = path.join(named, manifest.main ?? 'index.js');
  app.setAppPath(named);
} else {
  app.setAppPath(path.dirname(named));
}
process.defaultApp = true;
try {
  // Awaited: Electron holds its ready event back until the app has been loaded.
  await import(pathToFileURL(entry).href);
} catch (cause) {
  process.stderr.write(String(cause?.stack ?? cause) + '\\n');
  process.exit(1);
}
`;

/** Chromium's Pickle of one string: payload size, string size, the string padded to four bytes. */
function pickleString(text: string): Buffer {
  const body = Buffer.from(text);
  const padded = Math.ceil(body.length / 4) * 4;
  const pickle = Buffer.alloc(8 + padded);
  pickle.writeUInt32LE(4 + padded, 0);
  pickle.writeInt32LE(body.length, 4);
  body.copy(pickle, 8);
  return pickle;
}

/** An asar archive of plain files: size of the header as a pickle, header as a pickle, contents one after another (electron/asar, README "Format"). */
function asar(files: Readonly<Record<string, string>>): Buffer {
  let offset = 0;
  const entries = Object.entries(files).map(([name, text]) => {
    const size = Buffer.byteLength(text);
    const entry = [name, { size, offset: String(offset) }] as const;
    offset += size;
    return entry;
  });
  const header = pickleString(JSON.stringify({ files: Object.fromEntries(entries) }));
  const size = Buffer.alloc(8);
  size.writeUInt32LE(4, 0);
  size.writeUInt32LE(header.length, 4);
  return Buffer.concat([size, header, ...Object.values(files).map((text) => Buffer.from(text))]);
}

export function defaultApp(): Buffer {
  return asar({ 'package.json': MANIFEST, 'main.js': MAIN });
}
