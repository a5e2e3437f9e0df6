/** The command line, begun by start.js: sets the exit code, and shows nobody a stack trace. */
import { startSmall } from './heap.ts';
import { FAILED, terminal } from './terminal.ts';

startSmall();

async function main(args: readonly string[]): Promise<number> {
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
