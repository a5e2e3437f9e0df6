/** Migration 6: rules per SKU and item, what assemblies are built from, stock by site, what a sweep found, and what was sold twice. */
export const stockRules = {
  version: 6,
  sql: `
-- What differs from the shop's settings for one SKU of the shop, or for one item (by FullName, which follows a rename).
CREATE TABLE item_rule (
  connection_id INTEGER NOT NULL REFERENCES connection(id),
  target TEXT NOT NULL CHECK (target IN ('sku','item')),
  name TEXT NOT NULL COLLATE NOCASE,
  availability TEXT,         -- NULL in each: as the shop has it
  safety_stock INTEGER,      -- pieces
  cap INTEGER,               -- pieces; 0: no limit
  assemblies TEXT,
  exclude INTEGER,
  PRIMARY KEY (connection_id, target, name)
) STRICT, WITHOUT ROWID;

-- What one assembly is built from.
CREATE TABLE item_component (
  company_id INTEGER NOT NULL,
  assembly_list_id TEXT NOT NULL,
  component_list_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (company_id, assembly_list_id, component_list_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_component_of ON item_component (company_id, component_list_id, assembly_list_id, quantity);

-- Stock by inventory site, summed over its bins.
CREATE TABLE item_site (
  company_id INTEGER NOT NULL,
  list_id TEXT NOT NULL,
  site TEXT NOT NULL COLLATE NOCASE,
  on_hand INTEGER NOT NULL,
  on_sales_order INTEGER NOT NULL,
  PRIMARY KEY (company_id, list_id, site)
) STRICT, WITHOUT ROWID;
ALTER TABLE item ADD COLUMN sites_sequence INTEGER; -- hand-out of the request whose answer its sites come from; NULL: never read

-- Items a sweep has to read that are not known yet: only their ListID is.
CREATE TABLE item_unread (
  company_id INTEGER NOT NULL REFERENCES company(id),
  kind TEXT NOT NULL,
  list_id TEXT NOT NULL,
  PRIMARY KEY (company_id, kind, list_id)
) STRICT, WITHOUT ROWID;

-- One row per finished reading of all items, and what the comparison with the shops came to.
CREATE TABLE sweep_report (
  id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  started_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL,           -- ms: when the last item was read
  ended_at INTEGER,                   -- ms: when the shops were compared too; NULL: still to be done
  items INTEGER NOT NULL,             -- items compared
  missed INTEGER,                     -- items the modified filter had not shown; NULL: nothing was known before
  deleted INTEGER NOT NULL,           -- items that are no longer in QuickBooks
  listings INTEGER NOT NULL DEFAULT 0,  -- listings compared
  in_flight INTEGER NOT NULL DEFAULT 0, -- of those, due already or sold from since
  unread_shops INTEGER NOT NULL DEFAULT 0 -- shops whose numbers could not be read
) STRICT;
CREATE INDEX sweep_report_company ON sweep_report (company_id, id);

-- Listings of the newest sweep that did not show what they should.
CREATE TABLE sweep_drift (
  report_id INTEGER NOT NULL REFERENCES sweep_report(id),
  listing_id INTEGER NOT NULL REFERENCES listing(id),
  computed INTEGER NOT NULL,
  confirmed INTEGER,
  store INTEGER,
  sequence INTEGER NOT NULL,          -- a confirmation after it has mended the difference
  PRIMARY KEY (report_id, listing_id)
) STRICT, WITHOUT ROWID;

-- More was sold of an item than there is.
CREATE TABLE oversell (
  id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  list_id TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  ended_at INTEGER,                   -- NULL: still short
  short INTEGER NOT NULL,             -- decimal × 100,000: pieces that are missing
  text TEXT NOT NULL                  -- who sold what, and why
) STRICT;
CREATE UNIQUE INDEX oversell_open ON oversell (company_id, list_id) WHERE ended_at IS NULL;
CREATE INDEX oversell_newest ON oversell (company_id, id);
`,
} as const;
