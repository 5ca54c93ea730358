-- A child that was in a family's file and is not any more: kept here, out of sight of all that shows or reasons by `child`.

CREATE TABLE former_child (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  child_id uuid NOT NULL,
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
  reason text NOT NULL CHECK (reason IN ('mistake', 'lost')),
  source text NOT NULL,
  said_at_ms bigint NOT NULL,
  ended_at_ms bigint NOT NULL,
  ended_by_agent_id uuid REFERENCES agent,
  ended_by_name text NOT NULL,
  cancelled_callbacks uuid[] NOT NULL DEFAULT '{}',
  returned_at_ms bigint,
  returned_by_name text
);
COMMENT ON TABLE former_child IS 'That a child is not in a family''s file any more: the row of child as it was, why, who said so and when. Where the family lost it, nobody asks them about it.';
COMMENT ON COLUMN former_child.child_id IS 'The id it had in child, and has again when it is put back.';
COMMENT ON COLUMN former_child.reason IS 'mistake: written down wrongly, there is none, or it is another family''s. lost: the child died, or the pregnancy did not continue.';
COMMENT ON COLUMN former_child.said_at_ms IS 'When the agent wrote it down, not later than ended_at_ms (when central stored it): what was agreed about a lost child before that is not made.';
COMMENT ON COLUMN former_child.cancelled_callbacks IS 'Callbacks cancelled with it (closed_reason child-lost): open again when it is put back, unless something else became of them.';
COMMENT ON COLUMN former_child.returned_at_ms IS 'When it was put back: it is in child. Null: it is not.';
CREATE INDEX former_child_household ON former_child (household_id);
CREATE UNIQUE INDEX former_child_once ON former_child (child_id) WHERE returned_at_ms IS NULL;
-- A lost child's name still finds the family, so that whoever looks for them sees what they are to be spared.
CREATE INDEX former_child_search ON former_child USING gin (search_keys(search)) WHERE reason = 'lost' AND returned_at_ms IS NULL;

COMMENT ON COLUMN notice.kind IS 'callback-opted-out, callback-child-lost, callback-erased. Screens word it; a kind they do not know is worded in general.';
