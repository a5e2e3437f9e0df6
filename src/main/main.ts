/** Entry of the desktop program. What must be done before `ready` stands here; top-level await would hang Electron. */
import { app, dialog } from 'electron';
import { startDesktop, type DesktopApp } from './desktop.ts';
import { openMainLog } from './mainLog.ts';
import { nameUserFolder } from './places.ts';
import { registerScheme } from './protocol.ts';
import { isFirstInstance } from './singleInstance.ts';
import { APP_NAME, NOT_STARTED } from './words.ts';

function run(): void {
  let desktop: DesktopApp | null = null;
  nameUserFolder();
  if (!isFirstInstance(() => { desktop?.show(); })) {
    app.exit(0);
    return;
  }
  registerScheme();
  const log = openMainLog(app.getPath('userData'));
  process.on('uncaughtException', (cause) => { log('error', 'unexpected fault', { cause: cause.stack ?? cause.message }); });
  process.on('unhandledRejection', (cause) => { log('error', 'unexpected fault', { cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }); });
  app.setAppUserModelId('app.stockbridge'); // Windows shows notifications only under the installer's own id (electron-builder.yml)
  log('info', 'started', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform });
  app.whenReady().then(() => { desktop = startDesktop(log); }).catch((cause: unknown) => {
    log('error', 'could not start', { cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
    dialog.showErrorBox(APP_NAME, NOT_STARTED);
    app.exit(1);
  });
}

run();
