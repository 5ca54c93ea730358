-- Where in the talk the next call was agreed.

ALTER TABLE callback ADD COLUMN agreed_second integer CHECK (agreed_second BETWEEN 0 AND 86400);
COMMENT ON COLUMN callback.agreed_second IS 'Seconds after the call was answered at which the time was agreed; null: outside a talk, after its end, or agreed before this was kept.';
