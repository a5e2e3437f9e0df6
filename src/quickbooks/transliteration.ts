/**
 * Plain spellings of letters that Windows-1252 lacks and that do not fall apart into a base letter and marks: Greek and Cyrillic
 * whole, Latin leftovers, a few signs. After the usual English romanisations (ELOT 743, BGN/PCGN), without diacritics.
 */

/** Lower case; capitals are derived. Each entry: letter, spelling. */
const LETTERS = `
α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e
ю yu я ya є ye і i ї yi ґ g ў u ђ dj ј j љ lj њ nj ћ c џ dz ѓ gj ќ kj ѕ dz ѐ e ѝ i ә a ғ g қ k ң n ө o ұ u ү u һ h җ zh
ą a ć c č c ď d ę e ě e ğ g ł l ľ l ń n ň n ő o ř r ś s ş s ș s ť t ţ t ț t ű u ů u ź z ż z
đ d ħ h ı i ĸ k ŋ ng ŧ t ſ s ɓ b ɗ d ƒ f ɠ g ƙ k ɨ i ɩ i ɔ o ɛ e ǝ e ə e ɣ g ʉ u ʋ v ƴ y ơ o ư u ŀ l ŉ n ĳ ij ǆ dz ǉ lj ǌ nj
`.trim().split(/\s+/);

/** What word processors put in; records with these were rejected in the field although Windows-1252 has some of them. */
const TYPOGRAPHY: readonly (readonly [string, string])[] = [
  ["'", '\u2018\u2019\u201A\u201B\u2032\u2035\u2039\u203A\u02B9\u02BB\u02BC\u02BD'],
  ['"', '\u201C\u201D\u201E\u201F\u2033\u2036'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\uFE58\uFE63\uFF0D'],
  ['...', '\u2026'],
  ['*', '\u2022\u2023\u25CF\u25E6\u2219\u22C5'],
  ['/', '\u2044'],
];

/** Windows-1252 letters that have no base letter to fall back on, for where only ASCII will do. */
const BEYOND_ASCII = 'ß ss æ ae Æ AE œ oe Œ OE ø o Ø O ð d Ð D þ th Þ Th ƒ f € EUR £ GBP'.split(' ');

/** Signs; each entry: sign, spelling. */
const SIGNS = '№ No. ₽ RUB ₴ UAH ₺ TRY ₹ INR ₩ KRW ₪ ILS ₫ VND ₱ PHP ₦ NGN ₿ BTC ≤ <= ≥ >= ≠ != ≈ ~ → -> ← <- ↔ <-> ✓ x ✔ x ẞ SS'
  .split(' ');

function pairs(flat: readonly string[]): readonly (readonly [string, string])[] {
  return flat.flatMap((letter, at) => (at % 2 === 0 ? [[letter, flat[at + 1] ?? ''] as const] : []));
}

function capital(spelling: string): string {
  return spelling.charAt(0).toUpperCase() + spelling.slice(1);
}

function build(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [letter, spelling] of pairs(LETTERS)) {
    // A hyphen stands for letters that are not spelt at all (hard and soft sign).
    const plain = spelling === '-' ? '' : spelling;
    const upper = letter.toUpperCase();
    if ([...upper].length === 1 && upper !== letter && !table.has(upper)) table.set(upper, capital(plain));
    table.set(letter, plain);
  }
  for (const [sign, spelling] of pairs(SIGNS)) table.set(sign, spelling);
  for (const [ascii, characters] of TYPOGRAPHY) for (const character of characters) table.set(character, ascii);
  return table;
}

/** From one character to its spelling in ASCII. */
export const TRANSLITERATION = build();

const ASCII = new Map(pairs(BEYOND_ASCII));

/** Windows-1252 text in ASCII alone: accents go, letters without a base are spelt, the rest vanishes. */
export function toAscii(text: string): string {
  return text.normalize('NFD').replace(/[^ -~]/g, (character) => ASCII.get(character) ?? '').replace(/ +/g, ' ').trim();
}
