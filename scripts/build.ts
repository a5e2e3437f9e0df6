/**
 * `npm run build`: main, preload, engine and window into dist/, each a bundle. Outside stay Electron itself and better-sqlite3, which is a binary. `dist` is an app
 * of its own that `electron dist` runs. With arguments (`main engine preload renderer`) only those parts.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** A file that a source names beside itself, `new URL('…', import.meta.url)`, is copied beside the bundle under its own name. */
function filesBeside(): Plugin {
  return {
    name: 'files-beside',
    transform(code, id) {
      if (!id.startsWith(path.join(root, 'src'))) return null;
      const changed = code.replace(/new URL\((['"])(\.[^'"]+\.(?:wsdl|sql|html))\1, import\.meta\.url\)/g, (_match, _quote, relative: string) => {
        const file = path.resolve(path.dirname(id), relative);
        this.emitFile({ type: 'asset', fileName: path.basename(file), source: readFileSync(file) });
        return `new URL('./${path.basename(file)}', import.meta.url)`;
      });
      return changed === code ? null : { code: changed, map: null };
    },
  };
}

type NodePart = { readonly entry: string; readonly folder: string; readonly file: string; readonly format: 'es' | 'cjs'; readonly target: string };

async function buildNode({ entry, folder, file, format, target }: NodePart): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [filesBeside()],
    // The browser build is given its font metrics as modules; Node's own looks for files beside itself, which a bundle has not (engine/invoice).
    resolve: { alias: [{ find: /^pdfkit$/, replacement: path.join(root, 'node_modules', 'pdfkit', 'js', 'pdfkit.browser.mjs') }] },
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: entry,
      target,
      outDir: path.join(dist, folder),
      emptyOutDir: true,
      minify: false,
      ssrEmitAssets: true,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: { external: ['electron', 'better-sqlite3'], output: { format, entryFileNames: file, codeSplitting: false } },
    },
  });
}

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  // Node 20.18 is what the oldest runtime of the tests has (scripts/electronFallback.ts).
  main: async () => {
    await buildNode({ entry: 'src/main/main.ts', folder: 'main', file: 'main.mjs', format: 'es', target: 'node20' });
    cpSync(path.join(root, 'build', 'tray'), path.join(dist, 'main', 'tray'), { recursive: true });
  },
  // A sandboxed preload must be CommonJS (Electron documentation, "ES Modules").
  preload: () => buildNode({ entry: 'src/preload/preload.ts', folder: 'preload', file: 'preload.cjs', format: 'cjs', target: 'chrome130' }),
  engine: () => buildNode({ entry: 'src/engine/entry.ts', folder: 'engine', file: 'entry.mjs', format: 'es', target: 'node20' }),
  renderer: async () => { await build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' }); },
};

function writeManifest(): void {
  const { name, version, description, license } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Readonly<Record<string, string>>;
  const manifest = { name, productName: 'Stockbridge', version, description, license, type: 'module', main: 'main/main.mjs' };
  writeFileSync(path.join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

const asked = process.argv.slice(2);
const started = performance.now();
if (asked.length === 0) rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const name of asked.length === 0 ? Object.keys(PARTS) : asked) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`There is no part "${name}"; there are ${Object.keys(PARTS).join(', ')}.`);
  await part();
}
writeManifest();
console.error(`built ${asked.length === 0 ? 'all' : asked.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
