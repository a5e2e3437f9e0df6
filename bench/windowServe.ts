/** What `serve` runs, over a data folder and a built window that are given: `node bench/windowServe.ts FOLDER WINDOW`; the first line on stdout is JSON. */
import { createNodeHost } from '../src/cli/nodeHost.ts';
import { serve } from '../src/engine/host/serve.ts';

const [folder = '', window = ''] = process.argv.slice(2);
const started = await serve({ folder, version: '0.0.0-bench', host: createNodeHost({ folder, logFile: null }), port: 0, window });
if (!started.ok) throw new Error(started.error.what);
process.stdout.write(`${JSON.stringify({ ready: true, ui: started.value.ui })}\n`);
process.on('SIGTERM', () => { void started.value.stop().then(() => process.exit(0)); });
// The benchmark was ended by force: nobody is served any more.
process.on('disconnect', () => process.exit(1));
