/** Plain pages: self-contained, without script, every value escaped. */
import { createHash } from 'node:crypto';
import type { Answer } from '../http/handler.ts';

/** Markup that is safe to send: made by `html` and `raw` only. */
export type Html = { readonly markup: string };

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

type Value = string | number | Html | readonly Html[];

function toMarkup(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return 'markup' in value ? value.markup : value.map((part) => part.markup).join('');
}

/** A template whose values are escaped, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: parts.map((part, index) => part + toMarkup(values[index] ?? '')).join('') };
}

const STYLE = `
:root {
  color-scheme: light dark; --text: #1b1a19; --quiet: #55524f; --back: #fff; --line: #d2d0ce;
  --good: #0b6a0b; --attention: #8a5700; --stopped: #a4262c; --starting: #005a9e; --link: #005a9e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #f3f2f1; --quiet: #bdbab7; --back: #1f1e1d; --line: #484644;
    --good: #7fd07f; --attention: #f2b84b; --stopped: #ff9a9f; --starting: #7cc0f5; --link: #7cc0f5;
  }
}
body {
  margin: 0 auto; padding: 1.5rem; max-width: 60rem; font: 1rem/1.5 system-ui, "Segoe UI", sans-serif;
  color: var(--text); background: var(--back); overflow-wrap: anywhere;
}
h1 { font-size: 1.75rem; margin: 0 0 1rem; } h2 { font-size: 1.35rem; margin: 2rem 0 .5rem; } h3 { font-size: 1.1rem; margin: 1.25rem 0 .25rem; }
a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.health { border-left: .4rem solid; padding: .5rem 1rem; font-size: 1.15rem; font-weight: 600; }
.good { color: var(--good); } .attention { color: var(--attention); } .stopped { color: var(--stopped); } .starting { color: var(--starting); }
table { border-collapse: collapse; } caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; padding: .3rem 1.25rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: normal; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
thead th { font-weight: 600; } dt { font-weight: 600; } dd { margin: 0 0 .4rem; }
ul.problems { padding-left: 1.25rem; } ul.problems li { margin-bottom: .75rem; } .quiet { color: var(--quiet); }
`;

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
};

/** A whole page. The style's hash stands in the policy, so nothing else is ever applied or run. */
export function page(status: number, title: string, body: Html, headers: Readonly<Record<string, string>> = {}): Answer {
  const { markup } = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${{ markup: STYLE }}</style></head>
<body><main>${body}</main></body></html>
`;
  return { status, type: 'text/html; charset=utf-8', body: markup, headers: { ...HEADERS, ...headers } };
}

/** A refusal, or anything else that is said in a sentence or two. */
export function wordsPage(status: number, words: { readonly title: string; readonly what: string; readonly todo: string }, headers: Readonly<Record<string, string>> = {}): Answer {
  return page(status, words.title, html`<h1>${words.title}</h1><p>${words.what}</p><p>${words.todo}</p>`, headers);
}
