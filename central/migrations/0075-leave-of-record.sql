-- A consent is never without a row that says by what it was given: 'record' is leave that came with a household or a person,
-- or that a field says, with no proof of its own.

ALTER TABLE consent DROP CONSTRAINT consent_proof_kind_check, ADD CONSTRAINT consent_proof_kind_check CHECK (proof_kind IN ('form', 'recording', 'said-in-call', 'web', 'unknown', 'record'));
COMMENT ON COLUMN consent.proof_kind IS 'How it can be shown. record: it cannot; a field of the household or the person says so. It counts for what the field counts for: of a person it is no consent on a form, and ends no opt-out.';

-- The household's own leave to be rung, where no consent of that day tells of it.
INSERT INTO consent (id, household_id, channel, purpose, given_at_ms, until_ms, proof_kind, recorded_by_name)
SELECT gen_random_uuid(), h.id, 'phone', '回访', least(h.created_at_ms, h.phone_consent_until_ms - 1), h.phone_consent_until_ms, 'record', ''
FROM household h WHERE h.phone_consent_until_ms IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM consent c WHERE c.household_id = h.id AND c.customer_id IS NULL AND c.channel = 'phone' AND c.withdrawn_at_ms IS NULL AND c.until_ms >= h.phone_consent_until_ms);

-- What people's fields say of channels. Since when: when it was said, as far as that is known, else since the household is kept.
INSERT INTO consent (id, household_id, customer_id, channel, purpose, given_at_ms, proof_kind, recorded_by_agent_id, recorded_by_name)
SELECT gen_random_uuid(), p.household_id, p.id, a.key, '回访', coalesce(v.said_at_ms, h.created_at_ms), 'record', v.agent_id, coalesce(v.agent_name, '')
FROM customer p JOIN household h ON h.id = p.household_id
  CROSS JOIN LATERAL jsonb_each_text(p.channel_attitude) a
  LEFT JOIN LATERAL (SELECT said_at_ms, agent_id, agent_name FROM field_value f WHERE f.customer_id = p.id AND f.field = 'channelAttitude' AND f.state = 'standing' ORDER BY said_at_ms DESC LIMIT 1) v ON true
WHERE a.key IN ('phone', 'sms', 'mail', 'email') AND a.value IN ('allow', 'prefer') AND NOT EXISTS (
  SELECT 1 FROM consent c WHERE c.customer_id = p.id AND c.channel = a.key AND c.withdrawn_at_ms IS NULL AND c.until_ms IS NULL);
