-- What was said when a promise was settled, a complaint answered or closed.

ALTER TABLE commitment ADD COLUMN words text;
ALTER TABLE care_case ADD COLUMN words text;
COMMENT ON COLUMN commitment.words IS 'A line of the agent''s who settled it: how it was kept, why it is not needed any more.';
COMMENT ON COLUMN care_case.words IS 'What the customer was told when it was last answered or closed.';
