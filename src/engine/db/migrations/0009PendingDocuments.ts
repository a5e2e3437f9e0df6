/** Migration 9: documents written as pending are found by themselves; every poll asked for them by looking through all documents ever written. */
export const pendingDocuments = {
  version: 9,
  sql: `
CREATE INDEX job_pending ON job (company_id) WHERE state = 'done' AND posts_stock = 0 AND posted_sequence IS NULL;
`,
} as const;
