-- What a supervisor and an agent say to each other about one of the agent's calls.

CREATE TABLE coaching (
  id uuid PRIMARY KEY,
  interaction_id uuid NOT NULL REFERENCES interaction,
  agent_id uuid NOT NULL REFERENCES agent,
  by_agent_id uuid NOT NULL REFERENCES agent,
  made_at_ms bigint NOT NULL,
  last_at_ms bigint NOT NULL,
  read_at_ms bigint,
  read_lines integer NOT NULL DEFAULT 0,
  seen_lines integer NOT NULL DEFAULT 0,
  erased_at_ms bigint
);
COMMENT ON TABLE coaching IS 'A supervisor''s note on a call. The two named in it read it, nobody else; the household is that of the call.';
COMMENT ON COLUMN coaching.agent_id IS 'Whose call it is.';
COMMENT ON COLUMN coaching.read_at_ms IS 'When the agent read it last; read_lines: how many lines there were then. seen_lines: the same of the supervisor.';
COMMENT ON COLUMN coaching.erased_at_ms IS 'The customer of the call was erased: the words went with them.';
CREATE INDEX coaching_agent ON coaching (agent_id, last_at_ms);
CREATE INDEX coaching_by ON coaching (by_agent_id, last_at_ms);
CREATE INDEX coaching_interaction ON coaching (interaction_id);

CREATE TABLE coaching_line (
  id uuid PRIMARY KEY,
  coaching_id uuid NOT NULL REFERENCES coaching,
  place integer NOT NULL,
  by_agent_id uuid NOT NULL REFERENCES agent,
  text text NOT NULL,
  at_ms bigint NOT NULL,
  UNIQUE (coaching_id, place)
);
