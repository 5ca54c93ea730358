-- Supervisors in their agents' calls: listening, whispering, barging.

CREATE TABLE supervision (
  id text PRIMARY KEY,
  by_agent_id uuid NOT NULL REFERENCES agent,
  agent_id uuid NOT NULL REFERENCES agent,
  call_id text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('listen', 'whisper', 'barge')),
  begun_at_ms bigint NOT NULL,
  entered_at_ms bigint,
  ended_at_ms bigint
);
COMMENT ON TABLE supervision IS 'A supervisor''s way into one call of an agent. While it is open the lines let the supervisor''s telephone in, and nobody else''s.';
COMMENT ON COLUMN supervision.id IS 'What the supervisor''s own call carries as its call id.';
COMMENT ON COLUMN supervision.mode IS 'What they do in it now.';
COMMENT ON COLUMN supervision.entered_at_ms IS 'When the line said that they were in. Null: they never were.';
COMMENT ON COLUMN supervision.ended_at_ms IS 'Null: it is open.';
-- One ear is in one call, and a call has one supervisor at a time.
CREATE UNIQUE INDEX supervision_open_by ON supervision (by_agent_id) WHERE ended_at_ms IS NULL;
CREATE UNIQUE INDEX supervision_open_of ON supervision (agent_id) WHERE ended_at_ms IS NULL;

CREATE TABLE supervision_use (
  deed_id bigint PRIMARY KEY REFERENCES floor_deed,
  supervision_id text NOT NULL REFERENCES supervision,
  until_ms bigint
);
COMMENT ON TABLE supervision_use IS 'How long each listening, whispering or barging lasted: its beginning, who, whom and in which call stand in its deed.';
COMMENT ON COLUMN supervision_use.until_ms IS 'Null: it goes on.';
CREATE UNIQUE INDEX supervision_use_open ON supervision_use (supervision_id) WHERE until_ms IS NULL;
