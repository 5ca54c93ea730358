-- A number that an agent kept with a household after a call came from it.

ALTER TABLE phone
  ADD COLUMN added_at_ms bigint,
  ADD COLUMN added_by_name text;
COMMENT ON COLUMN phone.added_at_ms IS 'When an agent kept it, by central''s clock. Null: it came with the household.';
COMMENT ON COLUMN phone.added_by_name IS 'Who kept it. Which op it was, and by which agent, stands in op.';
