/** The browser's transport: calls by POST to the bridge that served this page, events as it sends them. */
import type { Transport } from '../../src/contract/client.ts';
import { EVENTS_PATH } from '../../src/contract/paths.ts';
import { askNow } from './early.ts';

export type HttpTransport = Transport & {
  /** True: the bridge answers. False: it went; the browser tries again by itself. */
  readonly onConnection: (listener: (connected: boolean) => void) => () => void;
};

/** `names`: the events to listen for; a stream of server-sent events tells each under its own name. */
export function createHttpTransport(names: readonly string[]): HttpTransport {
  const listeners = new Set<(name: string, data: unknown) => void>();
  const watchers = new Set<(connected: boolean) => void>();
  const tell = (connected: boolean): void => { for (const watcher of watchers) watcher(connected); };
  let source: EventSource | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    source?.close();
    source = new EventSource(EVENTS_PATH);
    source.onopen = () => { tell(true); };
    source.onerror = () => {
      tell(false);
      // A refusal (a cookie that has run out, too many windows) ends the stream for good; a lost connection does not.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, TRY_AGAIN);
    };
    for (const name of names) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        const data: unknown = JSON.parse(event.data);
        for (const listener of listeners) listener(name, data);
      });
    }
  };

  open();
  window.addEventListener('pagehide', () => {
    clearTimeout(again);
    source?.close();
  });

  return {
    async call(name, input) {
      const answer = await askNow(name, input);
      return answer.json() as Promise<unknown>;
    },
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    onConnection(listener) {
      watchers.add(listener);
      return () => { watchers.delete(listener); };
    },
  };
}

/** Milliseconds. */
const TRY_AGAIN = 3_000;
