CREATE TABLE report_export (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agent,
  at_ms bigint NOT NULL,
  report text NOT NULL,
  asked jsonb NOT NULL,
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  rows integer NOT NULL
);
COMMENT ON TABLE report_export IS 'Each report that left the store as a file: who, when, which one and how many lines. Written before it goes out; never changed.';
COMMENT ON COLUMN report_export.asked IS 'Days, site, queue and interval that were asked for.';
CREATE INDEX report_export_newest ON report_export (at_ms DESC);
