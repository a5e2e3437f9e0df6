/** Answers the calls about links as CSV: written out in parts, and read in after a look at what would change. */
import { exportLinks, planImport, type LinkImport } from '../../decide/matchImport.ts';
import { toDay } from '../../domain/calendar.ts';
import type { CompanyId, ConnectionId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { setLink } from '../db/links.ts';
import { matchItemRow } from '../db/matching.ts';
import { forgetRefusal } from '../db/matchingChoices.ts';
import { linkSnapshot } from '../db/matchingPool.ts';
import type { Db } from '../db/open.ts';
import { sha256 } from '../digest.ts';
import type { Context } from '../ports.ts';
import { notePerson } from './change.ts';

/** Characters of one part: an answer that a window reads between two frames. */
const PART = 400_000;
/** A file of more than 200,000 links is not one that a person has made. */
const MOST_CHARACTERS = 40_000_000;

/** Whole lines only: a row is never cut. */
export function exportPart(
  db: Db,
  { zone, now }: Pick<Context, 'zone' | 'now'>,
  wanted: { readonly companyId: CompanyId; readonly connectionId?: ConnectionId | undefined; readonly part: number },
): { name: string; text: string; links: number; next: number | null } {
  const text = exportLinks(linkSnapshot(db, wanted.companyId), wanted.connectionId ?? null);
  const from = wanted.part * PART;
  const [start, end] = [lineAt(text, from), lineAt(text, from + PART)];
  const part = text.slice(start, end);
  return {
    name: `Stockbridge links ${toDay(now(), zone)}.csv`,
    text: part,
    links: Math.max(0, part.split('\r\n').length - 1 - (start === 0 ? 1 : 0)),
    next: end < text.length ? wanted.part + 1 : null,
  };
}

function lineAt(text: string, place: number): number {
  if (place === 0 || place >= text.length) return Math.min(place, text.length);
  const end = text.indexOf('\r\n', place);
  return end < 0 ? text.length : end + 2;
}

export type Uploads = {
  /** Error: `csvTooLarge`, `noUpload`. */
  add(upload: string | undefined, text: string): Result<{ readonly upload: string; readonly characters: number }>;
  /** Error: `noUpload`. */
  read(upload: string): Result<string>;
  forget(): void;
};

/** One file at a time: the parts as they came. */
export function createUploads(randomHex: (bytes: number) => string): Uploads {
  let current: { readonly upload: string; readonly parts: string[]; characters: number } | null = null;
  const gone = err(problem('noUpload', 'The file is not here any more: the bridge was started again, or another file was read since.', 'Choose the file again.'));
  return {
    add(upload, text) {
      if (upload === undefined) current = { upload: randomHex(8), parts: [], characters: 0 };
      if (current === null || (upload !== undefined && current.upload !== upload)) return gone;
      if (current.characters + text.length > MOST_CHARACTERS) {
        current = null;
        return err(problem('csvTooLarge', 'The file is larger than 40 million characters.', 'Split it into several files.'));
      }
      current.parts.push(text);
      current.characters += text.length;
      return ok({ upload: current.upload, characters: current.characters });
    },
    read: (upload) => (current?.upload === upload ? ok(current.parts.join('')) : gone),
    forget: () => { current = null; },
  };
}

/** The same for the same changes and the same errors, so that what is applied is what was shown. */
export function planName({ changes, bad, same }: LinkImport): string {
  const text = JSON.stringify([
    changes.map(({ line, listing, item, was, source }) => [line, listing.id, item.listId, was, source]),
    bad.map(({ line, problem: { code } }) => [line, code]),
    same,
  ]);
  return Buffer.from(sha256(text)).toString('hex').slice(0, 32);
}

export type Imported = { readonly plan: string; readonly found: LinkImport };

/** Reads only. Errors: those of planImport. */
export function planLinks(db: Db, companyId: CompanyId, text: string, share: boolean): Result<Imported> {
  const found = planImport(linkSnapshot(db, companyId), text, { share });
  return found.ok ? ok({ plan: planName(found.value), found: found.value }) : found;
}

/** All that is good, inside the caller's transaction; a line in the log for each. */
export function applyLinks(ctx: Pick<Context, 'db' | 'now'>, companyId: CompanyId, { changes }: LinkImport): void {
  const { db } = ctx;
  for (const { listing, item, was, source, isShared } of changes) {
    forgetRefusal(db, listing.id, item.listId);
    setLink(db, companyId, listing.id, item.listId, source);
    const before = was === null || was === item.listId ? '' : ` It was "${matchItemRow(db, { companyId, listId: was })?.fullName ?? was}" before.`;
    const shared = isShared ? ' The item feeds another listing of this shop as well, and the file agreed to that.' : '';
    notePerson(
      ctx,
      { companyId, connectionId: listing.connectionId, ...(listing.sku === '' ? {} : { sku: listing.sku }) },
      'changed',
      `linked "${listing.sku === '' ? listing.name : listing.sku}" to the item "${item.fullName}" by a CSV file.${before}${shared}`,
    );
  }
}
