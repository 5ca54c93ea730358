-- Which regions and lines of business a colleague works for (their remit), and what follows from it: whom they are shown,
-- and which part of the pool stands on their desktop.

CREATE TABLE agent_region (
  agent_id uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
  region_id text NOT NULL REFERENCES region,
  PRIMARY KEY (agent_id, region_id)
);
COMMENT ON TABLE agent_region IS 'Regions an agent works for. None: all of them. A region somebody works for cannot be deleted: without it they would be shown everything.';

CREATE TABLE agent_business_line (
  agent_id uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
  business_line_id text NOT NULL REFERENCES business_line,
  PRIMARY KEY (agent_id, business_line_id)
);
COMMENT ON TABLE agent_business_line IS 'Lines of business an agent works for. None: all of them.';

CREATE INDEX region_city_region ON region_city (region_id);

CREATE TABLE offered_number (
  agent_id uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
  number text NOT NULL,
  offered_at_ms bigint NOT NULL,
  PRIMARY KEY (agent_id, number)
) WITH (fillfactor = 80);
COMMENT ON TABLE offered_number IS 'Callers whose calls were put to an agent, and when last: the households behind such a number are shown to that agent, so that every call can be served.';
INSERT INTO offered_number (agent_id, number, offered_at_ms)
SELECT agent_id, stored_number, max(coalesce(offered_at_ms, arrived_at_ms)) FROM call
WHERE direction = 'in' AND agent_id IS NOT NULL AND stored_number IS NOT NULL GROUP BY 1, 2;

CREATE TABLE pool_part (
  scope text PRIMARY KEY,
  region_id text,
  line_ids text[] NOT NULL
);
COMMENT ON TABLE pool_part IS 'Parts of the pool: each unclaimed callback stands in pool:all, and in the part of its household''s region (null: none) and lines of business. Who works for some of them only mirrors the parts that fit.';

-- Counted up whenever it may have become another question who is shown what; desktops that are connected are then looked over.
CREATE FUNCTION remits_changed() RETURNS void LANGUAGE sql AS
$$ INSERT INTO scope (name, ver) VALUES ('remits', 1) ON CONFLICT (name) DO UPDATE SET ver = scope.ver + 1 $$;

-- A household that moves to another city moves to other colleagues.
CREATE FUNCTION household_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM remits_changed(); RETURN NULL; END $$;
CREATE TRIGGER household_moved AFTER UPDATE OF city ON household FOR EACH ROW WHEN (old.city IS DISTINCT FROM new.city) EXECUTE FUNCTION household_moved();

-- The part of the pool a household's callbacks stand in.
CREATE FUNCTION pool_part_of(p_household uuid) RETURNS pool_part LANGUAGE sql STABLE AS $$
  SELECT ROW('pool:' || md5(coalesce(r.region_id, '') || ' ' || array_to_string(r.line_ids, ' ')), r.region_id, r.line_ids)::pool_part FROM (
    SELECT (SELECT c.region_id FROM region_city c WHERE c.city = h.city) AS region_id,
      ARRAY(SELECT l.business_line_id FROM household_business_line l WHERE l.household_id = h.id ORDER BY 1) AS line_ids
    FROM household h WHERE h.id = p_household) r $$;

-- What touches the pool touches its parts: a callback stands in one of them, and is gone from any other it stood in.
CREATE FUNCTION with_pool_parts(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_new integer;
  v_parts jsonb;
BEGIN
  -- Held off while cities and lines are given out (central/store/organisation.ts): after that nobody files by the old map.
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('pool parts', 0));
  WITH t AS MATERIALIZED (
    SELECT DISTINCT ON (1) (x->>'id')::uuid AS id, coalesce((x->>'gone')::boolean, false) AS gone
    FROM jsonb_array_elements(p) x WHERE x->>'scope' = 'pool:all' AND x->>'tbl' = 'callback'
  ), part AS MATERIALIZED (
    SELECT t.id, q.scope, q.region_id, q.line_ids FROM t JOIN callback c ON c.id = t.id CROSS JOIN LATERAL pool_part_of(c.household_id) q WHERE NOT t.gone
  ), added AS (
    INSERT INTO pool_part (scope, region_id, line_ids)
    SELECT DISTINCT scope, region_id, line_ids FROM part WHERE NOT EXISTS (SELECT 1 FROM pool_part known WHERE known.scope = part.scope)
    ON CONFLICT DO NOTHING RETURNING 1
  ), entry AS (
    SELECT jsonb_build_object('scope', scope, 'tbl', 'callback', 'id', id) AS e FROM part
    UNION ALL
    SELECT jsonb_build_object('scope', f.scope, 'tbl', 'callback', 'id', f.row_id, 'gone', true)
    FROM t JOIN feed f ON f.tbl = 'callback' AND f.row_id = t.id AND NOT f.gone AND f.scope LIKE 'pool:%' AND f.scope <> 'pool:all'
    WHERE NOT EXISTS (SELECT 1 FROM part WHERE part.id = t.id AND part.scope = f.scope)
  )
  SELECT (SELECT count(*) FROM added), (SELECT jsonb_agg(e) FROM entry) INTO v_new, v_parts;
  IF v_new > 0 THEN PERFORM remits_changed(); END IF;
  RETURN (SELECT jsonb_agg(x) FROM jsonb_array_elements(p) x
    WHERE NOT (x->>'tbl' = 'callback' AND x->>'scope' LIKE 'pool:%' AND x->>'scope' <> 'pool:all')) || coalesce(v_parts, '[]');
END $$;

-- As in 0004, and the parts of the pool. The LAST statement of every transaction that writes, and called once in it.
CREATE OR REPLACE FUNCTION touch(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_result jsonb;
BEGIN
  IF p @> '[{"scope": "pool:all", "tbl": "callback"}]' THEN p := with_pool_parts(p); END IF;
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

-- What stands in the pool already is put into its parts.
SET LOCAL statement_timeout = 0;
INSERT INTO pool_part (scope, region_id, line_ids)
SELECT DISTINCT q.scope, q.region_id, q.line_ids FROM feed f JOIN callback c ON c.id = f.row_id CROSS JOIN LATERAL pool_part_of(c.household_id) q
WHERE f.scope = 'pool:all' AND f.tbl = 'callback' AND NOT f.gone;
INSERT INTO scope (name, ver) SELECT scope, 1 FROM pool_part;
INSERT INTO feed (scope, tbl, row_id, ver)
SELECT q.scope, 'callback', c.id, 1 FROM feed f JOIN callback c ON c.id = f.row_id CROSS JOIN LATERAL pool_part_of(c.household_id) q
WHERE f.scope = 'pool:all' AND f.tbl = 'callback' AND NOT f.gone;
SELECT remits_changed();
