-- Who changed how the floor is run, from what to what.

CREATE TABLE set_up_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  item_id text NOT NULL,
  version integer NOT NULL,
  at_ms bigint NOT NULL,
  agent_id uuid NOT NULL REFERENCES agent,
  before jsonb,
  after jsonb,
  undoes integer,
  UNIQUE (kind, item_id, version)
);
COMMENT ON TABLE set_up_change IS 'Every change of a queue, a holiday, a skill, what an agent is good at, or a rule of the whole centre. Rows are added and read, never changed.';
COMMENT ON COLUMN set_up_change.version IS 'Counts the changes of one thing from 1; what was never changed is of version 0.';
COMMENT ON COLUMN set_up_change.before IS 'As it was, in the shape of its message (shared/sync/setUpMessages.ts); null: it was not there.';
COMMENT ON COLUMN set_up_change.after IS 'As it was from then on; null: it was taken away.';
COMMENT ON COLUMN set_up_change.undoes IS 'The version that this change took back; null: none.';
CREATE TRIGGER set_up_change_kept BEFORE UPDATE OR DELETE ON set_up_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
