/** What happens to a text before either XML reader sees it, so that both see the same well-formed characters. */
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';

const REPLACEMENT = '\uFFFD';
/** What XML 1.0 forbids in any spelling. */
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const REFERENCE = /&#(?:x([0-9A-Fa-f]+)|([0-9]+));/g;

function isLegal(code: number): boolean {
  return code === 0x9 || code === 0xa || code === 0xd
    || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** Makes every line end a newline (XML 1.0 §2.11) and puts U+FFFD for half a character. */
export function openingOf(text: string): string {
  const whole = text.toWellFormed();
  // Looked for first: what is not there, as in nearly every answer, need not be searched for by pattern through megabytes.
  return whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
}

/**
 * The same, without a byte order mark and leading white space, and with U+FFFD for characters XML forbids: one control character in one item's
 * description must not make a whole answer unreadable.
 */
function cleaned(text: string): string {
  const legal = openingOf(text).replace(/^[\uFEFF\s]+/, '').replace(ILLEGAL, REPLACEMENT);
  return !legal.includes('&#') ? legal : legal.replace(REFERENCE, (reference, hex: string | undefined, decimal: string | undefined) =>
    isLegal(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ? reference : REPLACEMENT);
}

/** The index of the first thing that is neither white space, comment nor processing instruction. */
function afterProlog(text: string): number {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const isComment = text.startsWith('<!--', at);
    const end = isComment ? '-->' : text.startsWith('<?', at) ? '?>' : null;
    if (end === null) return at;
    // The hyphens that open a comment do not close it: `<!-->` is a comment that has only begun.
    const found = text.indexOf(end, at + (isComment ? 4 : 2));
    if (found === -1) return at;
    at = found + end.length;
  }
}

/** Error: `xmlDoctype` when a document type (the home of entities) stands before the root; it can stand nowhere else. */
export function prepare(text: string): Result<string> {
  const clean = cleaned(text);
  const start = afterProlog(clean);
  if (/^<!(?:DOCTYPE|ENTITY)/i.test(clean.slice(start, start + 9))) {
    return err(problem('xmlDoctype', 'The answer carries a document type definition, which QuickBooks never sends; it was not read.',
      'Check that nothing stands between the Web Connector and this program, then run the Web Connector again.'));
  }
  return ok(clean);
}
