/** Migration 4: the stock calls to shops as they went over the line, and the browsers that are signed in. */
export const storeCalls = {
  version: 4,
  sql: `
-- One row per batch call; every line of the sync log that came of it points here. Texts are deflated: a shop's answer to 100 products has about 200 kB.
CREATE TABLE store_call (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connection(id),
  sent_at INTEGER NOT NULL,
  answered_at INTEGER NOT NULL, -- when it ended, with an answer or without
  tries INTEGER NOT NULL,       -- how often it went out; what is kept is the last time
  method TEXT NOT NULL,
  address TEXT NOT NULL,        -- host and path, without what signs the call
  status INTEGER,               -- NULL: no answer came
  request BLOB NOT NULL,
  request_left_out INTEGER NOT NULL,  -- characters beyond those that are kept
  response BLOB,                -- NULL: no answer, or one that broke off
  response_left_out INTEGER NOT NULL
) STRICT;
CREATE INDEX store_call_age ON store_call (connection_id, sent_at);
ALTER TABLE sync_log ADD COLUMN store_call_id INTEGER; -- no reference: calls are tidied away before lines are

-- Browsers that are signed in to serve's window.
CREATE TABLE sign_in (
  digest TEXT PRIMARY KEY,    -- SHA-256 of the cookie: who reads this cannot sign in with it
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;
