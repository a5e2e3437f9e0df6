/** Reads what a shop's web server sends: JSON, JSON with PHP's warnings around it, or a page for people. */

/** How far into a body the JSON may begin after warnings, and how many beginnings are tried. */
const WARNING_ROOM = 32_768;
const MOST_STARTS = 64;
/** Characters that all tries together may read: each reads up to where it fails, which a hostile shop can put at the very end. */
const MOST_READ = 16 * 1_048_576;

export type ParsedBody = { readonly isJson: true; readonly value: unknown } | { readonly isJson: false };

/**
 * The JSON of a body. PHP prints warnings before (or after) the JSON when a shop shows errors: seen on a real shop as
 * `<br />\n<b>Warning</b>: … <br />\n[{"id":1035}]` with status 200 and type application/json.
 */
export function parseBody(text: string): ParsedBody {
  const whole = text.replace(/^\uFEFF/, '').trim();
  const plain = tryJson(whole);
  if (plain.isJson || whole === '' || isPage(whole)) return plain;
  const end = Math.max(whole.lastIndexOf('}'), whole.lastIndexOf(']')) + 1;
  if (end === 0) return { isJson: false };
  const starts = /(?:^|[\s>])(?=[[{])/g;
  const most = Math.min(MOST_STARTS, Math.max(2, Math.floor(MOST_READ / whole.length)));
  for (let tried = 0; tried < most; tried += 1) {
    const match = starts.exec(whole);
    if (match === null || match.index > WARNING_ROOM) break;
    const begin = match.index + match[0].length;
    const found = tryJson(whole.slice(begin, end));
    if (found.isJson) return found;
    starts.lastIndex = begin + 1;
  }
  return { isJson: false };
}

/** Is this a page for people? */
export function isPage(text: string): boolean {
  return /^\s*<(!doctype html|html|head|body)\b/i.test(text) || /<\/(html|body)>\s*$/i.test(text);
}

function tryJson(text: string): ParsedBody {
  try {
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    return { isJson: false };
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#039;': '\'', '&nbsp;': ' ' };

/** A page or message for people as one short line without tags. At most `limit` characters. */
export function plainText(html: string, limit = 300): string {
  const text = html
    .slice(0, 20_000)
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:lt|gt|amp|quot|#039|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
