-- What was promised for some days, for the care standards.

CREATE INDEX commitment_due ON commitment (due_at_ms) WHERE retracted_at_ms IS NULL;
