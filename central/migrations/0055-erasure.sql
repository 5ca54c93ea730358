-- What each desktop keeps of customers and has been told of, and customers who were erased at their own demand.

CREATE TABLE desk_mirror (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id uuid NOT NULL REFERENCES agent,
  device_id uuid NOT NULL,
  schema integer NOT NULL DEFAULT 1,
  cursors jsonb NOT NULL DEFAULT '{}',
  seen_at_ms bigint,
  UNIQUE (agent_id, device_id)
);
COMMENT ON TABLE desk_mirror IS 'What one agent has on one computer: a mirror there, made at the first sign-in.';
COMMENT ON COLUMN desk_mirror.cursors IS 'How far it is in each scope, {scope: [version, row id]}, as it last said itself: what comes before is on its disk. seen_at_ms: when it said so.';
COMMENT ON COLUMN desk_mirror.schema IS 'Shape of the records it mirrors (shared/sync/protocolVersion.ts).';
INSERT INTO desk_mirror (agent_id, device_id, seen_at_ms) SELECT agent_id, device_id, max(seen_at_ms) FROM desk_session GROUP BY agent_id, device_id;

CREATE TABLE desk_holding (
  mirror_id uuid NOT NULL REFERENCES desk_mirror ON DELETE CASCADE,
  household_id uuid NOT NULL,
  handed_at_ms bigint NOT NULL,
  PRIMARY KEY (household_id, mirror_id)
);
COMMENT ON TABLE desk_holding IS 'Households that were handed to a desktop outside its scopes (they rang or were opened) and may still be kept there: a change of theirs stands in the scope desk:<mirror>.';
CREATE INDEX desk_holding_mirror ON desk_holding (mirror_id, handed_at_ms DESC);

CREATE TABLE receipt (
  event_id uuid NOT NULL,
  mirror_id uuid NOT NULL REFERENCES desk_mirror ON DELETE CASCADE,
  scope text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('erasure', 'opt-out', 'correction')),
  household_id uuid NOT NULL,
  tbl text NOT NULL,
  row_id uuid NOT NULL,
  made_at_ms bigint NOT NULL,
  confirmed_at_ms bigint,
  PRIMARY KEY (event_id, mirror_id, scope)
);
COMMENT ON TABLE receipt IS 'Which desktop had the record when it was erased, corrected or opted out, and when that desktop said that it has the change on its disk.';
COMMENT ON COLUMN receipt.event_id IS 'The erasure, or the op of the opt-out or correction. tbl and row_id: the record of the scope whose version the desktop must have passed.';
CREATE INDEX receipt_open ON receipt (mirror_id) WHERE confirmed_at_ms IS NULL;
CREATE INDEX receipt_household ON receipt (household_id, made_at_ms DESC);

CREATE TABLE erasure (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL,
  customer_id uuid,
  households uuid[] NOT NULL,
  customers uuid[] NOT NULL,
  reason text NOT NULL CHECK (btrim(reason) <> ''),
  agent_id uuid NOT NULL,
  agent_name text NOT NULL,
  at_ms bigint NOT NULL
);
COMMENT ON TABLE erasure IS 'A household (customer_id null) or one person whose data was erased at their demand: ids, who did it, when and why. Nothing of what was erased.';
COMMENT ON COLUMN erasure.households IS 'With those merged into it before. Of one person it is empty: the household stays.';
CREATE INDEX erasure_newest ON erasure (at_ms DESC);

CREATE TABLE erased_id (
  id uuid PRIMARY KEY,
  erasure_id uuid NOT NULL REFERENCES erasure
);
COMMENT ON TABLE erased_id IS 'Ids of everything that was erased: an op of a desktop that did not hear of it yet and names one of them is refused.';

ALTER TABLE callback ALTER COLUMN household_id DROP NOT NULL;
ALTER TABLE callback ADD CONSTRAINT callback_of_nobody CHECK (household_id IS NOT NULL OR (customer_id IS NULL AND state <> 'open'));
COMMENT ON COLUMN callback.household_id IS 'Null: the household was erased. What is left is for counting promises.';

COMMENT ON COLUMN notice.kind IS 'callback-opted-out, callback-erased. Screens word it; a kind they do not know is worded in general.';
CREATE INDEX notice_household ON notice (household_id) WHERE household_id IS NOT NULL;
-- Notices are mirrored from now on, those not read yet included.
SELECT touch(coalesce((SELECT jsonb_agg(jsonb_build_object('scope', 'agent:' || to_agent_id, 'tbl', 'notice', 'id', id)) FROM notice WHERE read_at_ms IS NULL), '[]'));
