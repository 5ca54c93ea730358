-- How desktops are kept up to date: one counter per scope, one row per (scope, record), and the log of pushed ops.

CREATE TABLE scope (
  name text PRIMARY KEY,
  ver bigint NOT NULL DEFAULT 0,
  pruned bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
COMMENT ON TABLE scope IS 'A version counter per scope. Its row lock is held to COMMIT, so versions become visible in their order and none is skipped.';
COMMENT ON COLUMN scope.pruned IS 'Tombstones up to this version are gone: an older cursor must start again.';

CREATE TABLE feed (
  scope text NOT NULL,
  tbl text NOT NULL,
  row_id uuid NOT NULL,
  ver bigint NOT NULL,
  gone boolean NOT NULL DEFAULT false,
  gone_at_ms bigint,
  PRIMARY KEY (scope, tbl, row_id)
) WITH (fillfactor = 70);
COMMENT ON TABLE feed IS 'Which record stands in which scope, with the version of its last change there. Bounded: one row per scope and record.';
CREATE INDEX feed_version ON feed (scope, ver, row_id);
COMMENT ON COLUMN feed.gone_at_ms IS 'When the record left the scope: such an entry is kept for 90 days, so that desktops hear of it.';
CREATE INDEX feed_record ON feed (tbl, row_id);
CREATE INDEX feed_gone ON feed (gone_at_ms) WHERE gone;

-- The LAST statement of every transaction that writes, and called once in it: two calls would break the order of locks.
-- p: [{"scope", "tbl", "id", "gone"?}]. Returns {scope: version}.
CREATE FUNCTION touch(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_result jsonb;
BEGIN
  INSERT INTO scope (name) SELECT DISTINCT x->>'scope' s FROM jsonb_array_elements(p) x ORDER BY 1 ON CONFLICT DO NOTHING;
  PERFORM 1 FROM scope WHERE name IN (SELECT x->>'scope' FROM jsonb_array_elements(p) x) ORDER BY name FOR UPDATE;
  WITH bumped AS (
    UPDATE scope SET ver = ver + 1 WHERE name IN (SELECT x->>'scope' FROM jsonb_array_elements(p) x) RETURNING name, ver
  ), entered AS (
    INSERT INTO feed (scope, tbl, row_id, ver, gone, gone_at_ms)
    SELECT DISTINCT ON (1, 2, 3) b.name, x->>'tbl', (x->>'id')::uuid, b.ver, coalesce((x->>'gone')::boolean, false),
      CASE WHEN (x->>'gone')::boolean THEN (extract(epoch FROM clock_timestamp()) * 1000)::bigint END
    FROM jsonb_array_elements(p) x JOIN bumped b ON b.name = x->>'scope'
    ON CONFLICT (scope, tbl, row_id) DO UPDATE SET ver = excluded.ver, gone = excluded.gone, gone_at_ms = excluded.gone_at_ms
  )
  SELECT jsonb_object_agg(name, ver) INTO v_result FROM bumped;
  RETURN v_result;
END $$;

CREATE TABLE op (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agent,
  kind text NOT NULL,
  at_ms bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  detail jsonb,
  result jsonb
);
COMMENT ON TABLE op IS 'Every op a desktop pushed and what came of it. Inserting the id is the first statement of the op''s transaction, so a repeat finds it.';
COMMENT ON COLUMN op.at_ms IS 'By the desktop''s clock. received_at_ms is by central''s.';
COMMENT ON COLUMN op.detail IS 'What was asked, for ops that leave no record of their own (claims, hand-overs, moves).';

CREATE TABLE meta (
  key text PRIMARY KEY,
  value jsonb NOT NULL
);
COMMENT ON TABLE meta IS 'Facts about this store: whether demo data is loaded, the key that signs access tokens.';

CREATE TABLE policy (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  wrap_up_seconds integer NOT NULL DEFAULT 60,
  ring_seconds integer NOT NULL DEFAULT 20,
  call_from_minute integer NOT NULL DEFAULT 540,
  call_to_minute integer NOT NULL DEFAULT 1200,
  retry_ladder_minutes integer[] NOT NULL DEFAULT '{90,1440,2880}',
  zone text NOT NULL DEFAULT 'Asia/Shanghai'
);
COMMENT ON TABLE policy IS 'How the centre works: one row, told to each desktop at sign-in.';
INSERT INTO policy DEFAULT VALUES;
