/** The bridge as the desktop runs it: engine and the Web Connector's door. The window comes another way, so nothing else is served. */
import { ok, type Result } from '../../domain/result.ts';
import { createEngine, type Engine } from '../createEngine.ts';
import type { HostPorts } from '../ports.ts';
import { openFolderDoor } from './folderDoor.ts';

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
  const door = await openFolderDoor(engine, { folder, version, host, port });
  if (!door.ok) return door;
  return ok({ engine, port: door.value.port, stop: door.value.stop });
}
