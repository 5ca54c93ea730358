-- What was said of a child, or of the household itself: as field_value for a person.

CREATE TABLE record_value (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  record text NOT NULL CHECK (record IN ('household', 'child')),
  record_id uuid NOT NULL,
  field text NOT NULL,
  value jsonb NOT NULL,
  source text NOT NULL,
  said_at_ms bigint NOT NULL,
  stored_at_ms bigint NOT NULL,
  verified_at_ms bigint,
  agent_id uuid REFERENCES agent,
  agent_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('standing', 'replaced', 'rival', 'settled'))
);
COMMENT ON TABLE record_value IS 'What a field of a child or of a household was said to be: by whom, from which source, when, and when it was last made sure of. Values from before this table have no row.';
COMMENT ON COLUMN record_value.household_id IS 'Whose it is now: it goes along when the household is merged into another.';
COMMENT ON COLUMN record_value.record_id IS 'The child or household it was said of, also when that one was merged into another since.';
COMMENT ON COLUMN record_value.state IS 'As in field_value.';
CREATE INDEX record_value_record ON record_value (record_id, field, stored_at_ms DESC);
CREATE INDEX record_value_household ON record_value (household_id) WHERE state IN ('standing', 'rival');
