-- For which class of callers an answer helped or did not: counts, as of openings.

ALTER TABLE answer_judgement ADD COLUMN caller_class text;
COMMENT ON COLUMN answer_judgement.caller_class IS 'Age of the youngest child and its milk, as of openings; null: not known.';
CREATE INDEX answer_judgement_class ON answer_judgement (caller_class, article_id) WHERE caller_class IS NOT NULL;
