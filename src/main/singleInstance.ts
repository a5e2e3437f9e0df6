/** One program per user: a second start brings the first one's window forward. */
import { app } from 'electron';

/** False: another one is running and has been told. End at once. */
export function isFirstInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecond);
  return true;
}
