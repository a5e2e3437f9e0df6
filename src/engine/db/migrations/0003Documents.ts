/** Migration 3, for documents and settlements: dependent jobs, QuickBooks' lists, writing back to the shops, and posted documents kept for printing. */
export const documents = {
  version: 3,
  sql: `
-- SQLite cannot widen a CHECK in place: the table is written anew, references to it are checked when the step ends (migrate.ts).
CREATE TABLE job_wider (
  id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  connection_id INTEGER NOT NULL REFERENCES connection(id),
  order_id INTEGER REFERENCES store_order(id),
  kind TEXT NOT NULL CHECK (kind IN ('salesReceipt','invoice','salesOrder','creditMemo','customer','receivePayment','arRefundCreditCard','check','item')),
  family TEXT NOT NULL CHECK (family IN ('order','refund','customer','payment','settlement','item')),
  store_document_id TEXT NOT NULL,
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting','ready','sent','done','inDoubt','needsAttention','cancelled')),
  problem TEXT,
  ref_number TEXT NOT NULL,
  memo_key TEXT NOT NULL,
  external_guid TEXT NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  message_set_id TEXT,
  request_id TEXT,
  request_text TEXT,
  ever_sent INTEGER NOT NULL DEFAULT 0,
  sent_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  resends INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER,
  txn_id TEXT,
  list_id TEXT,
  success_sequence INTEGER,
  posts_stock INTEGER NOT NULL DEFAULT 1,
  posted_sequence INTEGER,    -- for a pending document: when it was seen completed
  evidence TEXT,              -- how a doubt was settled
  expected_total INTEGER,     -- cents: what the shop charged
  booked_total INTEGER,       -- cents: what QuickBooks answered
  payload TEXT,               -- JSON JobPayload: what only this kind needs
  touches TEXT,               -- JSON ListIDs on the document's lines
  reread_due INTEGER NOT NULL DEFAULT 0, -- 1 from success until those items have been read again
  guard_ignored INTEGER NOT NULL DEFAULT 0, -- a person said that its absence from the company file is right
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  parent_id INTEGER REFERENCES job(id), -- the document whose TxnID this one needs: the invoice of a payment, the credit memo of a settlement
  charged_tax INTEGER,        -- cents: the sales tax the shop charged
  booked_tax INTEGER,         -- cents: the sales tax QuickBooks answered
  custom_fields TEXT,         -- JSON CustomFieldValue[] still to be written on the document; NULL: none (left)
  released INTEGER NOT NULL DEFAULT 0 -- 1: a person sent just this one out of a preview while the company is still held
) STRICT;
INSERT INTO job_wider (
    id, company_id, connection_id, order_id, kind, family, store_document_id, label, state, problem, ref_number, memo_key,
    external_guid, generation, message_set_id, request_id, request_text, ever_sent, sent_at, attempts, resends, not_before, txn_id,
    list_id, success_sequence, posts_stock, posted_sequence, evidence, expected_total, booked_total, payload, touches, reread_due,
    guard_ignored, created_at, updated_at
  )
  SELECT
    id, company_id, connection_id, order_id, kind, family, store_document_id, label, state, problem, ref_number, memo_key,
    external_guid, generation, message_set_id, request_id, request_text, ever_sent, sent_at, attempts, resends, not_before, txn_id,
    list_id, success_sequence, posts_stock, posted_sequence, evidence, expected_total, booked_total, payload, touches, reread_due,
    guard_ignored, created_at, updated_at
  FROM job;
DROP TABLE job;
ALTER TABLE job_wider RENAME TO job;
-- Exactly once, for ever, finished jobs included; only what was cancelled before it was ever sent may be made again.
CREATE UNIQUE INDEX job_once ON job (company_id, connection_id, store_document_id, family) WHERE NOT (state = 'cancelled' AND ever_sent = 0);
CREATE UNIQUE INDEX job_number ON job (company_id, kind, ref_number) WHERE ref_number <> '';
CREATE UNIQUE INDEX job_memo_key ON job (company_id, memo_key);
CREATE INDEX job_state ON job (company_id, state);
CREATE INDEX job_customer ON job (company_id, json_extract(payload, '$.key')) WHERE family = 'customer';
CREATE INDEX job_order ON job (order_id);
CREATE INDEX job_reread ON job (company_id) WHERE reread_due = 1;
CREATE INDEX job_sales_order ON job (connection_id) WHERE kind = 'salesOrder' AND state = 'done';
CREATE INDEX job_done ON job (company_id, success_sequence) WHERE state = 'done';
CREATE INDEX job_parent ON job (parent_id) WHERE parent_id IS NOT NULL;
-- What is done and still has something to say: QuickBooks booked another total than the shop charged.
CREATE INDEX job_warning ON job (company_id) WHERE state = 'done' AND problem IS NOT NULL;
CREATE INDEX job_custom_fields ON job (company_id) WHERE custom_fields IS NOT NULL;
CREATE INDEX job_item ON job (company_id, store_document_id) WHERE family = 'item';

ALTER TABLE company ADD COLUMN lists_due INTEGER NOT NULL DEFAULT 0; -- 1: a person asked for QuickBooks' lists to be read at the next session

-- QuickBooks' lists as the settings screen offers them, and as settings are checked against.
CREATE TABLE list_entry (
  company_id INTEGER NOT NULL REFERENCES company(id),
  list TEXT NOT NULL,         -- ListName: account, class, term …
  list_id TEXT NOT NULL,
  full_name TEXT NOT NULL COLLATE NOCASE,
  is_active INTEGER NOT NULL,
  detail TEXT NOT NULL,       -- what kind of entry it is, e.g. an account's type
  PRIMARY KEY (company_id, list, list_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_entry_name ON list_entry (company_id, list, full_name);

-- When a list was last read to the end; its absence means that nothing can be said about it.
CREATE TABLE list_read (
  company_id INTEGER NOT NULL REFERENCES company(id),
  list TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  problem TEXT,               -- JSON Problem: QuickBooks would not give it (a feature that is off); entries are as before
  PRIMARY KEY (company_id, list)
) STRICT, WITHOUT ROWID;

-- Items by what else a shop's SKU may be: bar code, part number, a custom field.
CREATE INDEX item_bar_code ON item (company_id, bar_code COLLATE NOCASE) WHERE bar_code <> '';
CREATE INDEX item_part_number ON item (company_id, part_number COLLATE NOCASE) WHERE part_number <> '';
ALTER TABLE item ADD COLUMN sales_price INTEGER; -- decimal × 100,000
CREATE TABLE item_field (
  company_id INTEGER NOT NULL,
  list_id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  value TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (company_id, list_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_field_value ON item_field (company_id, name, value);

-- What a shop is still to be told of a document that is in QuickBooks; gone once the shop has confirmed it.
CREATE TABLE write_back (
  job_id INTEGER PRIMARY KEY REFERENCES job(id),
  connection_id INTEGER NOT NULL REFERENCES connection(id),
  state TEXT NOT NULL CHECK (state IN ('pending','failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_since INTEGER NOT NULL,
  not_before INTEGER,
  problem TEXT                -- JSON Problem of the last attempt
) STRICT;
CREATE INDEX write_back_due ON write_back (connection_id, state, due_since);

-- A document as QuickBooks posted it, for the invoice that is printed of it.
CREATE TABLE posted_document (
  job_id INTEGER PRIMARY KEY REFERENCES job(id),
  company_id INTEGER NOT NULL,
  wanted INTEGER NOT NULL DEFAULT 0, -- 1: to be read (again) at the next session
  body TEXT,                  -- JSON PostedDocument; NULL until it has been read
  read_at INTEGER
) STRICT;
CREATE INDEX posted_document_wanted ON posted_document (company_id) WHERE wanted = 1;

ALTER TABLE store_order ADD COLUMN difference_left TEXT; -- JSON: the difference a person has seen and leaves as it is
CREATE INDEX store_order_difference ON store_order (connection_id) WHERE difference IS NOT NULL;
`,
} as const;
