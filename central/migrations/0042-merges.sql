-- Two households that a person said are one, and all it takes to part them again.

CREATE TABLE household_merge (
  id uuid PRIMARY KEY,
  kept_id uuid NOT NULL,
  absorbed_id uuid NOT NULL,
  agent_id uuid NOT NULL REFERENCES agent,
  at_ms bigint NOT NULL,
  scopes jsonb NOT NULL,
  undone_by_agent_id uuid REFERENCES agent,
  undone_at_ms bigint
);
COMMENT ON TABLE household_merge IS 'A merge: the absorbed household''s records became the kept one''s.';
COMMENT ON COLUMN household_merge.scopes IS 'Scopes that mirrored the absorbed household: it goes back into them when the merge is undone.';
CREATE INDEX household_merge_newest ON household_merge (at_ms DESC);
CREATE INDEX household_merge_kept ON household_merge (kept_id) WHERE undone_at_ms IS NULL;

CREATE TABLE merge_journal (
  merge_id uuid NOT NULL REFERENCES household_merge,
  seq integer NOT NULL,
  deed text NOT NULL CHECK (deed IN ('moved', 'deleted', 'changed', 'inserted')),
  tbl text NOT NULL,
  key jsonb NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  PRIMARY KEY (merge_id, seq)
);
COMMENT ON TABLE merge_journal IS 'What a merge did, in order; undone from its end. key: the primary key after the deed; before and after: the fields it changed, or the whole row that it deleted.';

CREATE TABLE merged_id (
  absorbed_id uuid PRIMARY KEY,
  kept_id uuid NOT NULL,
  merge_id uuid NOT NULL REFERENCES household_merge
);
COMMENT ON TABLE merged_id IS 'Where a household, person or child went that was absorbed: a desktop that did not hear of it yet still names the old one.';
CREATE INDEX merged_id_merge ON merged_id (merge_id);
