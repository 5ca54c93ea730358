-- A number kept with a household goes along when its call turns out to be somebody else's.

ALTER TABLE phone ADD COLUMN added_in_interaction_id uuid;
CREATE INDEX phone_added_in ON phone (added_in_interaction_id) WHERE added_in_interaction_id IS NOT NULL;
COMMENT ON COLUMN phone.added_in_interaction_id IS 'The interaction it rang in when it was kept. Null: it came with the household, or was kept before this step.';
