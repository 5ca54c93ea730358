-- What is known of households and people beside their names: where they live, what they own, what they were, and for each
-- field who said so and when it was made sure of. Instants are UTC milliseconds; a wall time stands beside its zone.

CREATE TABLE address (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  kind text NOT NULL CHECK (kind IN ('home', 'delivery', 'work', 'other')),
  city text,
  line text NOT NULL CHECK (btrim(line) <> ''),
  postcode text,
  source text NOT NULL,
  verified_at_ms bigint,
  added_at_ms bigint NOT NULL,
  ended_at_ms bigint
);
COMMENT ON TABLE address IS 'Every address of a household, the one it moved away from included (ended_at_ms). household.address is the home address agents read.';
CREATE INDEX address_household ON address (household_id) WHERE ended_at_ms IS NULL;
-- What stood in the household's own field so far. Blank is no address.
INSERT INTO address (id, household_id, kind, city, line, source, added_at_ms)
SELECT gen_random_uuid(), id, 'home', city, btrim(address), source, created_at_ms FROM household WHERE btrim(address) <> '';

COMMENT ON COLUMN customer.language IS 'Language or dialect this person likes to be spoken to in.';
COMMENT ON COLUMN customer.channel_attitude IS 'Channel preference: prefer, allow or refuse for each of phone, sms, mail, email. One that is missing is allowed for service only.';
COMMENT ON COLUMN customer.interests IS 'What the person told they like, as an array of tags.';
COMMENT ON COLUMN child.due_date IS 'When an unborn child is expected; may stay after birth.';
COMMENT ON COLUMN household.relation_class IS 'own: uses our brand, rival: another one, potential: none yet, never: will not. What it was before stands in relation_history.';
COMMENT ON COLUMN household.source IS 'Acquisition source: how we came to know them. source_detail: which event, list or shop.';

CREATE TABLE relation_history (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  household_id uuid NOT NULL REFERENCES household ON DELETE CASCADE,
  until_ms bigint NOT NULL,
  relation_class text NOT NULL,
  brand text
);
COMMENT ON TABLE relation_history IS 'Relation class and brand a household had until an instant. What holds now stands in household.';
CREATE INDEX relation_history_household ON relation_history (household_id, until_ms DESC);

-- Whoever changes it (an agent, an import, a merge), what it was is kept.
CREATE FUNCTION keep_relation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO relation_history (household_id, until_ms, relation_class, brand)
  VALUES (old.id, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, old.relation_class, old.brand);
  RETURN new;
END $$;
CREATE TRIGGER household_relation AFTER UPDATE OF relation_class, brand ON household
  FOR EACH ROW WHEN (old.relation_class IS DISTINCT FROM new.relation_class OR old.brand IS DISTINCT FROM new.brand) EXECUTE FUNCTION keep_relation();

CREATE TABLE field_value (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid NOT NULL REFERENCES customer,
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
COMMENT ON TABLE field_value IS 'What a person''s field was said to be: by whom, from which source, when, and when it was last made sure of. Values from before this table have no row.';
COMMENT ON COLUMN field_value.field IS 'Name of the field of a customer as in shared/customers/customer.ts.';
COMMENT ON COLUMN field_value.state IS 'standing: the value in force. replaced: what stood before it. rival: two agents changed the field without knowing of each other, and this is the other value. settled: a rival a person has decided about.';
COMMENT ON COLUMN field_value.said_at_ms IS 'By the clock of the desktop, never later than stored_at_ms, which is by central''s.';
CREATE INDEX field_value_customer ON field_value (customer_id, field, stored_at_ms DESC);
CREATE INDEX field_value_rival ON field_value (household_id) WHERE state = 'rival';

COMMENT ON COLUMN purchase.amount_minor IS 'In minor units of the currency (fen), for the whole line.';

CREATE TABLE owned_product (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  purchase_id uuid REFERENCES purchase,
  product text NOT NULL,
  serial text,
  since_ms bigint NOT NULL,
  warranty_until date,
  warranty_zone text,
  ended_at_ms bigint,
  CHECK (warranty_until IS NULL OR warranty_zone IS NOT NULL)
);
COMMENT ON TABLE owned_product IS 'A product a household owns, with its warranty: good to the end of warranty_until in warranty_zone. ended_at_ms: given back or away.';
CREATE INDEX owned_product_household ON owned_product (household_id);
