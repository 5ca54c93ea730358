-- How often a household is rung at our own wish: until now a constant.

ALTER TABLE policy
  ADD COLUMN frequency_calls integer NOT NULL DEFAULT 3 CHECK (frequency_calls >= 1),
  ADD COLUMN frequency_days integer NOT NULL DEFAULT 30 CHECK (frequency_days >= 1);
COMMENT ON COLUMN policy.frequency_calls IS 'Calls to a household in frequency_days that nobody there asked for.';
