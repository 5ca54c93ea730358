-- What happened, what was promised and what was asked.

CREATE TABLE interaction (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  kind text NOT NULL,
  call_id text,
  number text,
  dialled text,
  queue text,
  started_at_ms bigint NOT NULL,
  talk_seconds integer,
  end_reason text,
  hung_up_by text,
  outcome text,
  note text NOT NULL,
  agent_id uuid REFERENCES agent,
  agent_name text NOT NULL,
  callback_id uuid,
  articles_used jsonb NOT NULL DEFAULT '[]',
  recorded_at_ms bigint NOT NULL
);
COMMENT ON TABLE interaction IS 'Any contact that happened. The id is made on the desktop, so a repeated push stores it once.';
CREATE INDEX interaction_household ON interaction (household_id, started_at_ms DESC);
CREATE INDEX interaction_agent ON interaction (agent_id, started_at_ms DESC);
CREATE INDEX interaction_call ON interaction (call_id) WHERE call_id IS NOT NULL;

CREATE TABLE callback (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  number text NOT NULL,
  due_at_ms bigint NOT NULL,
  zone text NOT NULL,
  window_minutes integer NOT NULL,
  purpose text NOT NULL,
  permission_reason text NOT NULL,
  owner_agent_id uuid REFERENCES agent,
  state text NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
  attempts integer NOT NULL,
  max_attempts integer NOT NULL,
  agreed_text text NOT NULL,
  agreed_in_interaction_id uuid,
  agreed_by_agent_id uuid REFERENCES agent,
  agreed_at_ms bigint NOT NULL,
  closed_reason text,
  closed_at_ms bigint,
  closed_by_interaction_id uuid
);
COMMENT ON TABLE callback IS 'An agreed next call: the promise. owner_agent_id is null while nobody has taken it.';
COMMENT ON COLUMN callback.window_minutes IS 'The promise holds from due_at_ms minus to plus this many minutes.';
CREATE INDEX callback_household ON callback (household_id);
CREATE INDEX callback_open_owner ON callback (owner_agent_id, due_at_ms) WHERE state = 'open';
CREATE INDEX callback_agreed_in ON callback (agreed_in_interaction_id) WHERE agreed_in_interaction_id IS NOT NULL;

CREATE TABLE commitment (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  what text NOT NULL,
  due_at_ms bigint NOT NULL,
  promised_by_agent_id uuid REFERENCES agent,
  promised_by_name text NOT NULL,
  promised_at_ms bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'kept', 'broken'))
);
COMMENT ON TABLE commitment IS 'Anything promised to a customer that is not a call at a time.';
CREATE INDEX commitment_household ON commitment (household_id, due_at_ms DESC);

CREATE TABLE care_case (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  kind text NOT NULL CHECK (kind IN ('complaint', 'request')),
  title text NOT NULL,
  opened_at_ms bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  handler_name text,
  state text NOT NULL CHECK (state IN ('open', 'answered', 'closed'))
);
COMMENT ON TABLE care_case IS 'A complaint or request with a deadline (a case; the plain word is reserved in SQL).';
CREATE INDEX care_case_household ON care_case (household_id, opened_at_ms DESC);

CREATE TABLE article (
  id uuid PRIMARY KEY,
  language text NOT NULL,
  topic text NOT NULL,
  title text NOT NULL,
  similar_questions jsonb NOT NULL,
  say text NOT NULL,
  body text NOT NULL,
  facts jsonb NOT NULL,
  source_kinds jsonb NOT NULL,
  see_doctor text NOT NULL,
  stage jsonb NOT NULL,
  feeding jsonb NOT NULL,
  seasons jsonb NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  updated_at_ms bigint NOT NULL
);
COMMENT ON TABLE article IS 'A knowledge-base answer.';

CREATE TABLE asked_question (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  interaction_id uuid NOT NULL REFERENCES interaction,
  article_id uuid,
  text text NOT NULL,
  asked_at_ms bigint NOT NULL,
  article_version integer
);
COMMENT ON TABLE asked_question IS 'A question a household asked, and the article whose wording they heard.';
CREATE INDEX asked_question_household ON asked_question (household_id, asked_at_ms DESC);
CREATE INDEX asked_question_interaction ON asked_question (interaction_id);
