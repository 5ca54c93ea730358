-- A promise that is due and not kept is told onward: its owner, a fallback owner, the supervisors, and then it is unclaimed.

ALTER TABLE policy
  ADD COLUMN promise_fallback_minutes integer NOT NULL DEFAULT 10 CHECK (promise_fallback_minutes >= 1),
  ADD COLUMN promise_supervisor_minutes integer NOT NULL DEFAULT 30,
  ADD COLUMN promise_release_minutes integer NOT NULL DEFAULT 120,
  ADD CHECK (promise_fallback_minutes < promise_supervisor_minutes AND promise_supervisor_minutes < promise_release_minutes);
COMMENT ON COLUMN policy.promise_fallback_minutes IS 'Minutes after the agreed window in which nobody rang until the fallback owner has the callback. promise_supervisor_minutes: until supervisors are told. promise_release_minutes: until it is unclaimed.';

ALTER TABLE callback
  ADD COLUMN fallback_agent_id uuid REFERENCES agent,
  ADD COLUMN late_step integer CHECK (late_step BETWEEN 0 AND 4),
  ADD COLUMN late_for_ms bigint,
  ADD COLUMN late_owner_id uuid,
  ADD COLUMN late_next_ms bigint,
  ADD COLUMN late_from_agent_id uuid REFERENCES agent;
COMMENT ON COLUMN callback.fallback_agent_id IS 'Who has it when its owner does not keep it.';
COMMENT ON COLUMN callback.late_step IS 'How far it was told onward: null not, and its fallback owner is still to be chosen; 0 not, 1 owner, 2 fallback owner, 3 supervisors, 4 unclaimed. It is that of late_for_ms and late_owner_id only: another time or another owner begins anew.';
COMMENT ON COLUMN callback.late_next_ms IS 'When the next step is due; null: there is none.';
COMMENT ON COLUMN callback.late_from_agent_id IS 'Whose it was before it was told onward last: they may still say that they kept it.';
CREATE INDEX callback_late ON callback (due_at_ms) WHERE state = 'open'
  AND (late_step < 4 OR late_for_ms IS DISTINCT FROM due_at_ms OR late_owner_id IS DISTINCT FROM owner_agent_id);
CREATE INDEX callback_without_fallback ON callback (id) WHERE state = 'open' AND late_step IS NULL;

-- What is late today is known to its owner, who has the whole of the time before it goes on.
UPDATE callback SET late_step = 1, late_for_ms = due_at_ms, late_owner_id = owner_agent_id, late_next_ms = (extract(epoch FROM now()) * 1000)::bigint + 3600000
WHERE state = 'open' AND due_at_ms <= (extract(epoch FROM now()) * 1000)::bigint;

CREATE TABLE promise_step (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  callback_id uuid NOT NULL REFERENCES callback ON DELETE CASCADE,
  due_at_ms bigint NOT NULL,
  step text NOT NULL CHECK (step IN ('owner', 'fallback', 'supervisor', 'unclaimed')),
  at_ms bigint NOT NULL,
  from_agent_id uuid REFERENCES agent,
  to_agent_id uuid REFERENCES agent
);
COMMENT ON TABLE promise_step IS 'Proof that a late promise was told onward: which step, when, whose it was before and after.';
CREATE INDEX promise_step_callback ON promise_step (callback_id, id);

CREATE TABLE agent_absence (
  id uuid PRIMARY KEY,
  agent_id uuid NOT NULL REFERENCES agent,
  from_ms bigint NOT NULL,
  until_ms bigint NOT NULL CHECK (until_ms > from_ms),
  told_by_agent_id uuid NOT NULL REFERENCES agent,
  told_at_ms bigint NOT NULL
);
COMMENT ON TABLE agent_absence IS 'When a colleague is away: what is due then goes to its fallback owner at once, and nothing is handed to them.';
CREATE INDEX agent_absence_agent ON agent_absence (agent_id, until_ms);
