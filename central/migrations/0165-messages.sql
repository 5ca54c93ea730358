-- Messages to customers: the texts, who they go to, and the queue they go out by.

ALTER TABLE customer ADD COLUMN email text;

CREATE TABLE message_template (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  language text NOT NULL CHECK (language IN ('zh-CN', 'en')),
  reason text NOT NULL CHECK (reason IN ('agreed', 'answer', 'complaint-follow-up', 'form-consent')),
  subject text,
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('published', 'retired')),
  version integer NOT NULL CHECK (version >= 1),
  updated_at_ms bigint NOT NULL,
  CHECK ((subject IS NULL) = (channel = 'sms'))
);
COMMENT ON TABLE message_template IS 'Texts that go to customers, with names in braces for what is put in (shared/messages/placeholders.ts). One that was used is never deleted: retired.';

CREATE TABLE message_template_version (
  template_id uuid NOT NULL REFERENCES message_template ON DELETE CASCADE,
  version integer NOT NULL,
  template jsonb NOT NULL,
  PRIMARY KEY (template_id, version)
);
COMMENT ON TABLE message_template_version IS 'Every version of a template as it stood: a desktop that was offline sends the one its agent read.';

CREATE TABLE message (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid NOT NULL REFERENCES customer,
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  reason text NOT NULL,
  template_id uuid NOT NULL REFERENCES message_template,
  template_version integer NOT NULL,
  template_name text NOT NULL,
  address text NOT NULL,
  subject text,
  text text NOT NULL,
  agreed jsonb,
  send_at_ms bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  settled_at_ms bigint,
  state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'refused')),
  why text,
  detail text,
  next_try_at_ms bigint NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  claimed_at_ms bigint,
  agent_id uuid NOT NULL REFERENCES agent,
  agent_name text NOT NULL,
  CHECK ((state = 'queued') = (settled_at_ms IS NULL)),
  CHECK (claimed_at_ms IS NULL OR state = 'queued')
);
COMMENT ON TABLE message IS 'A message to a customer, as it was filled in, and what became of it. Queue and history in one.';
COMMENT ON COLUMN message.agreed IS 'The agreed call it tells of: {callbackId, dueAtMs}. Moved or closed before it goes, it does not go.';
COMMENT ON COLUMN message.claimed_at_ms IS 'A central is sending it since. Old: that central stopped between handing it over and writing it down.';
CREATE INDEX message_household ON message (household_id, created_at_ms DESC);
CREATE INDEX message_customer ON message (customer_id);
CREATE INDEX message_queue ON message (channel, next_try_at_ms) WHERE state = 'queued';
