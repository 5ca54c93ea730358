-- A number that was a household's and is theirs no more: kept here, out of sight of all that rings, pops and searches by `phone`.

CREATE TABLE former_phone (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  phone_id uuid NOT NULL,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  number text NOT NULL,
  extension text,
  kind text NOT NULL,
  added_at_ms bigint,
  added_by_name text,
  added_in_interaction_id uuid,
  source text NOT NULL,
  said_at_ms bigint NOT NULL,
  ended_at_ms bigint NOT NULL,
  ended_by_agent_id uuid REFERENCES agent,
  ended_by_name text NOT NULL,
  left_callbacks uuid[] NOT NULL DEFAULT '{}',
  returned_at_ms bigint,
  returned_by_name text
);
COMMENT ON TABLE former_phone IS 'That a number is not a household''s any more: the row of phone as it was, who said so and when. Another household may have the same number in phone.';
COMMENT ON COLUMN former_phone.phone_id IS 'The id it had in phone, and has again when it is taken back.';
COMMENT ON COLUMN former_phone.said_at_ms IS 'When the agent wrote it down, not later than ended_at_ms (when central stored it): a number kept of a call after that is theirs again.';
COMMENT ON COLUMN former_phone.left_callbacks IS 'Open callbacks that would have rung it and have no number until somebody chooses one: they get it back when it is taken back.';
COMMENT ON COLUMN former_phone.returned_at_ms IS 'When it was taken back: it is theirs. Null: it is not.';
CREATE INDEX former_phone_household ON former_phone (household_id, number);
CREATE INDEX former_phone_customer ON former_phone (customer_id) WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX former_phone_once ON former_phone (phone_id) WHERE returned_at_ms IS NULL;

-- Whichever way a callback comes to a household (agreed on a desktop that had not heard of it, moved, merged), it never rings a stranger.
CREATE FUNCTION blank_former_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM former_phone f WHERE f.household_id = NEW.household_id AND f.number = NEW.number AND f.returned_at_ms IS NULL) THEN
    UPDATE former_phone SET left_callbacks = left_callbacks || NEW.id
      WHERE household_id = NEW.household_id AND number = NEW.number AND returned_at_ms IS NULL AND NOT NEW.id = ANY (left_callbacks);
    NEW.number := '';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER callback_former_number BEFORE INSERT OR UPDATE OF household_id, number, state ON callback
  FOR EACH ROW WHEN (NEW.state = 'open' AND NEW.household_id IS NOT NULL AND NEW.number <> '') EXECUTE FUNCTION blank_former_number();
COMMENT ON COLUMN callback.number IS 'The number to ring, as stored. Empty: it was one that is not the household''s any more, and nobody has chosen another yet.';

-- Whose a number is and its extension are corrected as a child's fields are.
ALTER TABLE record_value DROP CONSTRAINT record_value_record_check;
ALTER TABLE record_value ADD CONSTRAINT record_value_record_check CHECK (record IN ('household', 'child', 'phone'));
COMMENT ON TABLE record_value IS 'What a field of a child, of a number or of a household was said to be: by whom, from which source, when, and when it was last made sure of. Values from before this table have no row.';
