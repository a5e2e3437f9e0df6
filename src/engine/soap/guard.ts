/** What a request to the Web Connector's address must be before its body is read. */
import type { IncomingMessage } from 'node:http';
import { plain, type Answer } from '../http/handler.ts';
import { isOwnHost } from '../http/ownHost.ts';

/** Bytes; QuickBooks' largest answers (thousands of items in one page) stay far below it. */
export const MOST_BYTES = 64 * 1024 * 1024;

const MEDIA_TYPE = /^text\/xml\s*(?:;|$)/i;
/** Plain ASCII is UTF-8 too. */
const UTF8_NAMES: readonly string[] = ['utf-8', 'utf8', 'us-ascii'];
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)"?/i;

export function tooLarge(limit: number): Answer {
  const megabytes = String(Math.floor(limit / 1024 / 1024));
  return plain(413, `The body is larger than the ${megabytes} MB this service takes.`, { Connection: 'close' });
}

/**
 * Refuses what no Web Connector sends: another Host than this PC's own with our port (DNS rebinding), any Origin (only browsers send
 * it). Holds for pages and calls alike. Null = go on.
 */
export function refuseStranger(request: IncomingMessage): Answer | null {
  if (!isOwnHost(request)) return plain(403, 'This service answers only to localhost, 127.0.0.1 and [::1] with its own port.');
  if (request.headers.origin !== undefined) return plain(403, 'This service does not answer web pages.');
  return null;
}

/** Refuses a POST by its headers: 415 for anything but plain text/xml in UTF-8, 413 by its Content-Length. Null = read the body. */
export function refuseCall(request: IncomingMessage, limit: number): Answer | null {
  const type = request.headers['content-type'] ?? '';
  if (!MEDIA_TYPE.test(type)) return plain(415, 'Calls must be sent as text/xml.');
  const charset = CHARSET.exec(type)?.[1]?.toLowerCase();
  if (charset !== undefined && !UTF8_NAMES.includes(charset)) return plain(415, 'Calls must be sent in UTF-8.');
  if (request.headers['content-encoding'] !== undefined) return plain(415, 'Compressed calls are not taken.');
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge(limit);
  return null;
}
