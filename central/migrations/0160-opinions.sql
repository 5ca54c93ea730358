-- What customers think of products, as they said it in a contact.

ALTER TABLE interaction ADD COLUMN opinions jsonb;
COMMENT ON COLUMN interaction.opinions IS 'What the customer thinks of products, in the shape of shared/calls/opinion.ts; null: nothing was said.';
CREATE INDEX interaction_opinions ON interaction (started_at_ms) WHERE opinions IS NOT NULL;
