-- Leave to contact people, and its end; agreements that stand; questions without an answer; notices between colleagues.

CREATE TABLE consent (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  channel text NOT NULL CHECK (channel IN ('phone', 'sms', 'mail', 'email')),
  purpose text NOT NULL,
  given_at_ms bigint NOT NULL,
  until_ms bigint,
  proof_kind text NOT NULL CHECK (proof_kind IN ('form', 'recording', 'said-in-call', 'web', 'unknown')),
  proof text,
  recorded_by_agent_id uuid REFERENCES agent,
  recorded_by_name text NOT NULL,
  withdrawn_at_ms bigint,
  withdrawn_by_opt_out_id uuid,
  CHECK (until_ms IS NULL OR until_ms > given_at_ms)
);
COMMENT ON TABLE consent IS 'Leave to contact a household (customer_id null) or a person by one channel: what for, when, until when, and the proof. It is never changed, only withdrawn.';
CREATE INDEX consent_household ON consent (household_id, given_at_ms DESC);
-- Consent to be rung that stood in the household's own field: its proof is not known here. One dated before the household
-- was opened is taken as given when it expires at the latest.
INSERT INTO consent (id, household_id, channel, purpose, given_at_ms, until_ms, proof_kind, recorded_by_name)
SELECT gen_random_uuid(), id, 'phone', '回访', least(created_at_ms, phone_consent_until_ms - 1), phone_consent_until_ms, 'unknown', ''
FROM household WHERE phone_consent_until_ms IS NOT NULL;

CREATE TABLE opt_out (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  channel text NOT NULL CHECK (channel IN ('phone', 'sms', 'mail', 'email', 'all')),
  said_at_ms bigint NOT NULL,
  stored_at_ms bigint NOT NULL,
  words text NOT NULL,
  interaction_id uuid,
  agent_id uuid NOT NULL REFERENCES agent,
  agent_name text NOT NULL,
  cancelled jsonb NOT NULL
);
COMMENT ON TABLE opt_out IS 'A household (customer_id null) or a person does not want to be contacted by a channel any more. words: how they said it.';
COMMENT ON COLUMN opt_out.cancelled IS 'Proof of what it cancelled: [{what, id}] of each callback and consent, in the transaction that cancelled them.';
CREATE INDEX opt_out_household ON opt_out (household_id, said_at_ms DESC);

CREATE TABLE standing_agreement (
  id uuid PRIMARY KEY,
  household_id uuid NOT NULL REFERENCES household,
  customer_id uuid REFERENCES customer,
  what text NOT NULL,
  weekdays integer[] NOT NULL DEFAULT '{}',
  from_minute integer,
  to_minute integer,
  zone text NOT NULL,
  agreed_at_ms bigint NOT NULL,
  until_ms bigint,
  agreed_in_interaction_id uuid,
  ended_at_ms bigint,
  CHECK ((from_minute IS NULL) = (to_minute IS NULL)),
  CHECK (from_minute IS NULL OR (from_minute >= 0 AND to_minute <= 1440 AND from_minute < to_minute))
);
COMMENT ON TABLE standing_agreement IS 'What a customer agreed to once for all times after: no signature each time, rung on Saturdays from ten to twelve. Expired (until_ms) it must be asked for again.';
COMMENT ON COLUMN standing_agreement.weekdays IS 'ISO days, 1 Monday to 7 Sunday; empty: any. from_minute and to_minute: minutes after midnight in zone, end excluded.';
CREATE INDEX standing_agreement_household ON standing_agreement (household_id) WHERE ended_at_ms IS NULL;

CREATE TABLE outcome_code (
  code text PRIMARY KEY,
  inbound boolean NOT NULL,
  outbound boolean NOT NULL,
  place integer NOT NULL,
  active boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE outcome_code IS 'How an interaction may end. place: order on screen. A code that is no longer used stays, for the interactions that ended so.';
INSERT INTO outcome_code (code, inbound, outbound, place) VALUES
  ('answered', true, false, 1), ('callback-agreed', true, true, 2), ('to-expert', true, false, 3), ('complaint', true, true, 4),
  ('material', true, false, 5), ('event', true, false, 6), ('data-corrected', true, false, 7), ('wrong-number', true, true, 8), ('silent', true, false, 9),
  ('reached', false, true, 10), ('no-answer', false, true, 11), ('busy', false, true, 12), ('not-available', false, true, 13), ('refused', false, true, 14),
  ('opt-out', false, true, 15);

CREATE TABLE gap (
  id uuid PRIMARY KEY,
  question text NOT NULL,
  household_id uuid REFERENCES household,
  interaction_id uuid,
  asked_at_ms bigint NOT NULL,
  asked_by_agent_id uuid NOT NULL REFERENCES agent,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'dropped')),
  article_id uuid
);
COMMENT ON TABLE gap IS 'A question for which there is no article, in the customer''s words. article_id: what was written for it.';
CREATE INDEX gap_open ON gap (asked_at_ms DESC) WHERE state = 'open';

CREATE TABLE notice (
  id uuid PRIMARY KEY,
  to_agent_id uuid NOT NULL REFERENCES agent,
  kind text NOT NULL,
  household_id uuid REFERENCES household,
  detail jsonb NOT NULL DEFAULT '{}',
  made_at_ms bigint NOT NULL,
  read_at_ms bigint
);
COMMENT ON TABLE notice IS 'Something a colleague has to know: a callback of theirs that an opt-out cancelled, for one. detail holds what the sentence needs. read_at_ms: when they said they had read it.';
CREATE INDEX notice_unread ON notice (to_agent_id, made_at_ms DESC) WHERE read_at_ms IS NULL;
