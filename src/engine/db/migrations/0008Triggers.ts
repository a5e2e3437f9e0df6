/** Migration 8: the trigger address with its key and calls, and the items that QuickBooks is asked for because a person wants to know. */
export const triggers = {
  version: 8,
  sql: `
-- Whether other programs of this PC may ask for a SKU to be sent, and with which key. One row.
CREATE TABLE trigger_door (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  is_open INTEGER NOT NULL DEFAULT 0,
  key_digest TEXT,           -- scrypt:… of the key: who reads this cannot call; NULL: no key has been made yet
  key_made_at INTEGER
) STRICT;
INSERT INTO trigger_door (id) VALUES (1);

CREATE TABLE trigger_call (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  took INTEGER NOT NULL,     -- ms
  caller TEXT NOT NULL,      -- what the program calls itself (User-Agent); test: the button in the window
  wanted TEXT NOT NULL,      -- the SKU, or * for everything that waits; empty where it was not looked at
  status INTEGER NOT NULL,   -- HTTP's
  answer TEXT NOT NULL       -- what the program was told
) STRICT;
CREATE INDEX trigger_call_at ON trigger_call (at);

-- Items that the next session reads by ListID, whatever has changed: a person compares them.
CREATE TABLE wanted_item (
  company_id INTEGER NOT NULL REFERENCES company(id),
  list_id TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (company_id, list_id)
) STRICT, WITHOUT ROWID;
`,
} as const;
