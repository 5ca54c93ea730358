-- Who dialled what they may not.

CREATE TABLE refused_dial (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  agent_id uuid REFERENCES agent,
  line text NOT NULL,
  call_id text NOT NULL,
  reason text,
  refusal text NOT NULL,
  rang boolean NOT NULL
);
COMMENT ON TABLE refused_dial IS 'Every call to a number outside that central refused to the line, and every one that the line took while central was away and that central would have refused (rang). Says who dialled and why not, never whom: no number, household or name. Rows are added and read, never changed.';
COMMENT ON COLUMN refused_dial.agent_id IS 'Whose extension it was; null: nobody''s.';
COMMENT ON COLUMN refused_dial.reason IS 'The permission reason that was named; null: none, or none there is.';
COMMENT ON COLUMN refused_dial.refusal IS 'Code of the refusal, from shared/line/dialRefusal.ts.';
CREATE INDEX refused_dial_latest ON refused_dial (at_ms DESC, id DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are added and read, never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER refused_dial_kept BEFORE UPDATE OR DELETE ON refused_dial FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A talk that was cut off is looked for by its number.
CREATE INDEX call_answered_number ON call (stored_number, arrived_at_ms DESC) WHERE stored_number IS NOT NULL AND answered_at_ms IS NOT NULL;
