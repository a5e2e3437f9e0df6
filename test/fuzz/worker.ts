/** Plays one target in a thread of its own, so that an input that never comes back, or eats all memory, is a finding and not the end of the run. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { ALL_TARGETS } from './allTargets.ts';
import { play } from './harness.ts';

const { target: name, seed, runs, from, progress } = z.object({ target: z.string(), seed: z.number(), runs: z.number(), from: z.number(), progress: z.instanceof(Int32Array) }).parse(workerData);
const target = ALL_TARGETS.find((one) => one.name === name);
if (target === undefined) throw new Error(`no target ${name}`);
parentPort?.postMessage(await play(target, { seed, runs, from, onIndex: (index) => { Atomics.store(progress, 0, index); } }));
