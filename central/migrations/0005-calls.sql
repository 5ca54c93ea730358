-- Queues, the numbers that lead to them, and the calls of the telephone lines.

CREATE TABLE queue (
  id text PRIMARY KEY,
  name text NOT NULL,
  place integer NOT NULL
);
COMMENT ON TABLE queue IS 'A queue callers wait in. name is what agents read; place is its order on screen.';

CREATE TABLE queue_number (
  number text PRIMARY KEY,
  queue_id text NOT NULL REFERENCES queue
);
COMMENT ON TABLE queue_number IS 'The 800 and 400 numbers that lead to a queue, as digits.';

INSERT INTO queue (id, name, place) VALUES ('mother-baby', '母婴800', 1), ('product', '产品800', 2);
INSERT INTO queue_number (number, queue_id) VALUES ('8008201234', 'mother-baby'), ('4008201234', 'mother-baby'), ('8008205678', 'product');

CREATE TABLE call (
  id text PRIMARY KEY,
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  state text NOT NULL CHECK (state IN ('waiting', 'offered', 'talking', 'ended', 'abandoned')),
  number text,
  stored_number text,
  dialled text,
  keys text,
  queue_id text REFERENCES queue,
  household_id uuid REFERENCES household,
  agent_id uuid REFERENCES agent,
  arrived_at_ms bigint NOT NULL,
  offered_at_ms bigint,
  offers integer NOT NULL DEFAULT 0,
  answered_at_ms bigint,
  ended_at_ms bigint,
  ended_by text
);
COMMENT ON TABLE call IS 'Every telephone call the lines told of. Waiting calls stand here, so a restart builds the queue again.';
COMMENT ON COLUMN call.number IS 'As the carrier gave it; null when withheld. stored_number is the comparable form.';
CREATE INDEX call_waiting ON call (arrived_at_ms) WHERE state = 'waiting';
CREATE INDEX call_live ON call (agent_id) WHERE state IN ('waiting', 'offered', 'talking');
