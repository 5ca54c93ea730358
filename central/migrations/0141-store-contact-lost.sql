-- As in 0065-store-contact.sql; a callback of a family that lost a child is stored op by op, where the rule is.

CREATE OR REPLACE FUNCTION store_contact(
  p_agent uuid, p_now bigint, p_household uuid, p_customers uuid[], p_owners uuid[], p_named uuid[], p_scopes text[], p_ops jsonb,
  p_interactions jsonb, p_questions jsonb, p_callbacks jsonb, p_commitments jsonb, p_cases jsonb
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  -- As an array: joined to a list of unknown length, the whole log of ops would be read through.
  v_ids uuid[] := array(SELECT (x->>'id')::uuid FROM jsonb_array_elements(p_ops) x);
BEGIN
  IF EXISTS (SELECT 1 FROM op WHERE id = ANY (v_ids)) THEN
    RETURN false;
  END IF;
  -- Before all else: a twin waits here and finds the ops stored.
  INSERT INTO op (id, agent_id, kind, at_ms, received_at_ms, result)
  SELECT (x->>'id')::uuid, p_agent, x->>'kind', (x->>'at_ms')::bigint, p_now, x->'result' FROM jsonb_array_elements(p_ops) x;
  -- The lock of store/touch.ts: who changes the household after us sees the scopes we put it into. Whoever holds it now is not waited for.
  PERFORM 1 FROM household WHERE id = p_household FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND
    OR (SELECT count(*) FROM customer WHERE id = ANY (p_customers) AND household_id = p_household) < cardinality(p_customers)
    OR (SELECT count(*) FROM agent WHERE id = ANY (p_owners) AND active) < cardinality(p_owners)
    OR (p_callbacks IS NOT NULL AND EXISTS (SELECT 1 FROM opt_out WHERE household_id = p_household))
    -- Of a family that lost a child a call may have been agreed before that was known.
    OR (p_callbacks IS NOT NULL AND EXISTS (SELECT 1 FROM former_child WHERE household_id = p_household AND reason = 'lost' AND returned_at_ms IS NULL))
    -- What is not shown to somebody is not there for them, and of whoever was erased nothing is stored: the slow way tells which.
    OR EXISTS (SELECT 1 FROM agent_region WHERE agent_id = p_agent) OR EXISTS (SELECT 1 FROM agent_business_line WHERE agent_id = p_agent)
    OR EXISTS (SELECT 1 FROM erased_id WHERE id = ANY (p_named))
  THEN
    RAISE EXCEPTION 'op by op' USING ERRCODE = 'CL001';
  END IF;

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

  -- As householdTouched and callbackTouched (store/touch.ts, services/applyCallbackOp.ts).
  PERFORM touch((
    SELECT jsonb_agg(jsonb_build_object('scope', t.scope, 'tbl', t.tbl, 'id', t.id)) FROM (
      SELECT s AS scope, 'household' AS tbl, p_household AS id FROM unnest(p_scopes) s
      UNION SELECT f.scope, 'household', p_household FROM feed f WHERE f.tbl = 'household' AND f.row_id = p_household AND NOT f.gone
      UNION SELECT 'desk:' || d.mirror_id, 'household', p_household FROM desk_holding d JOIN desk_mirror m ON m.id = d.mirror_id
        WHERE d.household_id = p_household
          AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.scope = 'agent:' || m.agent_id AND f.tbl = 'household' AND f.row_id = p_household AND NOT f.gone)
      UNION SELECT f.scope, 'callback', b.id FROM callback b JOIN feed f ON f.tbl = 'callback' AND f.row_id = b.id AND NOT f.gone WHERE b.household_id = p_household AND b.state = 'open'
      UNION SELECT coalesce('agent:' || (x->>'owner_agent_id'), 'pool:all'), 'callback', (x->>'id')::uuid FROM jsonb_array_elements(p_callbacks) x
    ) t));
  RETURN true;
END $$;
