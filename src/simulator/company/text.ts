/** Text as QuickBooks keeps it. */

/** What Windows-1252 has beyond Latin-1. */
const EXTRA = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** QuickBooks stores Windows-1252 (fact sheet §3, from memory): what does not fit comes back as a question mark. */
export function stored(text: string): string {
  return text.replace(/[^\n\r\t -~\u00a0-\u00ff]/gu, (character) => (EXTRA.includes(character) ? character : '?'));
}

/** Is a BOOLTYPE true? Blank is not. */
export function isTrue(text: string): boolean {
  return ['true', '1'].includes(text.trim());
}
