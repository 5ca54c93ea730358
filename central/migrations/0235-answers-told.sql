-- How whoever asked a question is told its answer: by the callback that was put up for them, or by a message.

ALTER TABLE gap ADD COLUMN answered_at_ms bigint;
ALTER TABLE gap ADD COLUMN callback_id uuid REFERENCES callback ON DELETE SET NULL;
ALTER TABLE gap ADD COLUMN message_id uuid REFERENCES message ON DELETE SET NULL;
COMMENT ON COLUMN gap.callback_id IS 'The call that is proposed to their family with the answer; one for all who asked there.';
COMMENT ON COLUMN gap.message_id IS 'The message their family was written with the answer.';
CREATE INDEX gap_callback ON gap (callback_id) WHERE callback_id IS NOT NULL;
CREATE INDEX gap_message ON gap (message_id) WHERE message_id IS NOT NULL;

ALTER TABLE message ADD COLUMN answers_callback_id uuid REFERENCES callback ON DELETE SET NULL;
COMMENT ON COLUMN message.answers_callback_id IS 'The promised call it makes needless: closed when the message was sent. Closed before, the message does not go.';
CREATE INDEX message_answers ON message (answers_callback_id) WHERE answers_callback_id IS NOT NULL;
