-- What the supervisors' board reads every few seconds must be found without looking over the whole store.

CREATE INDEX callback_due ON callback (due_at_ms);
CREATE INDEX callback_open_due ON callback (due_at_ms) WHERE state = 'open';
CREATE INDEX care_case_open_due ON care_case (due_at_ms) WHERE state = 'open';
CREATE INDEX call_talked_lately ON call (ended_at_ms) WHERE state = 'ended' AND answered_at_ms IS NOT NULL AND agent_id IS NOT NULL;
