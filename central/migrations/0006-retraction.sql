-- Calls with nobody chosen, and finished wrap-ups that their author took back.

ALTER TABLE interaction
  ALTER COLUMN household_id DROP NOT NULL,
  ADD CONSTRAINT interaction_of_nobody CHECK (household_id IS NOT NULL OR customer_id IS NULL),
  ADD COLUMN stored_at_ms bigint,
  ADD COLUMN retracted_at_ms bigint,
  ADD COLUMN retracted_by uuid REFERENCES agent;
COMMENT ON COLUMN interaction.household_id IS 'Null: nobody was chosen in the call (a wrong number, silence). It stands in no household, also not in one that gets its number later.';
COMMENT ON COLUMN interaction.stored_at_ms IS 'When central stored it, by central''s clock: from here its author may take it back for a while. Null: imported.';
COMMENT ON COLUMN interaction.retracted_at_ms IS 'Taken back by its author: kept here for history, shown and counted nowhere.';

ALTER TABLE asked_question ADD COLUMN retracted_at_ms bigint;
ALTER TABLE commitment ADD COLUMN promised_in_interaction_id uuid, ADD COLUMN retracted_at_ms bigint;
ALTER TABLE care_case ADD COLUMN opened_in_interaction_id uuid, ADD COLUMN retracted_at_ms bigint;
CREATE INDEX commitment_promised_in ON commitment (promised_in_interaction_id) WHERE promised_in_interaction_id IS NOT NULL;
CREATE INDEX care_case_opened_in ON care_case (opened_in_interaction_id) WHERE opened_in_interaction_id IS NOT NULL;

ALTER TABLE callback ADD COLUMN tried_in_interaction_id uuid, ADD COLUMN due_before_ms bigint;
COMMENT ON COLUMN callback.tried_in_interaction_id IS 'The last interaction in which nobody was reached. due_before_ms: when it was due before that; null once it was put off by hand.';
CREATE INDEX callback_closed_by ON callback (closed_by_interaction_id) WHERE closed_by_interaction_id IS NOT NULL;
CREATE INDEX callback_tried_in ON callback (tried_in_interaction_id) WHERE tried_in_interaction_id IS NOT NULL;

-- Who did what to a callback of late: a retraction must not undo a colleague's deed.
CREATE INDEX op_callback ON op ((detail->>'callbackId'), received_at_ms) WHERE detail ? 'callbackId';
