/** Serves the window's files under app://stockbridge, with the content security policy. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
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

const HEADERS = {
  'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin', 'Cache-Control': 'no-store',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.ico': 'image/x-icon',
  '.woff2': 'font/woff2', '.json': 'application/json; charset=utf-8',
};

/** An address of the window itself, or its origin alone. */
export function isOwnAddress(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`);
}

/** Call it before `ready`: only then may a scheme get an origin of its own. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

/** The file an address names inside the folder, or null for what is none of ours. */
function fileOf(url: string): string | null {
  if (!isOwnAddress(url)) return null;
  const file = path.resolve(RENDERER, `.${decodeURIComponent(new URL(url).pathname)}`);
  return file.startsWith(RENDERER + path.sep) ? file : null;
}

async function answer(request: Request): Promise<Response> {
  try {
    const file = request.method === 'GET' ? fileOf(request.url) : null;
    const type = file === null ? undefined : TYPES[path.extname(file)];
    if (file === null || type === undefined) return new Response(null, { status: 404, headers: HEADERS });
    return new Response(await readFile(file), { headers: { ...HEADERS, 'Content-Type': type } });
  } catch {
    return new Response(null, { status: 404, headers: HEADERS });
  }
}

/** Call it after `ready`. */
export function serveWindow(): void {
  protocol.handle(SCHEME, answer);
}
