/** Entry of the command line (`npm run -s bridge -- …`): sets the exit code, and shows nobody a stack trace. */
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { startSmall } from './heap.ts';
import { FAILED, terminal } from './terminal.ts';

// The second start of a version takes half as long: what Node made of each source is kept beside them, or made anew where that folder cannot be written.
enableCompileCache(path.resolve(import.meta.dirname, '..', '..', '.cache', 'node'));

/** better-sqlite3 crashes on older ones instead of failing. */
const LEAST_NODE = 24;

startSmall();

async function main(args: readonly string[]): Promise<number> {
  if (Number(process.versions.node.split('.')[0]) < LEAST_NODE) {
    const wanted = `Stockbridge runs on Node ${String(LEAST_NODE)}, which "npm ci" puts into node_modules.`;
    terminal.err(`This is Node ${process.versions.node}; ${wanted}`);
    terminal.err('Run it through npm, which finds that Node by itself: npm run -s bridge -- --help');
    return FAILED;
  }
  const { runCommandLine } = await import('./program.ts');
  try {
    return await runCommandLine(args, terminal);
  } catch (error) {
    terminal.err('Stockbridge met an unexpected fault. Nothing is lost. If it happens again, send this line to support:');
    terminal.err(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    return FAILED;
  }
}

const code = await main(process.argv.slice(2));
process.exitCode = code;
// What a simulator or a forced stop leaves open must not hold the process; what was written to a pipe must get out first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
