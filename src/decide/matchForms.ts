/** Normal forms of a code or a title: two texts that are the same but for how somebody typed them have the same form. */

/** Nothing else than printable ASCII: then there is nothing to normalise, which is most of the time. */
const ASCII = /^[\x20-\x7e]*$/;
/** Zero-width and other invisible characters that are pasted along with a code. */
const INVISIBLE = /[\p{Cf}\p{Cc}\u115f\u1160\u3164]/gu;
const MARKS = /\p{M}/gu;
/** Letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ð: 'd', ı: 'i', μ: 'u' };
const SPECIAL = /[ßæœøđłþðıμ]/g;

/** Lower case, half width, without accents and invisible characters; white space is one blank. NFKC: Unicode Standard Annex 15. */
export function plain(text: string): string {
  if (ASCII.test(text)) return text.trim().toLowerCase();
  return text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC')
    .trim();
}

/** Runs of digits, and runs of letters with the signs that tell products apart (A+, 10%, C#). Everything else separates. */
const RUN = /\d+|[^\d\s\p{P}\p{S}\p{M}]+|[+#&%$€£°<>=]+/gu;
const SIGNS_OF_WORDS = /[^\p{L}\p{N}+#&%$€£°<>=]+/u;

const ASCII_SIGNS = /[^a-z0-9+#&%$<>=]+/;

/** What separators leave: `chm`, `2015`, `75`. */
export function words(text: string): readonly string[] {
  return (ASCII.test(text) ? text.toLowerCase().split(ASCII_SIGNS) : plain(text).split(SIGNS_OF_WORDS)).filter((word) => word !== '');
}

/**
 * Letters and digits without what separates them, but for one thing: two runs of digits stay two. `CHM-2015-75`, `chm 2015/75` and `CHM2015_75` are
 * `chm 2015 75`; `10-5` is not `105`. Empty for a text without letters and digits.
 */
export function parts(text: string): string {
  return ASCII.test(text) ? asciiParts(text.toLowerCase()) : wideParts(plain(text));
}

const SIGNS = '+#&%$<>=';

/** The same letter by letter: most codes are plain, and a regular expression takes five times as long. */
function asciiParts(text: string): string {
  let form = '';
  let last = 'none';
  let isApart = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code >= 48 && code <= 57 ? 'digit' : (code >= 97 && code <= 122) || SIGNS.includes(text.charAt(at)) ? 'letter' : 'none';
    if (kind === 'none') {
      isApart = true;
      continue;
    }
    if (last !== 'none' && (kind !== last || (kind === 'digit' && isApart))) form += ' ';
    form += text.charAt(at);
    last = kind;
    isApart = false;
  }
  return form;
}

function wideParts(text: string): string {
  let form = '';
  let wasDigit: boolean | null = null;
  for (const [run] of text.matchAll(RUN)) {
    const first = run.charCodeAt(0);
    const isDigit = first >= 48 && first <= 57;
    form += wasDigit === null || (!isDigit && !wasDigit) ? run : ` ${run}`;
    wasDigit = isDigit;
  }
  return form;
}

/** Zeros before a number, but not those behind a decimal point: 1.05 is not 1.5. */
const LEADING_ZEROS = /(?<!\d|\d[.,])0+(?=\d)/g;

/** `parts` with every number as it counts: `A-007` and `A7` are `a 7`. */
export function unpadded(text: string): string {
  return parts(plain(text).replace(LEADING_ZEROS, ''));
}

const TIMES = /(?<=\d)\s*[x×*]\s*(?=\d)/g;
const PACK = /(?<=\d)[\s._-]*(?:pk|pck|pack|pcs)$/;

/** Every letter and digit in one, without the × between two numbers and the word that says pack: `STEM-31.8-090` and `stem 318 090` are `stem318090`. */
export function squeezed(text: string): string {
  return parts(plain(text).replace(PACK, '').replace(TIMES, ' ')).replaceAll(' ', '');
}

/** The numbers of a text in their order: `10 80 30`. */
export function numbers(text: string): string {
  return (plain(text).match(/\d+/g) ?? []).join(' ');
}

/** Letters and numbers sorted, where there are at least three: the same words in another order. The order of numbers counts, because 34-32 is not 32-34. */
export function shuffled(text: string): string {
  const all = words(text);
  const letters = all.filter((word) => !/^\d+$/.test(word)).toSorted();
  return all.length < 3 || letters.length < 2 ? '' : `${letters.join(' ')} ${all.filter((word) => /^\d+$/.test(word)).join(' ')}`;
}

/** What is typed for something that looks the same: the letter O for a zero, the Cyrillic А for the Latin one. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  o: '0', i: '1', l: '1', а: 'a', в: 'b', с: 'c', е: 'e', н: 'h', к: 'k', м: 'm', о: '0', р: 'p', т: 't', х: 'x', у: 'y', α: 'a', ε: 'e', η: 'h',
  ι: '1', κ: 'k', ν: 'v', ο: '0', ρ: 'p', τ: 't', χ: 'x',
};

/** `parts` with one character for all that look alike. */
export function lookalike(text: string): string {
  let form = '';
  for (const letter of parts(text).replaceAll(' ', '')) form += LOOKALIKES[letter] ?? letter;
  return form;
}

/** The item itself, and it with each of its parents: `RED`, `GO:RED`, `Speakers:GO:RED`. */
export function pathEnds(fullName: string): readonly string[] {
  const ends: string[] = [];
  for (let at = fullName.lastIndexOf(':'); at >= 0; at = at === 0 ? -1 : fullName.lastIndexOf(':', at - 1)) ends.push(fullName.slice(at + 1));
  ends.push(fullName);
  return ends;
}

/**
 * Two catalogues number their goods alike without meaning the same: SKU 7622 is rim tape in the shop, and item 7622 a "Saddle bag 0.6 l". Only where the
 * item has words (some keep them in the part number) and the shop's title shares none of them; a code with letters names one thing well enough.
 */
export function speaksAgainst(sku: string, title: string, itemWords: string): boolean {
  if (/\p{L}/u.test(sku) || title === '') return false;
  const own = telling(itemWords);
  const shops = telling(title);
  return own.length >= 2 && shops.length > 0 && !own.some((word) => shops.some((other) => word.slice(0, STEM) === other.slice(0, STEM)));
}

/** Letters that two forms of a word share: screw and screws, Schraube and Schrauben. */
const STEM = 4;

/** Words of three letters or more, without numbers and units. */
export function telling(text: string): readonly string[] {
  return words(text).filter((word) => /^\p{L}{3,}$/u.test(word));
}
