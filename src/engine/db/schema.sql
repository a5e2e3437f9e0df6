-- The schema as the migrations in this folder make it, for people to read; what each table is for: docs/data-model.md.
-- Generated: change a migration, then run "npx node scripts/schema.ts". A test compares the two.
-- Version 10.

CREATE TABLE company (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  username TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password_hash TEXT NOT NULL,
  file_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unknown','confirm','approved','stopped')),
  identity TEXT,             -- JSON CompanyIdentity that was approved
  candidate TEXT,            -- JSON CompanyIdentity that answered and awaits a person's word
  problem TEXT,              -- JSON Problem
  approve_first INTEGER NOT NULL DEFAULT 0,
  settings TEXT NOT NULL,    -- JSON, only what differs from the defaults
  item_cursor INTEGER,       -- ms: start of the last session that read the modified items to the end
  last_sweep_at INTEGER,     -- ms: when every item was last read
  sweep TEXT,                -- JSON SweepState while one is due or under way
  last_sweep_missed INTEGER, -- what the last sweep found that the modified filter had not shown
  last_poll_at INTEGER,
  created_at INTEGER NOT NULL
, hold_writes INTEGER NOT NULL DEFAULT 0, lists_due INTEGER NOT NULL DEFAULT 0, restored_at INTEGER, restored_from INTEGER) STRICT;

CREATE TABLE connection (
  id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  host TEXT NOT NULL,        -- frozen at creation: part of newMessageSetID
  secrets TEXT NOT NULL,     -- JSON name → sealed text
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  order_cursor TEXT,
  last_pull_at INTEGER,      -- ms: start of the last pull that ended well
  last_listings_at INTEGER,
  clock_offset INTEGER,      -- ms: the shop's clock minus ours
  problem TEXT, chosen_at INTEGER,
  UNIQUE (company_id, name)
) STRICT;

CREATE TABLE customer (
  company_id INTEGER NOT NULL REFERENCES company(id),
  key TEXT NOT NULL,          -- 'catchAll:NAME' or 'buyer:HOST:…'
  list_id TEXT NOT NULL,
  full_name TEXT NOT NULL,
  PRIMARY KEY (company_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE exchange (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES session(id),
  company_id INTEGER NOT NULL,
  job_id INTEGER REFERENCES job(id),
  purpose TEXT NOT NULL,      -- JSON Purpose
  state TEXT NOT NULL CHECK (state IN ('prepared','handed','answered','lost','dropped')),
  request_text TEXT NOT NULL,
  response_text TEXT,
  hresult TEXT,
  message TEXT,
  prepared_at INTEGER NOT NULL,
  handed_at INTEGER,
  handed_sequence INTEGER,
  answered_at INTEGER,
  answered_sequence INTEGER
) STRICT;
CREATE INDEX exchange_job ON exchange (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX exchange_session ON exchange (session_id, id);

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

CREATE TABLE item (
  company_id INTEGER NOT NULL REFERENCES company(id),
  list_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  full_name TEXT NOT NULL COLLATE NOCASE,
  is_active INTEGER NOT NULL,
  on_hand INTEGER,           -- decimal × 100,000
  on_sales_order INTEGER,    -- decimal × 100,000
  part_number TEXT NOT NULL,
  bar_code TEXT NOT NULL,
  time_modified TEXT NOT NULL,
  edit_sequence TEXT NOT NULL,
  members TEXT NOT NULL,     -- JSON [{listId, quantity}]
  read_sequence INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0, -- deleted in QuickBooks; inactive as well
  check_due INTEGER NOT NULL DEFAULT 0, sales_price INTEGER, sites_sequence INTEGER, -- changed: shops that have no listing for it are to be named in the log
  PRIMARY KEY (company_id, list_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_bar_code ON item (company_id, bar_code COLLATE NOCASE) WHERE bar_code <> '';
CREATE INDEX item_check ON item (company_id) WHERE check_due = 1;
CREATE INDEX item_full_name ON item (company_id, full_name);
CREATE INDEX item_name ON item (company_id, name);
CREATE INDEX item_part_number ON item (company_id, part_number COLLATE NOCASE) WHERE part_number <> '';
CREATE TRIGGER match_item_added AFTER INSERT ON item BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_item_changed AFTER UPDATE OF full_name, part_number, bar_code, is_active, kind ON item
  WHEN old.full_name IS NOT new.full_name OR old.part_number IS NOT new.part_number OR old.bar_code IS NOT new.bar_code OR old.is_active IS NOT new.is_active OR old.kind IS NOT new.kind BEGIN
  UPDATE match_state SET changes = changes + 1;
END;

CREATE TABLE item_component (
  company_id INTEGER NOT NULL,
  assembly_list_id TEXT NOT NULL,
  component_list_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (company_id, assembly_list_id, component_list_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_component_of ON item_component (company_id, component_list_id, assembly_list_id, quantity);

CREATE TABLE item_field (
  company_id INTEGER NOT NULL,
  list_id TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  value TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (company_id, list_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_field_value ON item_field (company_id, name, value);

CREATE TABLE item_member (
  company_id INTEGER NOT NULL,
  kit_list_id TEXT NOT NULL,
  member_list_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (company_id, kit_list_id, member_list_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_member_of ON item_member (company_id, member_list_id, kit_list_id, quantity);

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

CREATE TABLE item_site (
  company_id INTEGER NOT NULL,
  list_id TEXT NOT NULL,
  site TEXT NOT NULL COLLATE NOCASE,
  on_hand INTEGER NOT NULL,
  on_sales_order INTEGER NOT NULL,
  PRIMARY KEY (company_id, list_id, site)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_unread (
  company_id INTEGER NOT NULL REFERENCES company(id),
  kind TEXT NOT NULL,
  list_id TEXT NOT NULL,
  PRIMARY KEY (company_id, kind, list_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "job" (
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
CREATE INDEX job_custom_fields ON job (company_id) WHERE custom_fields IS NOT NULL;
CREATE INDEX job_customer ON job (company_id, json_extract(payload, '$.key')) WHERE family = 'customer';
CREATE INDEX job_done ON job (company_id, success_sequence) WHERE state = 'done';
CREATE INDEX job_item ON job (company_id, store_document_id) WHERE family = 'item';
CREATE UNIQUE INDEX job_memo_key ON job (company_id, memo_key);
CREATE UNIQUE INDEX job_number ON job (company_id, kind, ref_number) WHERE ref_number <> '';
CREATE UNIQUE INDEX job_once ON job (company_id, connection_id, store_document_id, family) WHERE NOT (state = 'cancelled' AND ever_sent = 0);
CREATE INDEX job_order ON job (order_id);
CREATE INDEX job_parent ON job (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX job_pending ON job (company_id) WHERE state = 'done' AND posts_stock = 0 AND posted_sequence IS NULL;
CREATE INDEX job_reread ON job (company_id) WHERE reread_due = 1;
CREATE INDEX job_sales_order ON job (connection_id) WHERE kind = 'salesOrder' AND state = 'done';
CREATE INDEX job_state ON job (company_id, state);
CREATE INDEX job_warning ON job (company_id) WHERE state = 'done' AND problem IS NOT NULL;

CREATE TABLE link (
  listing_id INTEGER PRIMARY KEY REFERENCES listing(id),
  company_id INTEGER NOT NULL,
  list_id TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('auto','person'))
) STRICT;
CREATE INDEX link_item ON link (company_id, list_id);
CREATE TRIGGER match_link_changed AFTER UPDATE OF list_id ON link WHEN old.list_id IS NOT new.list_id BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_link_dropped AFTER DELETE ON link BEGIN
  UPDATE match_state SET changes = changes + 1;
END;

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

CREATE TABLE list_read (
  company_id INTEGER NOT NULL REFERENCES company(id),
  list TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  problem TEXT,               -- JSON Problem: QuickBooks would not give it (a feature that is off); entries are as before
  PRIMARY KEY (company_id, list)
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connection(id),
  key TEXT NOT NULL,
  parent_key TEXT,
  sku TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL,
  stock_keeper TEXT NOT NULL CHECK (stock_keeper IN ('self','parent','none')),
  store_quantity INTEGER,    -- decimal × 100,000, the shop's own number when last seen
  store_quantity_at INTEGER NOT NULL DEFAULT 0, -- ms: not later than the moment the shop had that number
  is_sellable INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0,
  confirmed_quantity INTEGER, -- the last number the shop's own answer showed to be the one we sent
  confirmed_sequence INTEGER, -- taken when that number was computed: what was pulled later is not in it
  touched_sequence INTEGER,   -- when an order, refund, cancellation or deletion touching it was last pulled
  check_due INTEGER NOT NULL DEFAULT 0,
  skip_reason TEXT,           -- the last reason logged for not sending
  declined_quantity INTEGER,  -- a number a person did not want sent: not due again until it is another
  UNIQUE (connection_id, key)
) STRICT;
CREATE INDEX listing_check ON listing (connection_id) WHERE check_due = 1;
CREATE INDEX listing_parent ON listing (connection_id, parent_key) WHERE parent_key IS NOT NULL;
CREATE INDEX listing_sku ON listing (connection_id, sku);
CREATE TRIGGER match_listing_added AFTER INSERT ON listing BEGIN
  UPDATE match_state SET changes = changes + 1;
END;
CREATE TRIGGER match_listing_changed AFTER UPDATE OF sku, name, gone ON listing WHEN old.sku IS NOT new.sku OR old.name IS NOT new.name OR old.gone IS NOT new.gone BEGIN
  UPDATE match_state SET changes = changes + 1;
END;

CREATE TABLE log_indexed (only INTEGER PRIMARY KEY CHECK (only = 1), upto INTEGER NOT NULL) STRICT;

CREATE TABLE match_item_left_out (
  company_id INTEGER NOT NULL REFERENCES company(id),
  list_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (company_id, list_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE match_listing_left_out (
  listing_id INTEGER PRIMARY KEY REFERENCES listing(id),
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE match_refused (
  listing_id INTEGER NOT NULL REFERENCES listing(id),
  list_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (listing_id, list_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER match_refusal_dropped AFTER DELETE ON match_refused BEGIN
  UPDATE match_state SET changes = changes + 1;
END;

CREATE TABLE match_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  changes INTEGER NOT NULL
) STRICT;

CREATE TABLE missing_document (
  job_id INTEGER PRIMARY KEY REFERENCES job(id),
  company_id INTEGER NOT NULL REFERENCES company(id)
) STRICT;

CREATE TABLE order_line (
  order_id INTEGER NOT NULL REFERENCES store_order(id),
  line_id TEXT NOT NULL,
  listing_id INTEGER,
  sku TEXT COLLATE NOCASE,
  taken INTEGER NOT NULL,     -- decimal × 100,000: what the shop says it took
  open INTEGER NOT NULL,      -- 0 once its document is known to be inside the item's quantity
  PRIMARY KEY (order_id, line_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_line_listing ON order_line (listing_id) WHERE listing_id IS NOT NULL;
CREATE INDEX order_line_open ON order_line (listing_id) WHERE open = 1 AND taken > 0;
CREATE INDEX order_line_sku ON order_line (sku) WHERE open = 1 AND taken > 0;

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
CREATE INDEX oversell_newest ON oversell (company_id, id);
CREATE UNIQUE INDEX oversell_open ON oversell (company_id, list_id) WHERE ended_at IS NULL;

CREATE TABLE posted_document (
  job_id INTEGER PRIMARY KEY REFERENCES job(id),
  company_id INTEGER NOT NULL,
  wanted INTEGER NOT NULL DEFAULT 0, -- 1: to be read (again) at the next session
  body TEXT,                  -- JSON PostedDocument; NULL until it has been read
  read_at INTEGER
) STRICT;
CREATE INDEX posted_document_wanted ON posted_document (company_id) WHERE wanted = 1;

CREATE TABLE restore (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  known_to INTEGER NOT NULL, -- ms: up to when the backup knows what happened
  file TEXT NOT NULL
) STRICT;

CREATE TABLE sequence (only INTEGER PRIMARY KEY CHECK (only = 1), value INTEGER NOT NULL) STRICT;

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  company_id INTEGER NOT NULL REFERENCES company(id),
  ticket TEXT NOT NULL UNIQUE,
  phase TEXT NOT NULL CHECK (phase IN ('ready','awaiting','failed','closed')),
  plan TEXT NOT NULL,         -- JSON SessionPlan
  opened_at INTEGER NOT NULL,
  last_call_at INTEGER NOT NULL,
  last_error TEXT NOT NULL DEFAULT '',
  last_percent INTEGER NOT NULL DEFAULT 0,
  closing_text TEXT
) STRICT;
CREATE INDEX session_company ON session (company_id, id);

CREATE TABLE sign_in (
  digest TEXT PRIMARY KEY,    -- SHA-256 of the cookie: who reads this cannot sign in with it
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_update (
  listing_id INTEGER PRIMARY KEY REFERENCES listing(id),
  connection_id INTEGER NOT NULL REFERENCES connection(id),
  version INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL CHECK (state IN ('pending','pushing','held','failed')),
  route TEXT NOT NULL CHECK (route IN ('inline','queued')),
  due_since INTEGER NOT NULL,
  not_before INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  approved INTEGER NOT NULL DEFAULT 0,
  pushing_version INTEGER,
  pushing_quantity INTEGER,
  pushing_quickbooks INTEGER,
  pushing_sequence INTEGER,   -- taken when the number was computed
  routed INTEGER NOT NULL DEFAULT 1, -- 0: found due, its run is not counted to the end yet; not sent before
  to_zero INTEGER NOT NULL DEFAULT 0, -- would take a listing that sells to 0 (zero brake)
  found_quantity INTEGER,     -- the number that made it due; what is sent is computed anew
  problem TEXT
) STRICT;
CREATE INDEX stock_update_due ON stock_update (connection_id, state, due_since, listing_id);
CREATE INDEX stock_update_inline ON stock_update (connection_id) WHERE route = 'inline';
CREATE INDEX stock_update_staged ON stock_update (connection_id) WHERE routed = 0;
CREATE INDEX stock_update_waiting ON stock_update (connection_id) WHERE not_before IS NOT NULL;
CREATE INDEX stock_update_zero ON stock_update (connection_id) WHERE to_zero = 1;

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

CREATE TABLE store_order (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connection(id),
  store_id TEXT NOT NULL,
  number TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  -- 1: its lines take from stock; 0: before the start date, or marked "already in QuickBooks"
  counts INTEGER NOT NULL,
  body TEXT NOT NULL,         -- JSON StoreOrder as last pulled
  sent_body TEXT,             -- JSON StoreOrder that the document sent was made of
  pulled_at INTEGER NOT NULL,
  difference TEXT, difference_left TEXT,            -- JSON: what changed in the shop after the document was sent
  UNIQUE (connection_id, store_id)
) STRICT;
CREATE INDEX store_order_difference ON store_order (connection_id) WHERE difference IS NOT NULL;
CREATE INDEX store_order_number ON store_order (number);

CREATE TABLE sweep_drift (
  report_id INTEGER NOT NULL REFERENCES sweep_report(id),
  listing_id INTEGER NOT NULL REFERENCES listing(id),
  computed INTEGER NOT NULL,
  confirmed INTEGER,
  store INTEGER,
  sequence INTEGER NOT NULL,          -- a confirmation after it has mended the difference
  PRIMARY KEY (report_id, listing_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE sync_log (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  company_id INTEGER,
  connection_id INTEGER,
  sku TEXT COLLATE NOCASE,
  order_number TEXT,
  outcome TEXT NOT NULL,
  quickbooks_quantity INTEGER,
  sent_quantity INTEGER,
  store_quantity INTEGER,
  route TEXT,
  text TEXT NOT NULL,
  exchange_id INTEGER
, store_call_id INTEGER) STRICT;
CREATE INDEX sync_log_at ON sync_log (at);
CREATE INDEX sync_log_confirmed ON sync_log (connection_id, at) WHERE outcome = 'confirmed';
CREATE INDEX sync_log_order ON sync_log (order_number, id) WHERE order_number IS NOT NULL;
CREATE INDEX sync_log_sku ON sync_log (sku, id) WHERE sku IS NOT NULL;
CREATE TRIGGER sync_log_words_add AFTER INSERT ON sync_log WHEN new.id % 256 = 0 BEGIN
  INSERT INTO sync_log_words (rowid, words, tags) SELECT id, concat_ws(' ', text, sku, order_number),
    concat_ws(' ', outcome, 'k' || company_id, 'c' || connection_id) FROM sync_log WHERE id > (SELECT upto FROM log_indexed);
  UPDATE log_indexed SET upto = new.id;
END;
CREATE TRIGGER sync_log_words_drop AFTER DELETE ON sync_log BEGIN
  DELETE FROM sync_log_words WHERE rowid = old.id AND old.id <= (SELECT upto FROM log_indexed);
  -- Where the newest lines are deleted, their ids are given again.
  UPDATE log_indexed SET upto = old.id - 1 WHERE upto >= old.id AND NOT EXISTS (SELECT 1 FROM sync_log WHERE id > old.id);
END;

CREATE VIRTUAL TABLE sync_log_words USING fts5(words, tags, content='', contentless_delete=1, detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE "task" (
  kind TEXT NOT NULL CHECK (kind IN ('orders','listings','inventory','sweep','housekeeping','backup')),
  subject INTEGER NOT NULL,  -- connection.id; company.id for a sweep; 0 for housekeeping and backup
  paused INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER,
  ended_at INTEGER,          -- NULL while it runs; older than started_at after a crash
  ok INTEGER,
  text TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE trigger_door (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  is_open INTEGER NOT NULL DEFAULT 0,
  key_digest TEXT,           -- scrypt:… of the key: who reads this cannot call; NULL: no key has been made yet
  key_made_at INTEGER
) STRICT;

CREATE TABLE unreadable_order (
  connection_id INTEGER NOT NULL REFERENCES connection(id),
  store_id TEXT NOT NULL,
  number TEXT NOT NULL,
  problem TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, store_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE wanted_item (
  company_id INTEGER NOT NULL REFERENCES company(id),
  list_id TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (company_id, list_id)
) STRICT, WITHOUT ROWID;

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
