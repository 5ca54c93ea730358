-- What a finished call costs the store. The feed needs one index less: its key, read from the record on, also finds where a record stands.
SET LOCAL statement_timeout = 0;
SET LOCAL maintenance_work_mem = '256MB';
DROP INDEX feed_record;
ALTER TABLE feed DROP CONSTRAINT feed_pkey, ADD CONSTRAINT feed_pkey PRIMARY KEY (row_id, tbl, scope);

-- As in 0210-follows.sql, with three differences. What is out of the ordinary is found out before anything is written and told as
-- null: raised, it cost each of those pushes its connection, with all the statements that were planned on it. What is asked of
-- the store is asked in one statement. And the scopes are counted up and filled in one statement too, as touch() does it.

-- Returns null, and nothing is written, when a rule may say no; false, and nothing is written, when one of the ops was stored before.
-- Raises unique_violation for an op or a record that somebody stores at this moment: all is rolled back.
CREATE OR REPLACE FUNCTION store_contact(
  p_agent uuid, p_now bigint, p_household uuid, p_customers uuid[], p_owners uuid[], p_named uuid[], p_scopes text[], p_ops jsonb,
  p_interactions jsonb, p_questions jsonb, p_callbacks jsonb, p_commitments jsonb, p_cases jsonb
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  -- As an array: joined to a list of unknown length, the whole log of ops would be read through.
  v_ids uuid[] := array(SELECT (x->>'id')::uuid FROM jsonb_array_elements(p_ops) x);
  v_stored boolean;
  v_scopes text[];
  v_tables text[];
  v_rows uuid[];
BEGIN
  -- The lock of store/touch.ts: who changes the household after us sees the scopes we put it into. Whoever holds it now is not
  -- waited for. It comes first, in a statement of its own: what is asked next is asked of the store as it stands under the lock.
  PERFORM 1 FROM household WHERE id = p_household FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM op WHERE id = ANY (v_ids)) THEN false
    WHEN (SELECT count(*) FROM customer WHERE id = ANY (p_customers) AND household_id = p_household) < cardinality(p_customers) THEN NULL
    WHEN (SELECT count(*) FROM agent WHERE id = ANY (p_owners) AND active) < cardinality(p_owners) THEN NULL
    WHEN p_callbacks IS NOT NULL AND EXISTS (SELECT 1 FROM opt_out WHERE household_id = p_household) THEN NULL
    -- Of a family that lost a child a call may have been agreed before that was known.
    WHEN p_callbacks IS NOT NULL AND EXISTS (SELECT 1 FROM former_child WHERE household_id = p_household AND reason = 'lost' AND returned_at_ms IS NULL) THEN NULL
    -- Who follows the household is told: op by op, where what there is to say is known.
    WHEN EXISTS (SELECT 1 FROM notice WHERE household_id = p_household AND kind = 'following' AND detail->'about'->>'kind' = 'household') THEN NULL
    -- What is not shown to somebody is not there for them, and of whoever was erased nothing is stored: the slow way tells which.
    WHEN EXISTS (SELECT 1 FROM agent_region WHERE agent_id = p_agent) OR EXISTS (SELECT 1 FROM agent_business_line WHERE agent_id = p_agent) THEN NULL
    WHEN EXISTS (SELECT 1 FROM erased_id WHERE id = ANY (p_named)) THEN NULL
    ELSE true END INTO v_stored;
  IF v_stored IS NOT TRUE THEN RETURN v_stored; END IF;

  INSERT INTO op (id, agent_id, kind, at_ms, received_at_ms, result)
  SELECT (x->>'id')::uuid, p_agent, x->>'kind', (x->>'at_ms')::bigint, p_now, x->'result' FROM jsonb_array_elements(p_ops) x;
  -- Whole rows, so that a column added later is filled too. Without a value a column gets null, not its default: where that
  -- does not do, this fails and the ops are stored one by one.
  IF p_interactions IS NOT NULL THEN
    INSERT INTO interaction SELECT * FROM jsonb_populate_recordset(NULL::interaction, p_interactions);
  END IF;
  IF p_questions IS NOT NULL THEN
    INSERT INTO asked_question SELECT * FROM jsonb_populate_recordset(NULL::asked_question, p_questions);
  END IF;
  IF p_callbacks IS NOT NULL THEN
    INSERT INTO callback SELECT * FROM jsonb_populate_recordset(NULL::callback, p_callbacks);
  END IF;
  IF p_commitments IS NOT NULL THEN
    INSERT INTO commitment SELECT * FROM jsonb_populate_recordset(NULL::commitment, p_commitments);
  END IF;
  IF p_cases IS NOT NULL THEN
    INSERT INTO care_case SELECT * FROM jsonb_populate_recordset(NULL::care_case, p_cases);
  END IF;

  -- As householdTouched and callbackTouched (store/touch.ts, services/applyCallbackOp.ts). Each is told once.
  SELECT array_agg(t.scope), array_agg(t.tbl), array_agg(t.id) INTO v_scopes, v_tables, v_rows FROM (
    SELECT s AS scope, 'household' AS tbl, p_household AS id FROM unnest(p_scopes) s
    UNION SELECT f.scope, 'household', p_household FROM feed f WHERE f.tbl = 'household' AND f.row_id = p_household AND NOT f.gone
    UNION SELECT 'desk:' || d.mirror_id, 'household', p_household FROM desk_holding d JOIN desk_mirror m ON m.id = d.mirror_id
      WHERE d.household_id = p_household
        AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.scope = 'agent:' || m.agent_id AND f.tbl = 'household' AND f.row_id = p_household AND NOT f.gone)
    UNION SELECT f.scope, 'callback', b.id FROM callback b JOIN feed f ON f.tbl = 'callback' AND f.row_id = b.id AND NOT f.gone WHERE b.household_id = p_household AND b.state = 'open'
    UNION SELECT coalesce('agent:' || (x->>'owner_agent_id'), 'pool:all'), 'callback', (x->>'id')::uuid FROM jsonb_array_elements(p_callbacks) x
  ) t;
  IF 'pool:all' = ANY (v_scopes) THEN
    -- The pool has parts: touch() knows them.
    PERFORM touch((SELECT jsonb_agg(jsonb_build_object('scope', scope, 'tbl', tbl, 'id', id)) FROM unnest(v_scopes, v_tables, v_rows) t (scope, tbl, id)));
    RETURN true;
  END IF;
  -- The scopes in the order of their names, each locked from here to COMMIT: see touch().
  WITH bumped AS (
    INSERT INTO scope (name, ver) SELECT DISTINCT n, 1 FROM unnest(v_scopes) n ORDER BY n ON CONFLICT (name) DO UPDATE SET ver = scope.ver + 1 RETURNING name, ver
  )
  INSERT INTO feed (scope, tbl, row_id, ver)
  SELECT t.scope, t.tbl, t.id, b.ver FROM unnest(v_scopes, v_tables, v_rows) t (scope, tbl, id) JOIN bumped b ON b.name = t.scope
  ON CONFLICT (scope, tbl, row_id) DO UPDATE SET ver = excluded.ver, gone = false, gone_at_ms = NULL;
  RETURN true;
END $$;
