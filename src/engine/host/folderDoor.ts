/** The Web Connector's door of an engine, on its data folder's own port: what the desktop and `serve` open alike. */
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { startDoor } from '../door.ts';
import type { HttpHandler } from '../http/handler.ts';
import type { HostPorts } from '../ports.ts';
import { createTrigger } from '../trigger/door.ts';
import { keepPort, keptPort } from './keptPort.ts';

export type FolderDoorOptions = {
  readonly folder: string;
  readonly version: string;
  readonly host: HostPorts;
  /** Null: the kept one, or the first free one from 47800; 0: any free one. Kept from now on. */
  readonly port: number | null;
  /** The window's routes, where it comes this way. */
  readonly ui?: HttpHandler;
};

export type FolderDoor = {
  readonly port: number;
  /** The port kept so far; null: none. */
  readonly formerPort: number | null;
  /** Ends calls, then work, then the database. */
  readonly stop: () => Promise<void>;
};

/** Starts the engine once the door is open, and stops it where that fails. Errors: those of startDoor, and `portNotKept`. */
export async function openFolderDoor(engine: Engine, { folder, version, host, port, ui }: FolderDoorOptions): Promise<Result<FolderDoor>> {
  const formerPort = keptPort(folder);
  const wanted = port ?? formerPort;
  const started = await startDoor(engine.webConnector, {
    version,
    trigger: createTrigger(engine),
    ...(ui === undefined ? {} : { ui }),
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
    if (door.port !== formerPort) keepPort(folder, door.port);
  } catch (cause) {
    await stop();
    return err(problem('portNotKept', 'The port could not be written to the data folder.', 'Check the folder\'s permissions and the free space.', { detail: String(cause) }));
  }
  engine.start();
  host.log.info({ version, port: door.port, addresses: door.addresses }, 'started');
  return ok({ port: door.port, formerPort, stop });
}
