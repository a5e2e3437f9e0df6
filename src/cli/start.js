/**
 * Where the command line begins (`npm run -s bridge -- …`). JavaScript, so that a Node too old for TypeScript can still say so, and so that the first TypeScript is
 * already compiled: what Node made of each source is kept beside them, and without that Node first starts its own compiler, a sixth of the time until ready.
 */
import module from 'node:module';
import { fileURLToPath } from 'node:url';

/** better-sqlite3 crashes on older ones instead of failing. */
const LEAST_NODE = 24;

if (Number(process.versions.node.split('.')[0]) < LEAST_NODE) {
  process.stderr.write(`This is Node ${process.versions.node}; Stockbridge runs on Node ${LEAST_NODE}, which "npm ci" puts into node_modules.\n`);
  process.stderr.write('Run it through npm, which finds that Node by itself: npm run -s bridge -- --help\n');
  process.exitCode = 1;
} else {
  // Or made anew where that folder cannot be written.
  module.enableCompileCache(fileURLToPath(new URL('../../.cache/node', import.meta.url)));
  await import('./main.ts');
}
