-- What calls are judged by, and how they were.

CREATE TABLE quality_sheet (
  version integer PRIMARY KEY,
  criteria jsonb NOT NULL,
  days integer NOT NULL
);
COMMENT ON TABLE quality_sheet IS 'Every version of the quality sheet; the highest is in force. Rows are added, never changed: a score keeps the criteria it was given by.';
COMMENT ON COLUMN quality_sheet.criteria IS 'In the shape of shared/coaching/qualitySheet.ts.';
COMMENT ON COLUMN quality_sheet.days IS 'Over how many days the floor shows an agent''s mean.';
CREATE TRIGGER quality_sheet_kept BEFORE UPDATE OR DELETE ON quality_sheet FOR EACH ROW EXECUTE FUNCTION refuse_change();
INSERT INTO quality_sheet (version, days, criteria) VALUES (1, 30, '[
  {"id": "greeting", "zh": "按话术问候并报出姓名", "en": "Greets by the guide and says their name", "group": "seek", "kind": "yes-no", "weight": 10},
  {"id": "accurate", "zh": "解答准确、依据知识库", "en": "Answers right, by the knowledge base", "group": "seek", "kind": "five", "weight": 25},
  {"id": "polite", "zh": "礼貌、耐心倾听", "en": "Polite, listens patiently", "group": "experience", "kind": "five", "weight": 20},
  {"id": "clear", "zh": "表达清楚、不让客户久等", "en": "Speaks clearly, leaves nobody waiting", "group": "experience", "kind": "five", "weight": 15},
  {"id": "identity", "zh": "核对身份、保守客户资料", "en": "Makes sure who it is, keeps data private", "group": "credence", "kind": "yes-no", "weight": 15},
  {"id": "promise", "zh": "约定说清楚并记录", "en": "Says and writes down what is promised", "group": "credence", "kind": "yes-no", "weight": 15}
]');

ALTER TABLE coaching
  ADD COLUMN sheet_version integer REFERENCES quality_sheet,
  ADD COLUMN marks jsonb,
  ADD COLUMN score double precision,
  ADD COLUMN seek_score double precision,
  ADD COLUMN experience_score double precision,
  ADD COLUMN credence_score double precision;
COMMENT ON COLUMN coaching.marks IS 'By criterion of that version; null: it did not apply. Kept when the customer is erased: they are the agent''s.';
COMMENT ON COLUMN coaching.score IS 'Per cent of what could be reached, as shared/coaching/qualitySheet.ts reckons; null: a note without a score. The other three: of the criteria of each group.';
CREATE UNIQUE INDEX coaching_scored ON coaching (interaction_id) WHERE score IS NOT NULL;
CREATE INDEX coaching_score ON coaching (agent_id, made_at_ms) INCLUDE (score) WHERE score IS NOT NULL;
CREATE INDEX coaching_scored_at ON coaching (made_at_ms) WHERE score IS NOT NULL;
