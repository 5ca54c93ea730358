-- Who took customers' data out of the store, and why.

CREATE TABLE export (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agent,
  at_ms bigint NOT NULL,
  purpose text NOT NULL CHECK (length(btrim(purpose)) >= 4),
  filter jsonb NOT NULL,
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  rows integer NOT NULL DEFAULT 0,
  ended_at_ms bigint
);
COMMENT ON TABLE export IS 'Each list of customers that left the store: who, when, what for, which and how many. Written before the first row goes out; never changed afterwards but for its end.';
COMMENT ON COLUMN export.rows IS 'Rows that were handed out. With ended_at_ms null it was cut off: up to so many may have gone.';
CREATE INDEX export_newest ON export (at_ms DESC);
