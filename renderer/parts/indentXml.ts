/** Lays out XML that comes in one line, for reading: a line for each element, indented; nothing is left out or changed. */

const PIECES = /<[^>]*>|[^<]+/g;
/** Beyond this the layout itself would be felt; the text is shown as it came. Characters. */
const MOST = 1_000_000;

/** A text that is no XML comes back as it is. */
export function indentXml(xml: string): string {
  if (xml.length > MOST || !xml.trimStart().startsWith('<')) return xml;
  const pieces = xml.trim().match(PIECES) ?? [];
  const lines: string[] = [];
  let depth = 0;
  let isOpen = false;
  for (const piece of pieces) {
    const isTag = piece.startsWith('<');
    const isClosing = piece.startsWith('</');
    if (isClosing) depth = Math.max(0, depth - 1);
    if (isTag ? isClosing && isOpen : isOpen && piece.trim() !== '') lines.push((lines.pop() ?? '') + piece.trim());
    else if (piece.trim() !== '') lines.push('  '.repeat(depth) + piece.trim());
    const opens = isTag && !isClosing && !piece.endsWith('/>') && !piece.startsWith('<?') && !piece.startsWith('<!');
    if (opens) depth += 1;
    isOpen = opens || (isOpen && !isTag);
  }
  return lines.join('\n');
}
