/** Calls about matching: which listing is which item, what nobody has decided yet, and what is there twice. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, decimalShape, list, listId, listingId, pageLimit, problemShape } from '../shapes.ts';

/**
 * listings     listings without an item
 * items        items with stock that no listing is fed from
 * suggestions  pairs that may be the same
 * duplicates   what is there twice, on either side
 * links        pairs that are remembered
 */
export const MATCH_TABS = ['listings', 'items', 'suggestions', 'duplicates', 'links'] as const;

/** sure: the same code, written otherwise; likely: to be looked at; possible: a hint. */
export const matchGrade = z.enum(['sure', 'likely', 'possible']);

export const matchListing = z.object({ listingId, connectionId, sku: z.string(), name: z.string(), storeQuantity: decimalShape.nullable(), isSellable: z.boolean() });
export const matchItem = z.object({ companyId, listId, fullName: z.string(), partNumber: z.string(), barCode: z.string(), onHand: decimalShape.nullable(), isActive: z.boolean() });

export const matchRow = z.object({
  /** Of this row in its tab. */
  key: z.string(),
  listing: matchListing.nullable(),
  item: matchItem.nullable(),
  /** In words: why there is no item, why the two may be the same, what is there twice. */
  text: z.string(),
  grade: matchGrade.nullable(),
  /** Nothing else fits either of the two as well. */
  isOnly: z.boolean(),
  /** Of a link: found by us, or said by a person. */
  source: z.enum(['auto', 'person']).nullable(),
  /** Other listings of the same store that the item feeds, as SKUs. */
  alsoFeeds: list(z.string()),
  isLeftOut: z.boolean(),
  /** Of duplicates: what is there twice. */
  members: list(z.object({ label: z.string(), listingId: listingId.nullable(), listId: listId.nullable() })),
});

const search = z.string().trim().max(100).optional();
const only = { connectionId: connectionId.optional(), search };

export const matchingCalls = {
  /** Lines `skip` to `skip + limit` of one tab; `total`: how many the question has. `leftOut`: those a person has left out (listings and items). */
  'matching.list': call({
    tab: z.enum(MATCH_TABS), ...only, grade: matchGrade.optional(), leftOut: z.boolean().default(false), skip: count.default(0), limit: pageLimit,
  }, {
    rows: list(matchRow), total: count, isMaking: z.boolean(),
  }),
  /**
   * `isMaking`, here and in a list of suggestions: they are being made anew and are those from before; the event suggestionsMade says when.
   * `ready`: suggestions that can be accepted in bulk, by grade.
   */
  'matching.count': call({ connectionId: connectionId.optional() }, {
    tabs: z.record(z.enum(MATCH_TABS), count), ready: z.object({ sure: count, likely: count }),
    leftOut: z.object({ listings: count, items: count }), isMaking: z.boolean(),
  }),
  /** What may be the counterpart of one listing, or of one item: what is suggested, then what is found by `search` (two characters at least). */
  'matching.candidates': call({ listingId: listingId.optional(), item: z.strictObject({ companyId, listId }).optional(), search }, { rows: list(matchRow) }),
  /** A person's word. Problem `secondListing`: the item feeds another listing of the store already; `share` agrees to that. */
  'matching.link': call({ listingId, listId, share: z.boolean().default(false) }, { alsoFeeds: list(z.string()) }),
  /** The listing is not this item: it is not found by its SKU again either. `item`: FullName of what it was. */
  'matching.unlink': call({ listingId }, { item: z.string() }),
  /** With both: the two are not the same. With one: there is no counterpart and need not be one. `undo` takes it back. */
  'matching.ignore': call({ listingId: listingId.optional(), item: z.strictObject({ companyId, listId }).optional(), undo: z.boolean().default(false) }, { changed: count }),
  /**
   * Accepts suggestions: the pairs that are given, or all of a grade that fit the filter and nothing else fits as well. At most 1,000 at a time: `left` says how many
   * are still to go. What is not linked is named with its reason, at most 100.
   */
  'matching.acceptMany': call({ pairs: z.array(z.strictObject({ listingId, listId })).min(1).max(1_000).optional(), grade: z.enum(['sure', 'likely']).optional(), ...only }, {
    linked: count, left: count, refused: list(z.object({ sku: z.string(), item: z.string(), problem: problemShape })),
  }),
  /** Links of one company as CSV: pass `next` as `part` until it is null, and join the texts. Cells that a spreadsheet would take for a formula begin with an apostrophe. */
  'matching.exportCsv': call({ companyId, connectionId: connectionId.optional(), part: count.default(0) }, {
    name: z.string(), text: z.string(), links: count, next: count.nullable(),
  }),
  /** Part of a file to be imported; without `upload` a new one begins, and an unfinished one is forgotten. */
  'matching.importText': call({ upload: z.string().max(40).optional(), text: z.string().max(250_000) }, { upload: z.string(), characters: count }),
  /** What the file would change, and, with `apply` and the `plan` that was shown, changes it: every good row in one transaction. */
  'matching.importCsv': call({ companyId, upload: z.string().max(40), share: z.boolean().default(false), apply: z.boolean().default(false), plan: z.string().max(60).optional() }, {
    plan: z.string(),
    isApplied: z.boolean(),
    added: count,
    changed: count,
    same: count,
    /** Of those added and changed: listings whose item feeds another listing of the store too. */
    shared: count,
    badTotal: count,
    /** At most 500; `problem.field` is the column. */
    bad: list(z.object({ line: z.int(), problem: problemShape })),
    /** The first 100 that change. */
    sample: list(z.object({ line: z.int(), sku: z.string(), item: z.string(), was: z.string().nullable() })),
  }),
} as const;
