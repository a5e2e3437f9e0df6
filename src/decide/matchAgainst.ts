/** What speaks against two things being the same although their codes agree: such a pair is shown, and never accepted together with others. */
import { plain, pathEnds, telling, words } from './matchForms.ts';
import { measures } from './matchMeasures.ts';
import type { MatchItem, MatchListing } from './matchRules.ts';

/**
 * Another stock under the same code: makers number new goods, and shops sell used, returned, exchanged and sample ones beside them. English, German,
 * French, Spanish and Italian.
 */
const STATES: readonly (readonly string[])[] = [
  [
    'refurbished', 'refurb', 'renewed', 'reconditioned', 'generalüberholt', 'generaluberholt', 'überholt', 'uberholt', 'aufbereitet',
    'reconditionné', 'reconditionne', 'reacondicionado', 'ricondizionato',
  ],
  ['used', 'preowned', 'secondhand', 'gebraucht', 'usado', 'usato'],
  ['bstock', 'bware', 'bgrade', 'damaged', 'defective', 'defekt', 'beschädigt', 'beschadigt', 'openbox', 'returned', 'retoure', 'dented', 'scratched'],
  ['demo', 'exdisplay', 'exdemo', 'ausstellungsstück', 'ausstellungsstuck', 'vorführer', 'vorfuhrer'],
  ['exchange', 'remanufactured', 'reman', 'austausch', 'austauschteil', 'échange', 'echange', 'rebuilt'],
  ['sample', 'tester', 'muster', 'échantillon', 'echantillon', 'campione', 'muestra'],
  ['giftbox', 'bundle'],
  ['rental', 'miete', 'leih'],
  ['preorder', 'vorbestellung', 'voucher', 'gutschein'],
];

/** What a word cannot be together with. */
const OPPOSITES: readonly (readonly (readonly string[])[])[] = [
  [['left', 'lh', 'links', 'linker', 'linke', 'gauche', 'izquierdo', 'sinistro'], ['right', 'rh', 'rechts', 'rechter', 'rechte', 'droite', 'droit', 'derecho', 'destro']],
  [['front', 'vorn', 'vorne', 'vorder', 'avant'], ['rear', 'back', 'hinten', 'hinter', 'arrière', 'arriere']],
  [['upper', 'top', 'oben', 'ober'], ['lower', 'bottom', 'unten', 'unter']],
  [['inner', 'inside', 'innen'], ['outer', 'outside', 'aussen', 'außen']],
  [['male', 'plug', 'stecker'], ['female', 'socket', 'buchse']],
  [['men', 'mens', 'herren', 'homme'], ['women', 'womens', 'ladies', 'damen', 'femme'], ['kid', 'kids', 'child', 'children', 'kinder', 'enfant']],
  [
    ['black', 'schwarz', 'noir', 'negro', 'nero'], ['white', 'weiß', 'weiss', 'blanc', 'blanco', 'bianco'],
    ['red', 'rot', 'rouge', 'rojo', 'rosso'], ['blue', 'blau', 'bleu', 'azul', 'blu'], ['green', 'grün', 'grun', 'vert', 'verde'],
    ['yellow', 'gelb', 'jaune', 'amarillo', 'giallo'], ['grey', 'gray', 'grau', 'gris', 'grigio'], ['brown', 'braun', 'marron', 'marrone'],
    ['pink', 'rosa'],
  ],
  [['small', 'klein', 'petit'], ['medium', 'mittel'], ['large', 'gross', 'groß', 'grand']],
  [['single', 'einzeln', 'each'], ['pair', 'paar', 'paire']],
];

/** How many are in one: a count beside a word for what holds them. */
const HOLDERS: ReadonlySet<string> = new Set([
  'pack', 'packs', 'pk', 'pck', 'pcs', 'pc', 'pieces', 'stück', 'stuck', 'stk', 'box', 'boxes', 'case', 'carton', 'karton', 'set', 'bag', 'reel',
  'roll', 'tray', 'dozen', 'er',
]);
const BETWEEN: ReadonlySet<string> = new Set(['of', 'a', 'mit', 'de', 'x', 'with']);
/** These hold many, even where nobody says how many. */
const BULK: ReadonlySet<string> = new Set(['carton', 'karton', 'case', 'dozen', 'reel', 'pallet', 'palette', 'wholesale']);

/** What a text says beside the code. */
type Said = { readonly states: ReadonlySet<number>; readonly sides: ReadonlyMap<number, ReadonlySet<number>>; readonly counts: readonly number[]; readonly isBulk: boolean };

const STATE_OF: ReadonlyMap<string, number> = new Map(STATES.flatMap((names, at) => names.map((name) => [name, at] as const)));
const SIDE_OF: ReadonlyMap<string, readonly [number, number]> = new Map(
  OPPOSITES.flatMap((sides, group) => sides.flatMap((names, side) => names.map((name) => [name, [group, side]] as const))),
);

/** Words, and each two neighbours in one, because "b-stock" and "second hand" are written apart and together. */
function listen(list: readonly string[]): Said {
  const states = new Set<number>();
  const sides = new Map<number, Set<number>>();
  const counts: number[] = [];
  let isBulk = false;
  const number = (at: number): number => (/^\d+$/.test(list[at] ?? '') ? Number(list[at]) : 0);
  list.forEach((word, at) => {
    for (const name of [word, `${word}${list[at + 1] ?? ''}`]) {
      const state = STATE_OF.get(name);
      if (state !== undefined) states.add(state);
    }
    const side = SIDE_OF.get(word);
    if (side !== undefined) sides.set(side[0], (sides.get(side[0]) ?? new Set()).add(side[1]));
    isBulk ||= BULK.has(word);
    if (!HOLDERS.has(word) && !/^\d+(?:pk|pck|pcs|pc|pack|er|x)$/.test(word)) return;
    const count = [
      number(at + 1), BETWEEN.has(list[at + 1] ?? '') ? number(at + 2) : 0,
      number(at - 1), BETWEEN.has(list[at - 1] ?? '') ? number(at - 2) : 0,
      Number.parseInt(word, 10),
    ].find((one) => one > 1);
    if (count !== undefined) counts.push(count);
  });
  return { states, sides, counts, isBulk };
}

/** Between two numbers a point, a stroke and nothing say different things: 1.5, 1/5 and 15. Points that stand for dashes throughout are dashes. */
function joints(code: string): readonly string[] {
  const text = plain(code);
  const dots = /(?<!\d)[.,]|[.,](?!\d)/.test(text) || (/\..*\./.test(text) && !/[-_\s/]/.test(text));
  return [...text.matchAll(/(?<=\d)[^\p{L}\d]+(?=\d)|(?<![\p{L}\d])[.,](?=\d)|(?<=\d)['"′″]/gu)].map(([joint]) => {
    if (/[/⁄]/.test(joint)) return '/';
    if (/["″]/.test(joint)) return '"';
    if (/['′]/.test(joint)) return '\'';
    return /[.,]/.test(joint) && !dots ? '.' : '-';
  });
}

/**
 * Fractions and raised numbers become plain digits beside the number they stand at: 1½ is no 11/2. Signs that a form of a code leaves out may be
 * what tells two apart: ♀ and ♂.
 */
const LOST = /[\p{No}♀♂±√∅⌀−]/gu;

function lost(code: string): string {
  return (code.match(LOST) ?? []).toSorted().join('');
}

/** 5 mW is not 5 MW, although QuickBooks and shops hold the two names for one. */
function prefixes(code: string): string {
  return [...code.matchAll(/\d ?([mM])(?=[WVAΩFHJN](?![a-z]))/g)].map(([, letter]) => letter).join('');
}

function areOther<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one));
}

/** The item's texts that the listing's code may stand for: the one that is nearest in its letters and digits. */
function meant(sku: string, item: MatchItem): string {
  const bare = (text: string): string => words(text).join('').replace(/^0+/, '');
  return [...pathEnds(item.fullName), item.partNumber].find((text) => bare(text) === bare(sku)) ?? '';
}

/** In some ten microseconds; asked of pairs only that nothing else competes with. */
export function speakAgainst(listing: MatchListing, item: MatchItem): boolean {
  const leaf = pathEnds(item.fullName)[0] ?? '';
  const shops = words(`${listing.name} ${listing.sku}`);
  const own = words(`${leaf} ${item.partNumber}`);
  const [said, written] = [listen(shops), listen(own)];
  // A parent that says "Refurbished" is about all below it; one that says "Red" may be about wine.
  const states = leaf === item.fullName ? written.states : listen(words(`${item.fullName} ${item.partNumber}`)).states;
  if (said.states.size !== states.size || [...said.states].some((state) => !states.has(state))) return true;
  if ([...said.sides].some(([group, sides]) => areOther([...sides], [...(written.sides.get(group) ?? [])]))) return true;
  if (areOther(said.counts, written.counts) || (said.isBulk !== written.isBulk && own.length > words(listing.sku).length)) return true;
  const kept = measures(`${leaf} ${item.partNumber}`);
  if (kept.size > 0) {
    const sold = measures(`${listing.name} ${listing.sku}`);
    if ([...kept].some(([kind, amounts]) => areOther(sold.get(kind) ?? [], amounts))) return true;
  }
  return isWeak(listing, item) || isQualified(listing, leaf, shops);
}

/** The same letters and digits, and between them something else that may be meant. In a few microseconds. */
export function isWrittenOtherwise({ sku }: MatchListing, item: MatchItem): boolean {
  const code = meant(sku, item);
  if (code === '') return false;
  const [shops, books] = [prefixes(sku), prefixes(code)];
  return joints(sku).join('') !== joints(code).join('') || lost(sku) !== lost(code) || (shops !== '' && books !== '' && shops !== books)
    || areCutOtherwise(words(sku), words(code));
}

/** L-XS and LX-S: both are cut, in different places. */
function areCutOtherwise(a: readonly string[], b: readonly string[]): boolean {
  const cuts = (list: readonly string[]): readonly number[] => list.slice(1).map((_, at) => list.slice(0, at + 1).join('').length);
  const [one, other] = [cuts(a), cuts(b)];
  return a.join('') === b.join('') && !one.every((at) => other.includes(at)) && !other.every((at) => one.includes(at));
}

/** Figures that many catalogues have: such a code is no proof by itself, only together with a word that both have. */
const TELLING_DIGITS = 6;

function isWeak(listing: MatchListing, item: MatchItem): boolean {
  const list = words(listing.sku);
  const code = list.join('');
  const isShortNumber = /^\d+$/.test(code) && code.replace(/^0+/, '').length < TELLING_DIGITS;
  if (!isShortNumber && (list.length > 1 || !/^\p{L}+$/u.test(code))) return false;
  const others = telling(`${item.fullName} ${item.partNumber}`).filter((word) => word !== code);
  const shops = telling(listing.name);
  return !others.some((word) => shops.includes(word));
}

/** The item's name is the code and something more that the shop does not say: "HDP-300 US box" is not just HDP-300. */
function isQualified(listing: MatchListing, leaf: string, said: readonly string[]): boolean {
  const code = words(listing.sku);
  const name = words(leaf);
  if (code.length === 0 || name.length <= code.length || !code.every((word) => name.includes(word))) return false;
  return name.some((word) => !said.includes(word));
}
