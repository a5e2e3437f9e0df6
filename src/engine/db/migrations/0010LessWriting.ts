/**
 * Migration 10, so that a call of a session writes less: the words of log lines are indexed 256 lines at a time, or when somebody searches, and a session's phase
 * is in no index (it changes with every call).
 */
export const lessWriting = {
  version: 10,
  sql: `
DROP INDEX session_open;
CREATE INDEX session_company ON session (company_id, id);
CREATE TABLE log_indexed (only INTEGER PRIMARY KEY CHECK (only = 1), upto INTEGER NOT NULL) STRICT; -- sync_log.id: lines after it are not in sync_log_words yet
INSERT INTO log_indexed SELECT 1, COALESCE(max(id), 0) FROM sync_log;
DROP TRIGGER sync_log_words_add;
DROP TRIGGER sync_log_words_drop;
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
`,
} as const;
