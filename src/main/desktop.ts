/** The desktop program: engine, window, tray and notifications put together, from `ready` to the orderly end. */
import { app, dialog, powerMonitor } from 'electron';
import type { BridgeState } from '../contract/host.ts';
import { createAsks } from './asks.ts';
import { newsOf, NOTHING_TOLD } from './attention.ts';
import { setStartAtLogin, startedHidden } from './autoStart.ts';
import { dataKey } from './dataKey.ts';
import { createEngineProcess, type EngineProcess } from './engineProcess.ts';
import { createLaunch } from './launch.ts';
import type { Log } from './mainLog.ts';
import { setMenu } from './menu.ts';
import { notify } from './notify.ts';
import { dataFolder } from './places.ts';
import { serveWindow } from './protocol.ts';
import { lockDown } from './security.ts';
import { openSettings, type SettingsStore } from './settingsStore.ts';
import { createTray } from './tray.ts';
import { createUpdates } from './updates.ts';
import { createMainWindow } from './window.ts';
import { attentionNotice, lateNotice, STILL_RUNNING, type TrayState } from './words.ts';

export type DesktopApp = { readonly show: () => void };

/** Milliseconds between two looks at whether the Web Connector has fallen silent. */
const LOOK_AGAIN = 60_000;
/** … and at whether there is an update. */
const LOOK_FOR_UPDATES = 6 * 3_600_000;
/** The answer to the ask must be out before the engine goes. */
const RESTART_AFTER = 100;

/** Call it after `ready`. */
export function startDesktop(log: Log): DesktopApp {
  lockDown(log);
  serveWindow();
  const settings = openSettings();
  const updates = createUpdates(settings.preferences().updateChannel, log);
  const key = dataKey(settings, log) ?? '';
  let inUse = { folder: dataFolder(settings.preferences().dataFolder), port: settings.preferences().port };

  const asks = createAsks({
    settings, updates,
    window: () => window.current(),
    inUse: () => inUse,
    restartEngine: () => { setTimeout(() => void engine.restart(), RESTART_AFTER); },
  });

  const engine: EngineProcess = createEngineProcess({
    launch: createLaunch(log), log,
    startOrder: () => {
      const { dataFolder: chosen, port } = settings.preferences();
      inUse = { folder: dataFolder(chosen), port };
      return { kind: 'start', folder: inUse.folder, version: app.getVersion(), port, key };
    },
    onState: (state) => { watch.see(state); },
    onAsk: ({ id, ask }, answer) => void asks(ask).then((result) => { answer({ kind: 'answer', id, result }); }),
  });

  const window = createMainWindow({ engine, settings, log, onHidden: () => { sayStillRunning(settings, () => { window.show(); }); } });
  const tray = createTray({ open: () => { window.show(); }, sync: engine.sync, quit: () => { app.quit(); } });
  const watch = watchAttention(settings, tray.show, () => { window.show(); });
  setMenu({ showDataFolder: () => void asks({ ask: 'showDataFolder' }), sync: engine.sync, quit: () => { app.quit(); } });
  setStartAtLogin(settings.preferences().startAtLogin);
  endInOrder(engine, {
    begin: () => {
      window.letGo();
      watch.close();
    },
    // The tray stays until the end: it still shows that there is something.
    end: () => { tray.close(); },
  });
  void updates.check();
  setInterval(() => void updates.check(), LOOK_FOR_UPDATES);
  engine.start();
  if (!startedHidden()) window.show();
  return { show: () => { window.show(); } };
}

/** Once in the life of this installation. A system without notifications gets a dialog, which must not be waited for. */
function sayStillRunning(settings: SettingsStore, open: () => void): void {
  if (settings.wasToldAboutClosing() || notify(STILL_RUNNING, open)) return;
  void dialog.showMessageBox({ type: 'info', title: STILL_RUNNING.title, message: STILL_RUNNING.title, detail: STILL_RUNNING.body });
}

type Watch = { readonly see: (state: BridgeState | null) => void; readonly close: () => void };

function watchAttention(settings: Pick<SettingsStore, 'preferences'>, showInTray: (state: TrayState) => void, open: () => void): Watch {
  let memory = NOTHING_TOLD;
  let awakeSince = Date.now();
  let last: BridgeState | null = null;
  const look = (): void => {
    if (last === null) {
      showInTray('down');
      return;
    }
    const news = newsOf(memory, last, { now: Date.now(), awakeSince });
    memory = news.memory;
    showInTray(news.tray);
    if (!settings.preferences().notify) return;
    if (news.problems.length > 0) notify(attentionNotice(news.problems), open);
    for (const { company, minutes } of news.late) notify(lateNotice(company, minutes), open);
  };
  powerMonitor.on('resume', () => { awakeSince = Date.now(); });
  const timer = setInterval(look, LOOK_AGAIN);
  return {
    see: (state) => {
      last = state;
      look();
    },
    close: () => { clearInterval(timer); },
  };
}

/** Quitting waits for the engine, at most 5 s. Closing all windows is not quitting. */
function endInOrder(engine: EngineProcess, { begin, end }: { readonly begin: () => void; readonly end: () => void }): void {
  let isEnding = false;
  let hasEnded = false;
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', begin);
  app.on('will-quit', (event) => {
    if (hasEnded) return;
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    void engine.stop().finally(() => {
      hasEnded = true;
      end();
      app.quit();
    });
  });
}
