-- touch() as in 0050-remits.sql, the parts of the pool included, in one statement: a version is taken by the same row lock that makes a new scope's row, the scopes
-- in the order of their names. The scope table was read through twice for each change, and grows with every household touched.
CREATE OR REPLACE FUNCTION touch(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_names text[];
  v_result jsonb;
BEGIN
  IF p @> '[{"scope": "pool:all", "tbl": "callback"}]' THEN p := with_pool_parts(p); END IF;
  SELECT array_agg(DISTINCT x->>'scope' ORDER BY x->>'scope') INTO v_names FROM jsonb_array_elements(p) x;
  WITH bumped AS (
    INSERT INTO scope (name, ver) SELECT n, 1 FROM unnest(v_names) n ON CONFLICT (name) DO UPDATE SET ver = scope.ver + 1 RETURNING name, ver
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
