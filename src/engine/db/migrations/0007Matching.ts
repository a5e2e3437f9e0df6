/** Migration 7, for the matching page: what a person said about listings and items beside which of them belong together. */
export const matching = {
  version: 7,
  sql: `
-- A person said that the listing is not this item: it is neither found by its SKU any more nor suggested.
CREATE TABLE match_refused (
  listing_id INTEGER NOT NULL REFERENCES listing(id),
  list_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (listing_id, list_id)
) STRICT, WITHOUT ROWID;

-- A person does not want to see these on the matching page: there is no counterpart, and there need not be one.
CREATE TABLE match_listing_left_out (
  listing_id INTEGER PRIMARY KEY REFERENCES listing(id),
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE match_item_left_out (
  company_id INTEGER NOT NULL REFERENCES company(id),
  list_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (company_id, list_id)
) STRICT, WITHOUT ROWID;

-- Whether anything that suggestions are made from has changed since they were made; the suggestions themselves are kept in memory.
CREATE TABLE match_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  changes INTEGER NOT NULL
) STRICT;
INSERT INTO match_state (id, changes) VALUES (1, 0);
CREATE TRIGGER match_listing_added AFTER INSERT ON listing BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_listing_changed AFTER UPDATE OF sku, name, gone ON listing WHEN old.sku IS NOT new.sku OR old.name IS NOT new.name OR old.gone IS NOT new.gone BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_item_added AFTER INSERT ON item BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_item_changed AFTER UPDATE OF full_name, part_number, bar_code, is_active, kind ON item
  WHEN old.full_name IS NOT new.full_name OR old.part_number IS NOT new.part_number OR old.bar_code IS NOT new.bar_code OR old.is_active IS NOT new.is_active OR old.kind IS NOT new.kind BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_link_dropped AFTER DELETE ON link BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_link_changed AFTER UPDATE OF list_id ON link WHEN old.list_id IS NOT new.list_id BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_refusal_dropped AFTER DELETE ON match_refused BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
`,
} as const;
