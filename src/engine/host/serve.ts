/** The whole bridge in one process: engine, the Web Connector's door and the window's, on the data folder's own port. */
import { ok, type Result } from '../../domain/result.ts';
import { createEngine, type Engine } from '../createEngine.ts';
import { listCompanies } from '../db/companies.ts';
import { dropSignIn, dropSignIns, keepSignIn, listSignIns } from '../db/signIns.ts';
import { createAccess, type SignInKeeping } from '../http/access.ts';
import { createHandlers } from '../handlers/createHandlers.ts';
import type { HostPorts } from '../ports.ts';
import { createUi } from '../serve/http.ts';
import { openFolderDoor } from './folderDoor.ts';

export type ServeOptions = {
  /** Prepared and local (prepareFolder). */
  readonly folder: string;
  readonly version: string;
  readonly host: HostPorts;
  /** Kept from now on; 0: any free one. Absent: the kept one, or the first free one from 47800. */
  readonly port?: number;
  /** Folder of the built window; without it a plain page shows the state. */
  readonly window?: string;
  /** Ends every browser's sign-in of former runs. */
  readonly signOut?: boolean;
};

export type Serving = {
  readonly engine: Engine;
  readonly port: number;
  /** AppURL: what the .qwc names. */
  readonly soap: string;
  /** The window's address with a code that works once, within 10 minutes. */
  readonly ui: string;
  /** The port the .qwc files written so far name, where it is another one. */
  readonly formerPort: number | null;
  readonly hasCompanies: boolean;
  /** Resolves when a backup is to take the database's place: stop, then serve again. */
  readonly restartWanted: Promise<void>;
  /** Ends calls, then work, then the database. */
  stop(): Promise<void>;
};

/** Errors: those of createEngine (`folderInUse` …) and of startDoor (`portInUse` names the holder …), and `portNotKept`. */
export async function serve({ folder, version, host, port, window, signOut = false }: ServeOptions): Promise<Result<Serving>> {
  const made = createEngine({ folder, version, host });
  if (!made.ok) return made;
  const engine = made.value;
  if (signOut) dropSignIns(engine.db);
  const access = createAccess({ now: host.now, random: host.randomHex, keeping: signInKeeping(engine) });
  let restart: () => void = () => undefined;
  const restartWanted = new Promise<void>((resolve) => { restart = resolve; });
  const ui = createUi({ engine, access, handlers: createHandlers(engine, null, () => { restart(); }), version, ...(window === undefined ? {} : { window }) });
  const opened = await openFolderDoor(engine, { folder, version, host, port: port ?? null, ui: (request, response) => ui.handle(request, response) });
  if (!opened.ok) return opened;
  const door = opened.value;
  const base = `http://localhost:${String(door.port)}`;
  return ok({
    engine,
    port: door.port,
    soap: `${base}/qbwc`,
    ui: `${base}/ui?code=${access.issueCode()}`,
    formerPort: door.formerPort === door.port ? null : door.formerPort,
    hasCompanies: listCompanies(engine.db).length > 0,
    restartWanted,
    stop: async () => {
      ui.close();
      await door.stop();
    },
  });
}

/** Browsers stay signed in over a restart: the page that is open goes on. Only digests are written down. */
export function signInKeeping({ db, ctx }: Pick<Engine, 'db' | 'ctx'>): SignInKeeping {
  return {
    list: () => listSignIns(db, ctx.now()), keep: (signIn) => { keepSignIn(db, signIn); }, drop: (digest) => { dropSignIn(db, digest); }, dropAll: () => { dropSignIns(db); },
  };
}
