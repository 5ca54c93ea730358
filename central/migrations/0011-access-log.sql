-- Who saw whom.

CREATE TABLE access_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  agent_id uuid NOT NULL REFERENCES agent,
  household_id uuid NOT NULL,
  why text NOT NULL CHECK (why IN ('pop', 'search', 'open', 'audit')),
  purpose text CHECK ((why = 'audit') = (purpose IS NOT NULL))
);
COMMENT ON TABLE access_log IS 'Which household was shown to whom, when and why: it rang (pop), it was among what a search found (search), it was opened (open), or somebody asked this very table about it (audit, with the purpose they gave). Kept when the household is not.';
CREATE INDEX access_log_household ON access_log (household_id, at_ms DESC);
