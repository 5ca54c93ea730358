-- How calls may be said to have ended, as the centre has it: its own codes beside those every centre has.

CREATE TABLE outcome_meaning (
  code text PRIMARY KEY,
  means text NOT NULL,
  UNIQUE (code, means)
);
COMMENT ON TABLE outcome_meaning IS 'Every code there ever was, with the outcome it counts as (shared/calls/outcome.ts). Rows are added and never changed: contacts stand by them.';

DROP TABLE outcome_code;
CREATE TABLE outcome_code (
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  code text NOT NULL REFERENCES outcome_meaning,
  zh text NOT NULL,
  en text NOT NULL,
  active boolean NOT NULL,
  place integer NOT NULL,
  PRIMARY KEY (direction, code)
);
COMMENT ON TABLE outcome_code IS 'The chips under a call, by its direction. One that is no longer used stays, for the contacts that ended with it.';
COMMENT ON COLUMN outcome_code.place IS 'The order of its key, from 1.';

INSERT INTO outcome_meaning (code, means) SELECT code, code FROM unnest(ARRAY['answered', 'callback-agreed', 'to-expert', 'complaint', 'material', 'event', 'data-corrected', 'wrong-number', 'silent',
  'reached', 'no-answer', 'busy', 'not-available', 'refused', 'opt-out']) AS code;
INSERT INTO outcome_code (direction, place, code, zh, en, active) VALUES
  ('in', 1, 'answered', '已答复', 'Answered', true), ('in', 2, 'callback-agreed', '约下次', 'Next call', true), ('in', 3, 'to-expert', '转专家', 'To expert', true),
  ('in', 4, 'complaint', '建投诉', 'Complaint', true), ('in', 5, 'material', '寄资料', 'Mail it', true), ('in', 6, 'event', '报名活动', 'Event', true),
  ('in', 7, 'data-corrected', '更正资料', 'Data fixed', true), ('in', 8, 'wrong-number', '打错', 'Wrong no.', true), ('in', 9, 'silent', '无声', 'Silent', true), ('in', 10, 'opt-out', '退订', 'Opt-out', true),
  ('out', 1, 'reached', '已接通', 'Reached', true), ('out', 2, 'callback-agreed', '约下次', 'Next call', true), ('out', 3, 'no-answer', '无人接', 'No answer', true), ('out', 4, 'busy', '占线', 'Busy', true),
  ('out', 5, 'not-available', '不方便', 'Bad time', true), ('out', 6, 'refused', '拒绝', 'Refused', true), ('out', 7, 'wrong-number', '打错', 'Wrong no.', true), ('out', 8, 'complaint', '建投诉', 'Complaint', true),
  ('out', 9, 'opt-out', '退订', 'Opt-out', true);

ALTER TABLE interaction ADD COLUMN outcome_code text;
ALTER TABLE interaction ADD CONSTRAINT interaction_outcome_code_fkey FOREIGN KEY (outcome_code, outcome) REFERENCES outcome_meaning (code, means);
COMMENT ON COLUMN interaction.outcome_code IS 'The centre''s own code that was chosen, which means outcome; null: outcome itself.';
