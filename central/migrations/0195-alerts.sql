-- When the floor raises its voice, and where that is told.

CREATE TABLE webhook (
  id text PRIMARY KEY,
  name text NOT NULL,
  url text NOT NULL,
  active boolean NOT NULL,
  secret_number integer NOT NULL
);
COMMENT ON TABLE webhook IS 'Addresses that alerts are told to by signed HTTP. One that was told anything is never deleted: taken out of use.';

CREATE TABLE webhook_secret (
  webhook_id text NOT NULL REFERENCES webhook ON DELETE CASCADE,
  number integer NOT NULL,
  secret text NOT NULL,
  PRIMARY KEY (webhook_id, number)
);
COMMENT ON TABLE webhook_secret IS 'What requests are signed with. Read by the sender alone; the older ones for a change that is taken back.';

CREATE TABLE alert_rule (
  id text PRIMARY KEY,
  name text NOT NULL,
  figure text NOT NULL CHECK (figure IN ('waiting', 'longest', 'level', 'abandoned', 'promises', 'unfinished')),
  queue_id text REFERENCES queue,
  limit_at integer,
  margin integer NOT NULL,
  for_seconds integer NOT NULL,
  least_counted integer NOT NULL,
  tells_supervisors boolean NOT NULL,
  webhook_ids text[] NOT NULL,
  active boolean NOT NULL,
  raised_at_ms bigint,
  turning_since_ms bigint
);
COMMENT ON TABLE alert_rule IS 'Figures of the floor and the limits beyond which somebody is told (shared/alerts/alertRule.ts), and how each stands.';
COMMENT ON COLUMN alert_rule.limit_at IS 'Null: the target of the floor.';
COMMENT ON COLUMN alert_rule.raised_at_ms IS 'Since when it is raised; null: it is not.';
COMMENT ON COLUMN alert_rule.turning_since_ms IS 'Since when the figure has stood on the other side, though not for long enough.';

CREATE TABLE alert_turn (
  id uuid PRIMARY KEY,
  rule_id text NOT NULL REFERENCES alert_rule,
  turn text NOT NULL CHECK (turn IN ('raised', 'cleared')),
  at_ms bigint NOT NULL,
  value integer,
  limit_at integer NOT NULL
);
COMMENT ON TABLE alert_turn IS 'Each time an alert was raised or over, with the figure and the limit of that moment. Rows are added and read, never changed.';
CREATE INDEX alert_turn_rule ON alert_turn (rule_id, at_ms DESC);
CREATE TRIGGER alert_turn_kept BEFORE UPDATE OR DELETE ON alert_turn FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE webhook_delivery (
  id uuid PRIMARY KEY,
  webhook_id text NOT NULL REFERENCES webhook,
  turn_id uuid REFERENCES alert_turn,
  body text NOT NULL,
  made_at_ms bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  next_try_at_ms bigint NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  claimed_at_ms bigint,
  settled_at_ms bigint,
  detail text,
  CHECK ((state = 'queued') = (settled_at_ms IS NULL)),
  CHECK (claimed_at_ms IS NULL OR state = 'queued')
);
COMMENT ON TABLE webhook_delivery IS 'What a webhook is told, and what became of it. Queue and history in one.';
COMMENT ON COLUMN webhook_delivery.turn_id IS 'Null: a trial.';
COMMENT ON COLUMN webhook_delivery.claimed_at_ms IS 'A central is sending it since. Old: that central stopped before it wrote down what came of it.';
COMMENT ON COLUMN webhook_delivery.detail IS 'What came of the last try, as a code; nothing of the answer''s own words.';
CREATE INDEX webhook_delivery_queue ON webhook_delivery (next_try_at_ms) WHERE state = 'queued';
CREATE INDEX webhook_delivery_newest ON webhook_delivery (webhook_id, made_at_ms DESC);
