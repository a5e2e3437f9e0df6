/** Starting at log-in, so that the Web Connector always finds the bridge. */
import { app } from 'electron';

/** Says that no window is wanted. */
export const HIDDEN_SWITCH = 'hidden';

export function startedHidden(): boolean {
  return app.commandLine.hasSwitch(HIDDEN_SWITCH);
}

/** Only for the installed program: a developer's checkout must not start with the PC. Linux has no common way; there nothing happens. */
export function setStartAtLogin(wanted: boolean): void {
  if (!app.isPackaged || process.platform === 'linux') return;
  app.setLoginItemSettings({ openAtLogin: wanted, args: [`--${HIDDEN_SWITCH}`] });
}
