/** Shuts every way out of the window: no other page, no second window, no permission, no address but our own. */
import { app, session, type WebContents } from 'electron';
import { isOwnAddress, START_PAGE } from './protocol.ts';
import type { Log } from './mainLog.ts';

/** Writing to the clipboard after a click ("copy the password") is the only one; it reads nothing. */
const PERMITTED = 'clipboard-sanitized-write';

function lock(contents: WebContents, log: Log): void {
  const stay = (event: { readonly preventDefault: () => void }, url: string): void => {
    if (isOwnAddress(url)) return;
    event.preventDefault();
    log('warn', 'a navigation was refused');
  };
  contents.on('will-navigate', (event) => { stay(event, event.url); });
  contents.on('will-redirect', (event) => { stay(event, event.url); });
  contents.on('will-frame-navigate', (event) => { stay(event, event.url); });
  // about:blank is not asked about before; it is left as soon as it is there.
  contents.on('did-navigate', (_event, url) => { if (!isOwnAddress(url) && !url.startsWith('devtools:')) void contents.loadURL(START_PAGE); });
  contents.on('will-attach-webview', (event) => { event.preventDefault(); });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Call it before the first window. */
export function lockDown(log: Log): void {
  app.on('web-contents-created', (_event, contents) => { lock(contents, log); });
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, allow) => { allow(permission === PERMITTED && isOwnAddress(contents.getURL())); });
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => permission === PERMITTED && isOwnAddress(origin));
  defaultSession.setDevicePermissionHandler(() => false);
  // Belt to the policy's braces: whatever the page says, nothing leaves for the network. Developer tools load from their own scheme.
  defaultSession.webRequest.onBeforeRequest((details, answer) => { answer({ cancel: !isOwnAddress(details.url) && !details.url.startsWith('devtools:') }); });
}
