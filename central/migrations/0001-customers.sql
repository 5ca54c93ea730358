-- Households and the people, numbers, children and history that belong to them.
-- Instants are whole milliseconds since 1970 UTC (columns ending in _ms); days without a zone are ISO dates.
-- A column is named after its field in shared/, in snake case: the JSON of a record is built from that rule.

-- Names in Chinese are one to three characters, for which trigrams are useless: every 1- and 2-gram is indexed instead.
CREATE FUNCTION grams(s text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT array(SELECT DISTINCT substr(s, i, n) FROM generate_series(1, length(s)) i, generate_series(1, 2) n WHERE i + n - 1 <= length(s)) $$;

-- Numbers are looked for by any three or more digits in a row.
CREATE FUNCTION digit_grams(s text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT array(SELECT DISTINCT substr(s, i, 3) FROM generate_series(1, length(s) - 2) i) $$;

CREATE TABLE household (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  city text,
  address text,
  zone text NOT NULL,
  tier text NOT NULL CHECK (tier IN ('A', 'B', 'C')),
  relation_class text NOT NULL,
  brand text,
  source text NOT NULL,
  source_detail text,
  phone_consent_until_ms bigint,
  created_at_ms bigint NOT NULL
);
COMMENT ON TABLE household IS 'People who share numbers or a home.';
COMMENT ON COLUMN household.phone_consent_until_ms IS 'Consent to be rung, given on a form, until this instant.';

CREATE TABLE customer (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  name text NOT NULL,
  relation text NOT NULL,
  tier text NOT NULL CHECK (tier IN ('A', 'B', 'C')),
  language text NOT NULL,
  birthday date,
  channel_attitude jsonb NOT NULL DEFAULT '{}',
  best_hours text,
  interests jsonb NOT NULL DEFAULT '[]',
  remark text,
  search text NOT NULL
);
COMMENT ON TABLE customer IS 'A person of a household.';
COMMENT ON COLUMN customer.search IS 'Lower-case name, pinyin without tones, pinyin initials: what a search by name compares with.';
CREATE INDEX customer_household ON customer (household_id);
CREATE INDEX customer_search ON customer USING gin (grams(search));

CREATE TABLE phone (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  number text NOT NULL,
  extension text,
  kind text NOT NULL
);
COMMENT ON TABLE phone IS 'A number a household can be reached by or rings from. customer_id is null for a line they share.';
COMMENT ON COLUMN phone.number IS 'E.164, or the bare digits of a short code. Compared as it stands.';
CREATE INDEX phone_number ON phone (number);
CREATE INDEX phone_household ON phone (household_id);
CREATE INDEX phone_digits ON phone USING gin (digit_grams(number));

CREATE TABLE child (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  name text,
  sex text,
  birth_date date,
  due_date date,
  hospital text,
  feeding text,
  product text,
  remark text,
  search text NOT NULL,
  CHECK (birth_date IS NOT NULL OR due_date IS NOT NULL)
);
COMMENT ON TABLE child IS 'A child, born or expected.';
CREATE INDEX child_household ON child (household_id);
CREATE INDEX child_search ON child USING gin (grams(search));

CREATE TABLE purchase (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  bought_at_ms bigint NOT NULL,
  product text NOT NULL,
  quantity integer NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  shop text
);
COMMENT ON TABLE purchase IS 'One line of a purchase. amount_minor is in fen, for the whole line.';
CREATE INDEX purchase_household ON purchase (household_id, bought_at_ms DESC);
