/** Migration 2, for the window: companies that are held until a person agrees, scheduled tasks, and the words of the sync log. */
export const window = {
  version: 2,
  sql: `
ALTER TABLE company ADD COLUMN hold_writes INTEGER NOT NULL DEFAULT 0; -- 1: made by the wizard, nothing is written until a person has seen the preview
ALTER TABLE connection ADD COLUMN chosen_at INTEGER; -- ms: when a person last saved the shop's settings; the wizard asks until then

-- What runs by itself: what came of the last run, and whether a person has paused it.
CREATE TABLE task (
  kind TEXT NOT NULL CHECK (kind IN ('orders','listings','inventory','sweep','housekeeping')),
  subject INTEGER NOT NULL,  -- connection.id; company.id for a sweep; 0 for housekeeping
  paused INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER,
  ended_at INTEGER,          -- NULL while it runs; older than started_at after a crash
  ok INTEGER,
  text TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

-- Words of each log line; rowid is sync_log.id. tags: the outcome, k and the company's id, c and the connection's.
CREATE VIRTUAL TABLE sync_log_words USING fts5(words, tags, content='', contentless_delete=1, detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER sync_log_words_add AFTER INSERT ON sync_log BEGIN
  INSERT INTO sync_log_words (rowid, words, tags) VALUES (new.id, concat_ws(' ', new.text, new.sku, new.order_number),
    concat_ws(' ', new.outcome, 'k' || new.company_id, 'c' || new.connection_id));
END;
CREATE TRIGGER sync_log_words_drop AFTER DELETE ON sync_log BEGIN
  DELETE FROM sync_log_words WHERE rowid = old.id;
END;
CREATE INDEX sync_log_at ON sync_log (at);
INSERT INTO sync_log_words (rowid, words, tags) SELECT id, concat_ws(' ', text, sku, order_number),
  concat_ws(' ', outcome, 'k' || company_id, 'c' || connection_id) FROM sync_log;
`,
} as const;
