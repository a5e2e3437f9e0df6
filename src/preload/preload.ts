/** Hands the engine's port to the page, nothing else: the page has no way to Electron or Node. */
import { ipcRenderer } from 'electron';
import { PORT_MESSAGE } from '../contract/portMessage.ts';

ipcRenderer.on(PORT_MESSAGE, (event) => {
  window.postMessage(PORT_MESSAGE, location.origin, [...event.ports]);
});
