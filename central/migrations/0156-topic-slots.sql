-- What was asked, kept per half hour as the rest of the reports.

CREATE TABLE report_topic_slot (
  slot_ms bigint NOT NULL,
  agent_id uuid NOT NULL,
  article_id uuid NOT NULL,
  asked integer NOT NULL,
  talk_ms bigint NOT NULL,
  PRIMARY KEY (slot_ms, agent_id, article_id)
);
COMMENT ON TABLE report_topic_slot IS 'What was asked in contacts, by the half hour they began, their agent and the article that answered it. Counted anew from interaction and asked_question whenever one of them changes.';
COMMENT ON COLUMN report_topic_slot.article_id IS 'All zeros: answered from no article.';
COMMENT ON COLUMN report_topic_slot.talk_ms IS 'A contact''s talk is shared evenly by its questions.';

CREATE FUNCTION mark_questions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN INSERT INTO report_mark SELECT DISTINCT 'contact', i.started_at_ms - i.started_at_ms % 1800000 FROM before q JOIN interaction i ON i.id = q.interaction_id; END IF;
  IF TG_OP <> 'DELETE' THEN INSERT INTO report_mark SELECT DISTINCT 'contact', i.started_at_ms - i.started_at_ms % 1800000 FROM after q JOIN interaction i ON i.id = q.interaction_id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_question_added AFTER INSERT ON asked_question REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION mark_questions();
CREATE TRIGGER report_question_changed AFTER UPDATE ON asked_question REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION mark_questions();
CREATE TRIGGER report_question_gone AFTER DELETE ON asked_question REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_questions();

INSERT INTO report_mark SELECT DISTINCT 'contact', started_at_ms - started_at_ms % 1800000 FROM interaction;
