/** Server-sent events: the engine's hints to every open window, dropped rather than kept for one that does not read. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../../contract/contract.ts';
import type { EventName } from '../../contract/defineContract.ts';
import type { EngineEvent } from '../ports.ts';

export type EventStreamOptions = {
  readonly subscribe: (listener: (event: EngineEvent) => void) => () => void;
  /** Asked at every heartbeat: a session that has ended ends its streams, one that is open stays open. */
  readonly isAllowed: (request: IncomingMessage) => boolean;
  /** Milliseconds; 15,000 by default. */
  readonly heartbeat?: number;
};

export type EventStreams = {
  /** False when too many windows are open; nothing has been answered then. */
  open(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends every stream. */
  close(): void;
};

const MOST_STREAMS = 32;
/** Bytes waiting for a window that does not read. It is cut off, connects again and loads everything anew. */
const MOST_WAITING = 256 * 1024;
const HEARTBEAT = 15_000;
/** Milliseconds after which a browser that lost the stream tries again. */
const RETRY = 2_000;

export function createEventStreams({ subscribe, isAllowed, heartbeat = HEARTBEAT }: EventStreamOptions): EventStreams {
  const streams = new Map<ServerResponse, IncomingMessage>();
  let stopListening: (() => void) | null = null;
  let timer: NodeJS.Timeout | null = null;

  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength > MOST_WAITING) response.destroy();
    else response.write(text);
  };

  const beat = (): void => {
    for (const [response, request] of streams) {
      if (isAllowed(request)) {
        write(response, ': still here\n\n');
      } else {
        streams.delete(response);
        response.end();
      }
    }
  };

  const start = (): void => {
    stopListening ??= subscribe((event) => {
      const text = eventText(event);
      for (const response of streams.keys()) write(response, text);
    });
    timer ??= setInterval(beat, heartbeat).unref();
  };

  const rest = (): void => {
    if (streams.size > 0) return;
    stopListening?.();
    stopListening = null;
    if (timer !== null) clearInterval(timer);
    timer = null;
  };

  return {
    open(request, response) {
      if (streams.size >= MOST_STREAMS) return false;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
      response.write(`retry: ${String(RETRY)}\n\n`);
      streams.set(response, request);
      response.on('error', () => undefined).once('close', () => {
        streams.delete(response);
        rest();
      });
      start();
      return true;
    },
    close() {
      for (const response of [...streams.keys()]) response.end();
      streams.clear();
      rest();
    },
  };
}

function eventText({ kind, ...data }: EngineEvent): string {
  const name: EventName<Contract> = kind;
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
