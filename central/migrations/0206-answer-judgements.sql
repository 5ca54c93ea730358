-- Whether an answer helped, as the agent said in the call: for whoever writes answers.

CREATE TABLE answer_judgement (
  interaction_id uuid NOT NULL,
  article_id uuid NOT NULL,
  version integer NOT NULL,
  helped boolean,
  agent_id uuid NOT NULL REFERENCES agent,
  at_ms bigint NOT NULL,
  PRIMARY KEY (interaction_id, article_id)
);
COMMENT ON TABLE answer_judgement IS 'One word for each answer in each contact: the last that was said. Names no customer; interaction_id is no reference, for the contact is stored later, or never.';
COMMENT ON COLUMN answer_judgement.helped IS 'Null: the word was taken back.';
CREATE INDEX answer_judgement_article ON answer_judgement (article_id, at_ms);
