/** Splits what a person typed into the words that a full-text index keeps: letters and digits, everything else parts them. */

/** At most this many words count; nobody types more on purpose. */
const MOST = 12;

/** In lower case, in the order typed, each once. */
export function searchWords(text: string): readonly string[] {
  const words = text.normalize('NFC').toLowerCase().match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
  return [...new Set(words)].slice(0, MOST);
}
