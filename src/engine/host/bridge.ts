/** The bridge as the desktop runs it: engine and the Web Connector's door. The window comes another way, so nothing else is served. */
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { createEngine, type Engine } from '../createEngine.ts';
import { startDoor } from '../door.ts';
import type { HostPorts } from '../ports.ts';
import { createTrigger } from '../trigger/door.ts';
import { keepPort, keptPort } from './keptPort.ts';

export type BridgeOptions = {
  /** Prepared and local (prepareFolder). */
  readonly folder: string;
  readonly version: string;
  readonly host: HostPorts;
  /** Null: the kept one, or the first free one from 47800. Kept from now on. */
  readonly port: number | null;
};

export type Bridge = {
  readonly engine: Engine;
  readonly port: number;
  /** Ends calls, then work, then the database. */
  readonly stop: () => Promise<void>;
};

/** Errors: those of createEngine (`folderInUse` …) and of startDoor (`portInUse` names the holder …), and `portNotKept`. */
export async function openBridge({ folder, version, host, port }: BridgeOptions): Promise<Result<Bridge>> {
  const made = createEngine({ folder, version, host });
  if (!made.ok) return made;
  const engine = made.value;
  const former = keptPort(folder);
  const wanted = port ?? former;
  const started = await startDoor(engine.webConnector, {
    version,
    trigger: createTrigger(engine),
    ...(wanted === null ? {} : { port: wanted }),
    onEvent: (event) => {
      if (event.kind === 'failed') host.log.error({ err: event.error, operation: event.operation }, 'a call of the Web Connector failed');
      else host.log.warn({ status: event.status, reason: event.reason }, 'a call was refused');
    },
    onError: (error) => { host.log.error({ err: error }, 'a request could not be answered'); },
  });
  if (!started.ok) {
    await engine.stop();
    return started;
  }
  const door = started.value;
  const stop = async (): Promise<void> => {
    await door.close();
    await engine.stop();
    host.log.info('stopped');
  };
  try {
    if (door.port !== former) keepPort(folder, door.port);
  } catch (cause) {
    await stop();
    return err(problem('portNotKept', 'The port could not be written to the data folder.', 'Check the folder\'s permissions and the free space.', { detail: String(cause) }));
  }
  engine.start();
  host.log.info({ version, port: door.port, addresses: door.addresses }, 'started');
  return ok({ engine, port: door.port, stop });
}
