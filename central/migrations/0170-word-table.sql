-- What editors tell the search about words, beside the table that comes with the system.

CREATE TABLE word_table (
  id uuid PRIMARY KEY,
  version integer NOT NULL CHECK (version >= 1),
  groups jsonb NOT NULL,
  updated_at_ms bigint NOT NULL
);
CREATE UNIQUE INDEX word_table_one ON word_table ((true));
COMMENT ON TABLE word_table IS 'One row: groups of words for one thing, or of ways to ask the same (shared/knowledge/wordTable.ts). Every desktop mirrors it.';

CREATE TABLE word_table_version (
  version integer PRIMARY KEY,
  groups jsonb NOT NULL,
  stored_at_ms bigint NOT NULL,
  stored_by_agent_id uuid REFERENCES agent
);
COMMENT ON TABLE word_table_version IS 'Every version of the word table as it stood. Rows are added, never changed.';
