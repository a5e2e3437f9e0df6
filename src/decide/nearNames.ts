/** Names that look like one that is not there: for "did you mean". */

const MOST_EDITS = 2;

/** The best first, at most `most`. Case and what is neither letter nor digit do not count. */
export function nearNames(wanted: string, names: Iterable<string>, most = 3): readonly string[] {
  const sought = plain(wanted);
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const name of new Set(names)) {
    const other = plain(name);
    const distance = distanceOf(sought, other);
    if (distance !== null) found.push({ name, distance });
  }
  return found.sort((one, two) => one.distance - two.distance || (one.name < two.name ? -1 : 1)).slice(0, most).map(({ name }) => name);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Null: they have nothing to do with each other. A name that begins with the other comes after those with one slip of the key. */
function distanceOf(sought: string, other: string): number | null {
  if (sought === '' || other === '') return null;
  if (Math.abs(sought.length - other.length) <= MOST_EDITS) {
    const edits = editsBetween(sought, other);
    // Two slips in three characters are another name.
    if (edits <= MOST_EDITS && edits * 2 < Math.min(sought.length, other.length)) return edits;
  }
  return sought.length >= 3 && (other.startsWith(sought) || sought.startsWith(other)) ? MOST_EDITS : null;
}

/** Characters put in, taken out, changed, or two neighbours swapped (optimal string alignment). */
function editsBetween(one: string, two: string): number {
  let before: number[] = [];
  let last = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= two.length; column += 1) {
      const same = one[row - 1] === two[column - 1];
      let least = Math.min((last[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      const isSwapped = row > 1 && column > 1 && one[row - 1] === two[column - 2] && one[row - 2] === two[column - 1];
      if (isSwapped) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      now.push(least);
    }
    before = last;
    last = now;
  }
  return last[two.length] ?? 0;
}
