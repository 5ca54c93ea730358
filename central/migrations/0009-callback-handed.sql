-- A callback handed over after the last try goes back to its owner when that try's summary is taken back.

ALTER TABLE callback ADD COLUMN handed_in_interaction_id uuid, ADD COLUMN owner_before_id uuid;
COMMENT ON COLUMN callback.handed_in_interaction_id IS 'The try after which it was handed over. Null: it was not, or by itself.';
COMMENT ON COLUMN callback.owner_before_id IS 'Who had it before that.';
CREATE INDEX callback_handed_in ON callback (handed_in_interaction_id) WHERE handed_in_interaction_id IS NOT NULL;
