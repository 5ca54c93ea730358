-- Lists of customers that were imported, what was not taken from them, and households that may be the same.

CREATE TABLE import (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  city text NOT NULL,
  source text NOT NULL,
  encoding text,
  dry_run boolean NOT NULL,
  digest text NOT NULL,
  file bytea,
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  failure text,
  rows_total integer,
  rows_done integer NOT NULL DEFAULT 0,
  rows_stored integer NOT NULL DEFAULT 0,
  rows_rejected integer NOT NULL DEFAULT 0,
  proposals integer NOT NULL DEFAULT 0,
  ignored_columns jsonb NOT NULL DEFAULT '[]',
  started_by_agent_id uuid REFERENCES agent,
  started_at_ms bigint NOT NULL,
  ended_at_ms bigint
);
COMMENT ON TABLE import IS 'One list of a city''s customers that was imported, or tried out (dry_run).';
COMMENT ON COLUMN import.file IS 'The list, gzipped, while it is being read: a central that starts goes on where the last one was killed. Null afterwards.';
COMMENT ON COLUMN import.rows_done IS 'Rows read so far. Moves in the same transaction as the rows it counts, so a restart neither repeats nor skips one.';
COMMENT ON COLUMN import.started_by_agent_id IS 'Null: from the command line.';
-- The same list twice would be every family twice.
CREATE UNIQUE INDEX import_once ON import (digest, city, source) WHERE NOT dry_run AND state <> 'failed';

CREATE TABLE import_row (
  import_id uuid NOT NULL REFERENCES import,
  row_number integer NOT NULL,
  household_id uuid NOT NULL,
  external_id text,
  PRIMARY KEY (import_id, row_number)
);
COMMENT ON TABLE import_row IS 'Which row of which list became which household, and the number the household had in the system the list comes from. Stays as it was written when households are merged.';
CREATE INDEX import_row_household ON import_row (household_id);

CREATE TABLE import_rejection (
  import_id uuid NOT NULL REFERENCES import,
  row_number integer NOT NULL,
  field text NOT NULL,
  title text,
  reason text NOT NULL,
  PRIMARY KEY (import_id, row_number, field)
);
COMMENT ON TABLE import_rejection IS 'A field for which a row was not taken. What it held is not kept. title is the heading in the list.';

CREATE TABLE merge_proposal (
  id uuid PRIMARY KEY,
  household_a uuid NOT NULL,
  household_b uuid NOT NULL,
  reasons jsonb NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'merged', 'dismissed')),
  import_id uuid REFERENCES import,
  made_at_ms bigint NOT NULL,
  decided_by_agent_id uuid REFERENCES agent,
  decided_at_ms bigint,
  CHECK (household_a < household_b),
  UNIQUE (household_a, household_b)
);
COMMENT ON TABLE merge_proposal IS 'Two households that may be one. Nothing is merged until a person says so; a pair that was dismissed is not proposed again.';
CREATE INDEX merge_proposal_open ON merge_proposal (made_at_ms DESC) WHERE state = 'open';
CREATE INDEX merge_proposal_b ON merge_proposal (household_b);

-- What people write differently of one address does not count: full-width forms, blanks, punctuation, 省 市 区, 号楼 室 单元.
-- Too short to tell anything: null.
-- (One function: an index is built with an empty search path, in which a function finds no other.)
CREATE FUNCTION address_key(address text, city text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN length(k) >= 4 THEN k END FROM (
  SELECT CASE WHEN length(p[2]) > 0 AND left(p[1], length(p[2])) = p[2] THEN substr(p[1], length(p[2]) + 1) ELSE p[1] END AS k
  FROM (
    SELECT array_agg(btrim(regexp_replace(regexp_replace(regexp_replace(lower(normalize(coalesce(s, ''), NFKC)),
      '中国|省|市|区|县|街道', '', 'g'), '弄|号楼|号|栋|幢|单元|室|房|-', '-', 'g'), '[[:space:],.;:#()/、。「」《》·—]+|-+(?=-)', '', 'g'), '-') ORDER BY n) AS p
    FROM unnest(ARRAY[address, city]) WITH ORDINALITY u (s, n)
  ) plain) cut $$;

CREATE INDEX household_address ON household (address_key(address, city)) WHERE address IS NOT NULL;
CREATE INDEX child_born ON child (birth_date, name) WHERE birth_date IS NOT NULL AND name IS NOT NULL;
