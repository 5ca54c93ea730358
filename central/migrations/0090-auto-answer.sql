-- Calls offered to an agent may be answered by their desktop itself: a setting of the agent, or of the queue (rules.autoAnswer).
ALTER TABLE agent ADD COLUMN auto_answer boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN agent.auto_answer IS 'Calls offered to this agent are answered by the desktop after one ring.';
