/** The built window's files for a browser: only names that the build made, under a strict content security policy. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sendable } from '../http/handler.ts';

export type WindowFiles = {
  /** The file behind a path below `/ui/`; null where there is none. */
  readonly answer: (path: string) => Sendable | null;
};

const UI = '/ui/';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.woff2': 'font/woff2', '.json': 'application/json; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
};

/** The empty string's hash is for Fluent's styling, which makes empty style tags and fills them by insertRule: no text of a style is ever allowed. */
const POLICY = ["default-src 'none'", "script-src 'self'", "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='", "style-src-attr 'none'", "img-src 'self'",
  "font-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  "require-trusted-types-for 'script'", "trusted-types 'none'"].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY, 'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin', 'Referrer-Policy': 'no-referrer', 'X-Frame-Options': 'DENY',
};
/** Vite puts a hash of the content into the names below `assets/`, so that these never change. */
const KEPT = { ...HEADERS, 'Cache-Control': 'private, max-age=31536000, immutable' };

/** Null when the window has not been built. What is not among the names that the build made is not served, whatever a path looks like. */
export function openWindowFiles(folder: string): WindowFiles | null {
  if (!existsSync(path.join(folder, 'index.html'))) return null;
  let names = namesIn(folder);
  return {
    answer(asked) {
      // The window may have been built anew since; whoever opens it gets the files that belong together.
      if (asked === UI) names = namesIn(folder);
      const full = names.get(asked === UI ? `${UI}index.html` : asked);
      const type = full === undefined ? undefined : TYPES[path.extname(full)];
      if (full === undefined || type === undefined || !existsSync(full)) return null;
      return { status: 200, type, body: readFileSync(full), headers: asked.startsWith(`${UI}assets/`) ? KEPT : HEADERS };
    },
  };
}

function namesIn(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry): readonly [string, string] => {
    const full = path.join(entry.parentPath, entry.name);
    return [`${UI}${path.relative(folder, full).split(path.sep).join('/')}`, full];
  }));
}
