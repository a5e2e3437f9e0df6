/** Notifications of the system, where it has them. */
import { Notification } from 'electron';

export type Notify = (notice: { readonly title: string; readonly body: string }, onClick: () => void) => boolean;

/** Kept until they are clicked or gone: one that is collected as garbage takes its click along. */
const shown = new Set<Notification>();

/** False: this system shows none. */
export const notify: Notify = (notice, onClick) => {
  if (!Notification.isSupported()) return false;
  const notification = new Notification(notice);
  shown.add(notification);
  notification.on('click', onClick);
  notification.on('close', () => shown.delete(notification));
  notification.show();
  return true;
};
