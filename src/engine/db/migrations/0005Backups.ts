/** Migration 5: backups as a scheduled task, what a restored database has still to find out, and documents a restored company file lacks. */
export const backups = {
  version: 5,
  sql: `
CREATE TABLE task_next (
  kind TEXT NOT NULL CHECK (kind IN ('orders','listings','inventory','sweep','housekeeping','backup')),
  subject INTEGER NOT NULL,  -- connection.id; company.id for a sweep; 0 for housekeeping and backup
  paused INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER,
  ended_at INTEGER,          -- NULL while it runs; older than started_at after a crash
  ok INTEGER,
  text TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO task_next SELECT * FROM task;
DROP TABLE task;
ALTER TABLE task_next RENAME TO task;

-- Each time a backup was put in this database's place.
CREATE TABLE restore (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  known_to INTEGER NOT NULL, -- ms: up to when the backup knows what happened
  file TEXT NOT NULL
) STRICT;
ALTER TABLE company ADD COLUMN restored_at INTEGER;   -- ms: of the last restore
ALTER TABLE company ADD COLUMN restored_from INTEGER; -- ms: QuickBooks is still to be asked for our documents since then; NULL: nothing to ask

-- Documents that QuickBooks showed after a restore and that bear our key, or were deleted there: what the backup cannot know.
CREATE TABLE found_document (
  company_id INTEGER NOT NULL REFERENCES company(id),
  txn_id TEXT NOT NULL,
  ref_number TEXT NOT NULL,
  memo_key TEXT NOT NULL,     -- empty for a deleted one
  external_guid TEXT NOT NULL,
  body TEXT NOT NULL,         -- JSON WrittenRecord or DeletedRecord
  is_deleted INTEGER NOT NULL,
  sequence INTEGER NOT NULL,  -- when the answer was stored
  exchange_id INTEGER NOT NULL,
  settled INTEGER NOT NULL DEFAULT 0, -- 1: its order here knows of it, or a person has seen it
  PRIMARY KEY (company_id, txn_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX found_document_open ON found_document (company_id) WHERE settled = 0;

-- What the company guard looked for and did not find: the company file is older than our records.
CREATE TABLE missing_document (
  job_id INTEGER PRIMARY KEY REFERENCES job(id),
  company_id INTEGER NOT NULL REFERENCES company(id)
) STRICT;
`,
} as const;
