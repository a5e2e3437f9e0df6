/** The window: remembers its place, hides instead of closing, and gets a port to the engine at every load. */
import { BrowserWindow, screen } from 'electron';
import { PORT_MESSAGE } from '../contract/portMessage.ts';
import type { EngineProcess } from './engineProcess.ts';
import type { Log } from './mainLog.ts';
import { PRELOAD } from './places.ts';
import { isOwnAddress, START_PAGE } from './protocol.ts';
import { placeOnScreen } from './settings.ts';
import type { SettingsStore } from './settingsStore.ts';
import { APP_NAME } from './words.ts';

export type MainWindow = {
  /** Makes it when it is gone, brings it forward when it is hidden or behind. */
  readonly show: () => void;
  readonly current: () => BrowserWindow | null;
  /** From now on closing it closes it. */
  readonly letGo: () => void;
};

export type MainWindowOptions = {
  readonly engine: EngineProcess;
  readonly settings: Pick<SettingsStore, 'windowPlace' | 'keepWindowPlace'>;
  readonly log: Log;
  /** The user closed the window and the program goes on. */
  readonly onHidden: () => void;
};

const FIRST_SIZE = { width: 1280, height: 800 };
/** Milliseconds; a cold start on a slow disk takes a few thousand. */
const LOAD_PATIENCE = 20_000;
/** … before a page that died is loaded again, lest one that always dies keeps the PC busy. */
const REVIVE_AFTER = 500;
const LEAST_SIZE = { minWidth: 880, minHeight: 600 };

export function createMainWindow({ engine, settings, log, onHidden }: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let mayClose = false;

  const keepPlace = (shown: BrowserWindow): void => { settings.keepWindowPlace({ ...shown.getNormalBounds(), maximized: shown.isMaximized() }); };

  const make = (): BrowserWindow => {
    const place = placeOnScreen(settings.windowPlace(), screen.getAllDisplays().map(({ workArea }) => workArea));
    const made = new BrowserWindow({
      title: APP_NAME,
      show: false,
      ...FIRST_SIZE,
      ...LEAST_SIZE,
      ...(place === null ? {} : { x: place.x, y: place.y, width: place.width, height: place.height }),
      webPreferences: {
        preload: PRELOAD, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, navigateOnDragDrop: false,
        spellcheck: false, // its dictionaries would be fetched from the internet
      },
    });
    if (place?.maximized === true) made.maximize();
    made.once('ready-to-show', () => { made.show(); });
    connect(made);
    made.on('close', (event) => {
      keepPlace(made);
      if (mayClose) return;
      event.preventDefault();
      made.hide();
      onHidden();
    });
    made.on('closed', () => { window = null; });
    revive(made);
    void made.loadURL(START_PAGE);
    return made;
  };

  /**
   * A page that died, or never came, shows nothing at all; loading it again costs a second. The second was seen in 1 of 40 cold starts on a machine without a
   * graphics card: the page's process waits for ever for the graphics process, which ended.
   */
  const revive = (made: BrowserWindow): void => {
    const { webContents } = made;
    let timer: NodeJS.Timeout | undefined;
    const ended = (): void => { clearTimeout(timer); };
    webContents.on('did-start-loading', () => {
      ended();
      timer = setTimeout(() => {
        log('warn', 'the window did not load and is loaded again');
        webContents.forcefullyCrashRenderer();
      }, LOAD_PATIENCE);
    });
    webContents.on('did-stop-loading', ended);
    webContents.on('destroyed', ended);
    webContents.on('render-process-gone', (_event, { reason }) => {
      ended();
      if (reason === 'clean-exit') return;
      log('warn', 'the page ended', { reason });
      setTimeout(() => { if (!made.isDestroyed()) webContents.reload(); }, REVIVE_AFTER);
    });
  };

  /** A page that was loaded anew has lost its port, so every load begins anew. */
  const connect = ({ webContents }: BrowserWindow): void => {
    let stop: () => void = () => undefined;
    webContents.on('did-finish-load', () => {
      log('info', 'the window is loaded');
      stop();
      stop = engine.serve((port) => {
        if (webContents.isDestroyed() || !isOwnAddress(webContents.getURL())) return false;
        webContents.postMessage(PORT_MESSAGE, null, [port]);
        return true;
      });
    });
    webContents.on('destroyed', () => { stop(); });
  };

  return {
    show: () => {
      if (window === null) {
        window = make();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    current: () => window,
    letGo: () => { mayClose = true; },
  };
}
