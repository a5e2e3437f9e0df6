/** The command line: names, options and help. Each command's own code is loaded when it runs, so that `--help` is quick. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { CheckCommand } from './check.ts';
import type { DoctorCommand } from './doctor.ts';
import type { InitCommand } from './init.ts';
import type { InvoiceCommand } from './invoice.ts';
import type { LinksExportCommand, LinksImportCommand } from './links.ts';
import type { QwcCommand } from './qwc.ts';
import type { RestoreCommand } from './restore.ts';
import type { ServeCommand } from './serve.ts';
import type { SimulateQuickBooksCommand } from './simulateQuickBooks.ts';
import type { SimulateStoreCommand } from './simulateStore.ts';
import type { StatusCommand } from './status.ts';
import { DONE, WRONG_USAGE, type Terminal } from './terminal.ts';
import { readVersion } from './version.ts';

/** Called with the exit code of the command that ran. */
type Ended = (code: number) => void;

const DATA = ['--data <folder>', 'the data folder'] as const;

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const isFit = /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
    if (!isFit) throw new InvalidArgumentError(`It must be a whole number from ${String(least)} to ${String(most)}.`);
    return Number(text);
  };
}

const PORT = wholeNumber(0, 65_535);

/** A command's options come from commander unchecked; each command's declaration below is what makes them fit its type. */
function run<Options>(ended: Ended, work: (options: Options) => Promise<number>): (options: Options) => Promise<void> {
  return async (options) => { ended(await work(options)); };
}

/** Runs one command and gives the exit code. Rejects for unexpected faults only. */
export async function runCommandLine(args: readonly string[], to: Terminal): Promise<number> {
  let code = DONE;
  try {
    await createProgram(to, (ended) => { code = ended; }).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Help and version end this way too, with exit code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    throw error;
  }
}

function createProgram(to: Terminal, ended: Ended): Command {
  const program = new Command('bridge')
    .configureOutput({ writeOut: (text) => { to.out(text.trimEnd()); }, writeErr: (text) => { to.err(text.trimEnd()); } })
    .description('Stockbridge: web shop orders into QuickBooks Desktop, exactly once; QuickBooks stock back to the shops.')
    .version(readVersion())
    .showHelpAfterError('Add --help for the options.')
    .exitOverride()
    .addHelpText('after', [
      '', 'First steps:',
      '  bridge init  --data DIR --from FILE.json       set up companies and shops (README shows the file)',
      '  bridge serve --data DIR                        run the bridge',
      '  bridge qwc   --data DIR --company NAME --out FILE.qwc   then add FILE.qwc to the QuickBooks Web Connector',
      '', 'Exit codes: 0 done, 1 failed (stderr says why and what to do), 2 wrong usage.',
    ].join('\n'));

  program.command('init')
    .description('create or update a data folder from a provisioning file; repeatable')
    .requiredOption(...DATA)
    .requiredOption('--from <file>', 'the provisioning file (JSON)')
    .action(run(ended, async (options: InitCommand) => (await import('./init.ts')).runInit(options, to)));

  program.command('serve')
    .description('run the bridge without a desktop until SIGINT or SIGTERM; first line on stdout: {"ready":true,"soap":URL,"ui":URL}')
    .requiredOption(...DATA)
    .option('--port <number>', 'the port, kept from now on; 0: any free one (default: the kept one, or the first free one from 47800)',
      PORT)
    .option('--sign-out', 'sign out every browser that was signed in before', false)
    .action(run(ended, async (options: ServeCommand) => (await import('./serve.ts')).runServe(options, to)));

  program.command('qwc')
    .description('write the .qwc file that introduces a company to the QuickBooks Web Connector')
    .requiredOption(...DATA)
    .requiredOption('--company <name>', 'the company, as named in the provisioning file')
    .requiredOption('--out <file>', 'where to write it')
    .option('--minutes <number>', 'minutes between two runs, as a suggestion to the Web Connector', wholeNumber(1, 1_440), 5)
    .option('--force', 'replace an existing file that differs', false)
    .action(run(ended, async (options: QwcCommand) => (await import('./qwc.ts')).runQwc(options, to)));

  program.command('status')
    .description('counts of documents and stock updates by state, last session, last sweep, problems; works beside a running serve')
    .requiredOption(...DATA)
    .option('--json', 'for machines', false)
    .action(run(ended, async (options: StatusCommand) => (await import('./status.ts')).runStatus(options, to)));

  program.command('check')
    .description(
      'what QuickBooks has, what was sent last and what the shop shows for a SKU, from when, and why they differ; works beside a running serve; exit code 1 where no shop sells it',
    )
    .requiredOption(...DATA)
    .requiredOption('--sku <sku...>', 'the SKU as the shop spells it, or several')
    .option('--json', 'for machines', false)
    .action(run(ended, async (options: CheckCommand) => (await import('./check.ts')).runCheck(options, to)));

  program.command('doctor')
    .description('check port, address, company files, last poll, shop sign-in, clocks, disk, database; exit code 1 where you must act')
    .requiredOption(...DATA)
    .option('--json', 'for machines', false)
    .action(run(ended, async (options: DoctorCommand) => (await import('./doctor.ts')).runDoctor(options, to)));

  program.command('restore')
    .description('put a backup in the place of the database, while the bridge is stopped; the database is kept beside the backups')
    .requiredOption(...DATA)
    .requiredOption('--from <file>', 'the backup: a file, a name in the folder "backups" of the data folder, or "latest"')
    .action(run(ended, async (options: RestoreCommand) => (await import('./restore.ts')).runRestore(options, to)));

  program.command('invoice')
    .description('write an order\'s invoice (or receipt, credit memo) as PDF, from the document as it stands in QuickBooks')
    .requiredOption(...DATA)
    .requiredOption('--order <number>', 'the shop\'s order number, or the document\'s number in QuickBooks')
    .requiredOption('--out <file>', 'where to write it')
    .action(run(ended, async (options: InvoiceCommand) => (await import('./invoice.ts')).runInvoice(options, to)));

  addLinks(program.command('links').description('which listing is which item, as a CSV file'), to, ended);

  addSimulators(program.command('simulate').description('play the other side, to try settings without QuickBooks or a shop'), to, ended);

  program.command('demo')
    .description('the whole journey on simulators, checked by an auditor; exit code 0 only if every figure adds up')
    .action(run(ended, async () => (await import('./demo/demo.ts')).runDemo()));

  return program;
}

function addLinks(links: Command, to: Terminal, ended: Ended): void {
  links.command('export')
    .description('write all links of a company; works beside a running serve')
    .requiredOption(...DATA)
    .option('--company <name>', 'the company; may be left out where there is one')
    .requiredOption('--file <file>', 'where to write them (CSV)')
    .option('--force', 'replace an existing file', false)
    .action(run(ended, async (options: LinksExportCommand) => (await import('./links.ts')).runLinksExport(options, to)));

  links.command('import')
    .description('take links from a CSV file, while the bridge is stopped: every good row at once; each bad row is named with its line, and the exit code is 1 then')
    .requiredOption(...DATA)
    .option('--company <name>', 'the company; may be left out where there is one')
    .requiredOption('--file <file>', 'the file, as "links export" writes it')
    .option('--check', 'only say what would change and what is wrong', false)
    .option('--share', 'an item may feed several listings of a store', false)
    .action(run(ended, async (options: LinksImportCommand) => (await import('./links.ts')).runLinksImport(options, to)));
}

function addSimulators(simulate: Command, to: Terminal, ended: Ended): void {
  simulate.command('quickbooks')
    .description('play the Web Connector and QuickBooks against a SOAP endpoint')
    .option('--qwc <file>', 'take address, user name and FileID from a .qwc file, as the Web Connector does')
    .option('--soap <url>', 'the endpoint, e.g. http://localhost:47800/qbwc')
    .option('--user <name>', 'the user name')
    .option('--password <text>', 'the password (better: the variable STOCKBRIDGE_PASSWORD, which other users cannot see)')
    .option('--company <file>', 'the company file (JSON), kept between runs; made when missing')
    .option('--sessions <number>', 'how many sessions', wholeNumber(1, 1_000_000), 1)
    .option('--pause <seconds>', 'seconds between two sessions', wholeNumber(0, 86_400), 5)
    .option('--items <number>', 'stock items of a company file that is made, named like the goods of "simulate store"',
      wholeNumber(0, 50_000), 50)
    .option('--json', 'one JSON line per call and session', false)
    .action(run(ended, async (options: SimulateQuickBooksCommand) =>
      (await import('./simulateQuickBooks.ts')).runSimulateQuickBooks(options, to)));

  simulate.command('store')
    .description('play a WooCommerce-like shop on 127.0.0.1 until SIGINT or SIGTERM; prints its address and keys as JSON')
    .requiredOption('--port <number>', 'the port; 0: any free one', PORT)
    .option('--listings <number>', 'goods named WIDGET-0001 and on, beside some special ones', wholeNumber(0, 50_000), 50)
    .option('--orders <number>', 'orders it has already taken', wholeNumber(0, 50_000), 10)
    .option('--latency <milliseconds>', 'how long each answer takes', wholeNumber(0, 60_000), 0)
    .action(run(ended, async (options: SimulateStoreCommand) => (await import('./simulateStore.ts')).runSimulateStore(options, to)));
}
