/** Serves the window's files under app://stockbridge, with the content security policy. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type ProtocolResponse } from 'electron';
import { RENDERER } from './places.ts';

const SCHEME = 'app';
const ORIGIN = `${SCHEME}://stockbridge`;
export const START_PAGE = `${ORIGIN}/index.html`;

/**
 * Nothing from elsewhere, no script in the page, no eval. The hash is that of the empty text: Fluent UI inserts empty style elements and fills them through the
 * object model, which the policy lets pass (tried with Chromium 130; see docs/packaging.md).
 */
const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='", "style-src-attr 'none'", "img-src 'self'", "font-src 'self'",
  "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ');

const HEADERS = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cross-Origin-Opener-Policy': 'same-origin', 'Cache-Control': 'no-store' };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon',
  '.woff2': 'font/woff2', '.json': 'application/json',
};

/** An address of the window itself, or its origin alone. */
export function isOwnAddress(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`);
}

/** Call it before `ready`: only then may a scheme get an origin of its own. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** The file an address names inside the folder, or null for what is none of ours. */
function fileOf(url: string): string | null {
  if (!isOwnAddress(url)) return null;
  const file = path.resolve(RENDERER, `.${decodeURIComponent(new URL(url).pathname)}`);
  return file.startsWith(RENDERER + path.sep) ? file : null;
}

const NOT_FOUND = { statusCode: 404, headers: HEADERS, data: Buffer.alloc(0) };

async function answer(method: string, url: string): Promise<ProtocolResponse> {
  try {
    const file = method === 'GET' ? fileOf(url) : null;
    const mimeType = file === null ? undefined : TYPES[path.extname(file)];
    if (file === null || mimeType === undefined) return NOT_FOUND;
    return { statusCode: 200, mimeType, charset: 'utf-8', headers: HEADERS, data: await readFile(file) };
  } catch {
    return NOT_FOUND;
  }
}

/**
 * Call it after `ready`. Whole buffers: of 180 cold starts with `protocol.handle`, whose answers are streams, 6 never got the end of the script, and the window
 * stayed blank (Electron 33; streams that never complete are an old theme of Electron's, e.g. its issue 21018).
 */
export function serveWindow(): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  protocol.registerBufferProtocol(SCHEME, ({ method, url }, give) => void answer(method, url).then(give));
}
