-- Who rang over a cap or a preferred channel, and the reason they named.

CREATE TABLE overruled_dial (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  agent_id uuid NOT NULL REFERENCES agent,
  line text NOT NULL,
  call_id text NOT NULL,
  reason text NOT NULL,
  overruled text NOT NULL,
  because text NOT NULL
);
COMMENT ON TABLE overruled_dial IS 'Every call to a customer that only a named reason allowed: the household had been rung often enough, or prefers another channel. Says who dialled and why, never whom: no number, household or name. Rows are added and read, never changed.';
COMMENT ON COLUMN overruled_dial.reason IS 'The permission reason.';
COMMENT ON COLUMN overruled_dial.overruled IS 'Code of what was gone over, from shared/callbacks/overrule.ts.';
COMMENT ON COLUMN overruled_dial.because IS 'Code of the reason the agent named, from the same file.';
CREATE INDEX overruled_dial_latest ON overruled_dial (at_ms DESC, id DESC);
CREATE TRIGGER overruled_dial_kept BEFORE UPDATE OR DELETE ON overruled_dial FOR EACH ROW EXECUTE FUNCTION refuse_change();
