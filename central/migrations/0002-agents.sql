-- Colleagues, the desktops they are signed in on, and what state each is in.

CREATE TABLE agent (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  name text NOT NULL,
  extension text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('agent', 'supervisor', 'editor', 'admin')),
  team text NOT NULL,
  site text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  password_hash text NOT NULL,
  failed_count integer NOT NULL DEFAULT 0,
  locked_until_ms bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE agent IS 'A colleague who signs in. password_hash is argon2id in PHC form.';
COMMENT ON COLUMN agent.failed_count IS 'Wrong passwords since the last right one; from the fifth on each locks the account for longer.';

CREATE TABLE desk_session (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agent,
  device_id uuid NOT NULL,
  desktop_version text NOT NULL,
  refresh_hash text NOT NULL,
  previous_hash text,
  rotated_at_ms bigint NOT NULL,
  started_at_ms bigint NOT NULL,
  seen_at_ms bigint NOT NULL,
  ended_at_ms bigint,
  ended_why text CHECK (ended_why IN ('taken-over', 'signed-out', 'expired', 'token-reused'))
);
COMMENT ON TABLE desk_session IS 'One sign-in on one desktop: a family of refresh tokens, of which only the newest is good.';
COMMENT ON COLUMN desk_session.previous_hash IS 'The token before: good once more for a few seconds, because the reply with the new one may have been lost.';
CREATE INDEX desk_session_agent ON desk_session (agent_id) WHERE ended_at_ms IS NULL;

CREATE TABLE watched_household (
  session_id uuid NOT NULL REFERENCES desk_session ON DELETE CASCADE,
  household_id uuid NOT NULL,
  PRIMARY KEY (session_id, household_id)
);
COMMENT ON TABLE watched_household IS 'Households open on a desktop now: it also mirrors the scope open:<household>.';

CREATE TABLE agent_presence (
  agent_id uuid PRIMARY KEY REFERENCES agent,
  standing jsonb NOT NULL,
  state text NOT NULL,
  since_ms bigint NOT NULL,
  seq bigint NOT NULL,
  session_id uuid,
  desk_up boolean NOT NULL DEFAULT false,
  desk_seen_at_ms bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);
COMMENT ON TABLE agent_presence IS 'State of each agent. standing is the AgentStanding of shared/agents/agentStateMachine.ts; state, since_ms and seq repeat parts of it for queries.';
COMMENT ON COLUMN agent_presence.desk_up IS 'False once its desktop was not heard of for 15 s.';
COMMENT ON COLUMN agent_presence.desk_seen_at_ms IS 'When a live connection of this agent was last alive.';
CREATE INDEX agent_presence_idle ON agent_presence (since_ms) WHERE state = 'available';

CREATE TABLE demo_account (
  number text PRIMARY KEY REFERENCES agent (number),
  password text NOT NULL
);
COMMENT ON TABLE demo_account IS 'Passwords of demo agents, offered on the sign-in page while demo data is loaded. Empty otherwise.';
