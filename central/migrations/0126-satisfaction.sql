-- Whether a customer was content with how their complaint was settled.

ALTER TABLE care_case ADD COLUMN satisfaction text CHECK (satisfaction IN ('satisfied', 'partly', 'not-satisfied', 'declined'));
COMMENT ON COLUMN care_case.satisfaction IS 'What the customer said when asked whether they are content; a complaint is not closed before. Null: not asked yet, or closed before it was asked for.';
