/** The window's menu: what every Windows program has, and nothing that leads out of the window. */
import { app, dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import { aboutText, APP_NAME, MENU } from './words.ts';

export type MenuActions = { readonly showDataFolder: () => void; readonly sync: () => void; readonly quit: () => void };

export function setMenu({ showDataFolder, sync, quit }: MenuActions): void {
  const developer: MenuItemConstructorOptions[] = app.isPackaged ? [] : [{ type: 'separator' }, { label: MENU.tools, role: 'toggleDevTools' }];
  Menu.setApplicationMenu(Menu.buildFromTemplate([
    {
      label: MENU.file,
      submenu: [
        { label: MENU.sync, accelerator: 'CmdOrCtrl+Shift+S', click: sync },
        { label: MENU.open, click: showDataFolder },
        { type: 'separator' },
        { label: MENU.close, role: 'close' },
        { label: MENU.quit, accelerator: 'CmdOrCtrl+Q', click: quit },
      ],
    },
    { label: MENU.edit, role: 'editMenu' },
    {
      label: MENU.view,
      submenu: [
        { label: MENU.reload, role: 'reload' },
        { type: 'separator' },
        { label: MENU.larger, role: 'zoomIn' },
        { label: MENU.smaller, role: 'zoomOut' },
        { label: MENU.normal, role: 'resetZoom' },
        ...developer,
      ],
    },
    { label: MENU.help, submenu: [{ label: MENU.about, click: () => void dialog.showMessageBox({ type: 'info', title: APP_NAME, message: aboutText(app.getVersion()) }) }] },
  ]));
}
