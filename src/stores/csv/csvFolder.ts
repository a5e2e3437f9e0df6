/** The connector for a folder of CSV files: orders come in, stock, links and prices go out (docs/csv-folder.md). */
import { SECOND } from '../../domain/calendar.ts';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { paceOf, withRetries } from '../rateLimit.ts';
import type { Connector, Store, StoreFailure } from '../store.ts';
import { check } from './check.ts';
import { realDisk, type Disk } from './disk.ts';
import { folderHost, readFolderPath, typedPath } from './folderPath.ts';
import { inTime } from './inTime.ts';
import { pullListings, readListings } from './listings.ts';
import { publish } from './publish.ts';
import { pullOrders } from './pullOrders.ts';
import { callPart, setStock, stockBatches } from './stock.ts';
import { prepareFolders } from './takenFiles.ts';

/** `disk`: a test's own may fail where a real one seldom does. */
export function createCsvFolder(disk: Disk): Connector {
  /** A write that was given up may still be on its way to a slow share: the next one to the same folder waits for its end, or an older number could come last. */
  const writing = new Map<string, Promise<unknown>>();

  function inTurn<T>(root: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = (writing.get(root) ?? Promise.resolve()).then(() => {
      signal.throwIfAborted();
      return work();
    });
    const settled = turn.catch(() => undefined);
    writing.set(root, settled);
    void settled.then(() => { if (writing.get(root) === settled) writing.delete(root); });
    return turn;
  }

  return {
    kind: 'csvFolder',
    secretNames: [],
    validate(config) {
      const places = readFolderPath(config.url);
      return places.ok ? null : places.error;
    },
    address: typedPath,
    host: folderHost,
    callPart,
    open(config): Store {
      const read = readFolderPath(config.url);
      if (!read.ok) throw new RangeError('validate() must pass before open()'); // a bug of the caller, never input
      const places = read.value;
      const pace = paceOf(config);
      const run = <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result<T, StoreFailure>>): Promise<Result<T, StoreFailure>> =>
        withRetries(() => inTime(places.root, config.timeoutSeconds * SECOND, signal, work), pace, signal);
      return {
        check: (signal) => run(signal, () => check(disk, places, config.now)),
        pullOrders: (cursor, from, signal) => run(signal, (limit) => pullOrders(disk, places, cursor, from, { now: config.now, sleep: pace.sleep, signal: limit })),
        pullListings: (cursor, signal) => run(signal, async () => {
          await prepareFolders(disk, places);
          return pullListings(disk, places, cursor);
        }),
        readListings: (listings, signal) => run(signal, async () => ok(await readListings(disk, places, listings.map(({ key }) => key)))),
        stockBatches,
        setStock: (batch, signal, record) => run(signal, (limit) => inTurn(places.root, limit, () => setStock(disk, places, batch, config.now, limit, record))),
        publish: (facts, signal) => run(signal, (limit) => inTurn(places.root, limit, () => publish(disk, places, facts, limit))),
      };
    },
  };
}

export const csvFolder: Connector = createCsvFolder(realDisk);
