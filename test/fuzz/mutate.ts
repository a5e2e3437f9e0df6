/** Spoils texts and JSON values at random: small changes most of the time, a bomb now and then. */
import type { Dice } from '../faults/random.ts';
import { CHARACTERS, FORMULAS, NUMBERS, PATHS, PIECES, PROTOTYPE_NAMES, XML_PIECES } from './dictionary.ts';

/** One in so many texts is repeated into something huge. */
const BOMB = 1 / 1_500;
const LARGEST_BOMB = 200_000;

/** A text of no form: any characters, or pieces strung together. */
export function anyText(dice: Dice, most = 60): string {
  if (dice.chance(0.5)) return Array.from({ length: dice.below(12) }, () => dice.pick(PIECES)).join('');
  return Array.from({ length: dice.below(most) }, () => anyCharacter(dice)).join('');
}

function anyCharacter(dice: Dice): string {
  return dice.chance(0.15) ? dice.pick(CHARACTERS) : String.fromCharCode(dice.chance(0.8) ? dice.from(0x20, 0x7e) : dice.below(0x10000));
}

/** A few changes of `text`; `pieces`: what is put in. `corpus`: texts of the same kind, to be spliced with. */
export function mutateText(dice: Dice, text: string, pieces: readonly string[] = PIECES, corpus: readonly string[] = []): string {
  let out = text;
  for (let left = dice.weighted([[6, 1], [3, 2], [2, 4], [1, 12]]); left > 0; left -= 1) out = mutateOnce(dice, out, pieces, corpus);
  return dice.chance(BOMB) ? bomb(dice, out, pieces) : out;
}

function mutateOnce(dice: Dice, text: string, pieces: readonly string[], corpus: readonly string[]): string {
  const at = dice.below(text.length + 1);
  const to = Math.min(text.length, at + dice.weighted([[4, 1], [3, dice.below(8)], [2, dice.below(60)], [1, dice.below(text.length + 1)]]));
  const replaced = (by: string): string => text.slice(0, at) + by + text.slice(to);
  return dice.weighted<() => string>([
    [4, () => text.slice(0, at) + dice.pick(pieces) + text.slice(at)],
    [2, () => replaced(dice.pick(pieces))],
    [2, () => replaced('')],
    [2, () => replaced(anyCharacter(dice))],
    [1, () => replaced(text.slice(at, to).repeat(dice.from(2, 4)))],
    [1, () => text.slice(0, at)],
    [1, () => text.slice(at)],
    [1, () => replaced(dice.pick(NUMBERS))],
    [1, () => (corpus.length === 0 ? text : text.slice(0, at) + spliceFrom(dice, dice.pick(corpus)))],
    [1, () => swapWords(dice, text)],
  ])();
}

function spliceFrom(dice: Dice, other: string): string {
  return other.slice(dice.below(other.length + 1));
}

/** Two words change places: a tag's name, a key, a value. */
function swapWords(dice: Dice, text: string): string {
  const words = text.match(/\w+/g) ?? [];
  if (words.length < 2) return text;
  const [one, other] = [dice.pick(words), dice.pick(words)];
  const at = text.indexOf(one);
  return text.slice(0, at) + other + text.slice(at + one.length);
}

/** Something short, very often. */
function bomb(dice: Dice, text: string, pieces: readonly string[]): string {
  const piece = dice.pick([dice.pick(pieces), '<a>', '[', '{"a":', '&amp;', '<!---->', ' ', 'x', '\u202e', '<![CDATA[x]]>', ' a="1"']);
  const times = Math.min(dice.pick([1_000, 20_000, 100_000]), Math.ceil(LARGEST_BOMB / Math.max(1, piece.length)));
  const at = dice.below(text.length + 1);
  return text.slice(0, at) + piece.repeat(times) + text.slice(at);
}

/** A value of any type, mostly of the sort that passes a careless check. */
export function anyValue(dice: Dice, depth = 2): unknown {
  return dice.weighted<() => unknown>([
    [3, () => dice.pick<unknown>([null, true, false, 0, -1, 1, 1.5, -0, 1e21, 1e308, 2 ** 53 - 1, 2 ** 53 + 2, -(2 ** 53) - 2, 2 ** 31, '', ' ', [], {}])],
    [3, () => dice.pick(NUMBERS)],
    [2, () => anyText(dice)],
    [1, () => dice.pick([...PATHS, ...FORMULAS, ...XML_PIECES])],
    [1, () => dice.pick(PROTOTYPE_NAMES)],
    [1, () => (depth === 0 ? null : Array.from({ length: dice.below(4) }, () => anyValue(dice, depth - 1)))],
    [1, () => (depth === 0 ? null : objectOf(Array.from({ length: dice.below(4) }, () => [anyKey(dice), anyValue(dice, depth - 1)] as const)))],
    [0.02, () => nested(dice.pick([100, 500]))],
    [0.02, () => dice.pick(['x', '9', '\n', '=', '\u202e']).repeat(dice.pick([1_000, 100_000]))],
  ])();
}

function anyKey(dice: Dice): string {
  return dice.chance(0.5) ? dice.pick(PROTOTYPE_NAMES) : anyText(dice, 10);
}

/** Own properties even where the name is `__proto__`: JSON.parse makes such objects. */
function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let left = depth; left > 0; left -= 1) value = left % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Valid JSON with one value in many brackets, deeper than any recursion reaches: as a text, since making it of objects would need that recursion. */
export function deepened(dice: Dice, json: string): string {
  const values = [...json.matchAll(/:(?:null|true|false|-?\d+|"[^"\\]*")/g)];
  const one = values[dice.below(values.length)];
  if (one === undefined) return json;
  const depth = dice.pick([1_000, 100_000]);
  return `${json.slice(0, one.index + 1)}${'['.repeat(depth)}1${']'.repeat(depth)}${json.slice(one.index + one[0].length)}`;
}

/** A copy of `value` with one to a few places spoilt: values exchanged, names left out, added, doubled. */
export function mutateJson(dice: Dice, value: unknown): unknown {
  let out = value;
  for (let left = dice.weighted([[6, 1], [3, 2], [1, 5]]); left > 0; left -= 1) out = spoil(dice, out, dice.weighted([[1, 0.05], [4, 0.25]]));
  return out;
}

/** `stop`: how likely it is that this very place is the one. */
function spoil(dice: Dice, value: unknown, stop: number): unknown {
  if (typeof value !== 'object' || value === null || dice.chance(stop * 0.3)) return changed(dice, value);
  if (Array.isArray(value)) {
    const list = value as readonly unknown[];
    if (list.length === 0 || dice.chance(stop)) return changedList(dice, list);
    const at = dice.below(list.length);
    return list.map((item, index) => (index === at ? spoil(dice, item, stop) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || dice.chance(stop)) return changedObject(dice, entries);
  const at = dice.below(entries.length);
  return objectOf(entries.map(([key, item], index) => [key, index === at ? spoil(dice, item, stop) : item] as const));
}

function changed(dice: Dice, value: unknown): unknown {
  if (typeof value === 'string' && dice.chance(0.5)) return mutateText(dice, value);
  if (typeof value === 'number' && dice.chance(0.4)) return dice.pick([-value, value + 0.5, value * 1e6, value * 1e15, String(value), [value], value + 1]);
  return anyValue(dice);
}

function changedList(dice: Dice, list: readonly unknown[]): unknown {
  return dice.weighted<() => unknown>([
    [2, () => [...list, anyValue(dice)]],
    [2, () => list.filter((_item, index) => index !== 0)],
    [2, () => [...list, ...list]],
    [1, () => Object.assign({}, list)],
    [1, () => list.toReversed()],
    [0.05, () => Array.from({ length: 2_000 }, () => list[0])],
  ])();
}

function changedObject(dice: Dice, entries: readonly (readonly [string, unknown])[]): unknown {
  const at = dice.below(Math.max(1, entries.length));
  return dice.weighted<() => unknown>([
    [4, () => objectOf(entries.filter((_entry, index) => index !== at))],
    [2, () => objectOf([...entries, [anyKey(dice), anyValue(dice)]])],
    [1, () => objectOf([['__proto__', { polluted: true }], ...entries])],
    [1, () => objectOf(entries.map(([key, value], index) => [index === at ? anyKey(dice) : key, value] as const))],
    [1, () => entries.map(([, value]) => value)],
    [1, () => objectOf(entries.map(([key], index) => [key, entries[(index + 1) % entries.length]?.[1]] as const))],
  ])();
}
