/** The open door: the SOAP endpoint, the support page and, when headless, the window's routes, on one loopback port. */
import type { WebConnectorPort } from '../domain/session.ts';
import type { Result } from '../domain/result.ts';
import { pathOf, type HttpHandler, type HttpRoutes } from './http/handler.ts';
import { startServer, type RunningServer } from './http/server.ts';
import { createSoapEndpoint, type EndpointEvent } from './soap/endpoint.ts';

export type DoorOptions = {
  readonly version: string;
  /** The port to use or fail; 0: any free one. Absent: the first free one from 47800. */
  readonly port?: number;
  readonly ui?: HttpHandler;
  /** The address other programs of this PC may call. */
  readonly trigger?: HttpRoutes;
  readonly onEvent?: (event: EndpointEvent) => void;
  /** A handler threw; the caller got a 500 without details. */
  readonly onError?: (error: unknown) => void;
};

/** Errors: `portTaken`, naming the holder as well as the system tells. */
export async function startDoor(webConnector: WebConnectorPort, options: DoorOptions): Promise<Result<RunningServer>> {
  const endpoint = await createSoapEndpoint({
    webConnector, about: { name: 'Stockbridge', version: options.version },
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  });
  return startServer({
    endpoint: options.trigger === undefined ? endpoint : beside(endpoint, options.trigger),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.ui === undefined ? {} : { ui: options.ui }),
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  });
}

/** The first of the two that owns a path answers it. */
function beside(one: HttpRoutes, other: HttpRoutes): HttpRoutes {
  return { owns: (path) => one.owns(path) || other.owns(path), handle: (request, response) => (one.owns(pathOf(request)) ? one : other).handle(request, response) };
}
