/** The icon beside the clock: its colour says how the bridge is doing. */
import { Menu, nativeImage, Tray } from 'electron';
import { trayImage } from './places.ts';
import { TRAY_MENU, TRAY_TIP, type TrayState } from './words.ts';

export type TrayActions = { readonly open: () => void; readonly sync: () => void; readonly quit: () => void };

export type AppTray = { readonly show: (state: TrayState) => void; readonly close: () => void };

export function createTray({ open, sync, quit }: TrayActions): AppTray {
  const images = new Map<TrayState, Electron.NativeImage>();
  const image = (state: TrayState): Electron.NativeImage => {
    const found = images.get(state) ?? nativeImage.createFromPath(trayImage(state));
    images.set(state, found);
    return found;
  };
  let shown: TrayState = 'down';
  const tray = new Tray(image(shown));
  const draw = (): void => {
    tray.setToolTip(TRAY_TIP[shown]);
    tray.setContextMenu(Menu.buildFromTemplate([
      { label: TRAY_TIP[shown], enabled: false },
      { type: 'separator' },
      { label: TRAY_MENU.open, click: open },
      { label: TRAY_MENU.sync, click: sync, enabled: shown !== 'down' },
      { type: 'separator' },
      { label: TRAY_MENU.quit, click: quit },
    ]));
  };
  tray.on('click', open);
  draw();
  return {
    show: (state) => {
      if (state === shown) return;
      shown = state;
      tray.setImage(image(state));
      draw();
    },
    close: () => { tray.destroy(); },
  };
}
