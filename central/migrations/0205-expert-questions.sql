-- Questions of customers that are handed to an expert among the colleagues, and what they answered.

ALTER TABLE skill ADD COLUMN is_expert boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN skill.is_expert IS 'Whoever has this skill may be handed customers'' questions about it.';

CREATE TABLE expert_question (
  id uuid PRIMARY KEY,
  question text NOT NULL,
  household_id uuid REFERENCES household,
  customer_id uuid REFERENCES customer,
  interaction_id uuid,
  article_id uuid,
  asked_by_agent_id uuid REFERENCES agent,
  asked_by_name text NOT NULL,
  asked_at_ms bigint NOT NULL,
  expert_agent_id uuid REFERENCES agent,
  expert_name text NOT NULL,
  due_at_ms bigint NOT NULL,
  is_promised boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn')),
  passed_by_name text,
  passed_words text,
  answer text,
  settled_at_ms bigint,
  late_told boolean NOT NULL DEFAULT false,
  CHECK ((state = 'open') = (settled_at_ms IS NULL)),
  CHECK ((state = 'answered') = (answer IS NOT NULL))
);
COMMENT ON TABLE expert_question IS 'A customer''s question that a colleague who knows more is to answer.';
COMMENT ON COLUMN expert_question.household_id IS 'Null: nobody was chosen when it was asked; it becomes that of its contact when it is answered.';
COMMENT ON COLUMN expert_question.article_id IS 'The question without an answer it was handed on from; null: none.';
COMMENT ON COLUMN expert_question.expert_agent_id IS 'Who has it; null: it came back to whoever asked, or turned out to be of a family its expert is not shown.';
COMMENT ON COLUMN expert_question.is_promised IS 'The customer was promised a call with the answer.';
COMMENT ON COLUMN expert_question.passed_words IS 'What was said when it was last handed on: why it is not theirs.';
COMMENT ON COLUMN expert_question.late_told IS 'That it is late was told once.';
CREATE INDEX expert_question_household ON expert_question (household_id, asked_at_ms DESC);
CREATE INDEX expert_question_customer ON expert_question (customer_id);
CREATE INDEX expert_question_interaction ON expert_question (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX expert_question_open ON expert_question (due_at_ms) WHERE state = 'open';
