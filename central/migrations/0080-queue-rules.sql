-- How queues are run, what agents are good at, and where each caller stands.

ALTER TABLE queue ADD COLUMN rules jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN queue.rules IS 'Opening hours, service level, demands, limits: QueueRules of shared/routing/queueRules.ts. What is missing has the value given there.';

CREATE TABLE skill (
  id text PRIMARY KEY,
  name text NOT NULL
);
COMMENT ON TABLE skill IS 'A topic or a language. Languages have the ids that customer.language has: a caller who speaks one is brought to an agent who does.';
INSERT INTO skill (id, name) VALUES ('cantonese', '粤语'), ('shanghainese', '上海话'), ('sichuanese', '四川话'), ('hokkien', '闽南语'), ('hakka', '客家话'), ('english', '英语');

CREATE TABLE agent_skill (
  agent_id uuid NOT NULL REFERENCES agent ON DELETE CASCADE,
  skill_id text NOT NULL REFERENCES skill,
  level integer NOT NULL CHECK (level BETWEEN 1 AND 5),
  PRIMARY KEY (agent_id, skill_id)
);
COMMENT ON TABLE agent_skill IS 'What an agent is good at, and how good: 1 a little, 5 very.';

CREATE TABLE line_holder (
  line text PRIMARY KEY,
  holder uuid NOT NULL,
  since_ms bigint NOT NULL
);
COMMENT ON TABLE line_holder IS 'Which central a telephone line said hello to last. Only that one offers its calls, and it holds this row while it decides: of two centrals none gives a call away behind the other''s back.';

ALTER TABLE call DROP CONSTRAINT call_state_check;
ALTER TABLE call ADD CONSTRAINT call_state_check CHECK (state IN ('waiting', 'offered', 'talking', 'ended', 'abandoned', 'kept', 'returned', 'turned-away'));
ALTER TABLE call
  ADD COLUMN line text,
  ADD COLUMN tier text,
  ADD COLUMN language text,
  ADD COLUMN rank_at_ms bigint NOT NULL DEFAULT 0,
  ADD COLUMN last_agent_id uuid REFERENCES agent,
  ADD COLUMN told text CHECK (told IN ('closed', 'full', 'waited-too-long', 'callback-kept')),
  ADD COLUMN opens_at_ms bigint,
  ADD COLUMN callback_id uuid;
UPDATE call SET rank_at_ms = arrived_at_ms;
COMMENT ON COLUMN call.line IS 'The line it came by; null: from before this was written down.';
COMMENT ON COLUMN call.rank_at_ms IS 'What callers are ordered by: arrived_at_ms less the head start of the tier.';
COMMENT ON COLUMN call.last_agent_id IS 'Whom this household spoke with last, not long ago.';
COMMENT ON COLUMN call.told IS 'What a caller who did not get through was told. kept: hung up, the place in the queue is theirs; returned: it was their turn, the callback is with an agent; turned-away: told, and rung back later if their number is known.';
COMMENT ON COLUMN call.callback_id IS 'The callback made of a call that was not answered.';
DROP INDEX call_waiting;
CREATE INDEX call_waiting ON call (rank_at_ms) WHERE state IN ('waiting', 'kept');
CREATE INDEX call_unreturned ON call (stored_number) WHERE callback_id IS NOT NULL AND state IN ('abandoned', 'kept', 'returned', 'turned-away');
CREATE INDEX call_arrived ON call (queue_id, arrived_at_ms) WHERE direction = 'in';
CREATE INDEX call_lately ON call (queue_id, ended_at_ms) WHERE state = 'ended' AND answered_at_ms IS NOT NULL;

ALTER TABLE agent_presence ADD COLUMN held_until_ms bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN agent_presence.held_until_ms IS 'Until then no call is offered: the turn of a caller who kept their place has come, and this agent is to ring them.';
