-- What supervisors do to their agents, and the messages they send them.

CREATE TABLE floor_deed (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  by_agent_id uuid NOT NULL REFERENCES agent,
  agent_id uuid REFERENCES agent,
  kind text NOT NULL,
  detail jsonb NOT NULL,
  why text NOT NULL,
  refusal text
);
COMMENT ON TABLE floor_deed IS 'Every use of a supervisor''s hand on the floor: who, whom, what, why. Rows are added and read, never changed.';
COMMENT ON COLUMN floor_deed.agent_id IS 'Whom it was done to, or who was given something. Null: nobody of that id.';
COMMENT ON COLUMN floor_deed.detail IS 'The state that was chosen; the id of the callback or case that changed hands.';
COMMENT ON COLUMN floor_deed.why IS 'The supervisor''s words: the reason. Of a message: nothing, it stands in its notice.';
COMMENT ON COLUMN floor_deed.refusal IS 'Why it was not done; null: it was.';
CREATE INDEX floor_deed_at ON floor_deed (at_ms DESC);
CREATE TRIGGER floor_deed_kept BEFORE UPDATE OR DELETE ON floor_deed FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE INDEX notice_floor_message ON notice (to_agent_id, made_at_ms DESC) WHERE kind = 'floor-message';
