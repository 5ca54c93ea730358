-- Who is behind the owners of many promises is not put behind more of them.

CREATE INDEX callback_open_fallback ON callback (fallback_agent_id) WHERE state = 'open';
