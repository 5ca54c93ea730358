-- Whether agents are told that a supervisor listens to them.

ALTER TABLE policy ADD COLUMN shows_listening boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN policy.shows_listening IS 'False: an agent does not see that a supervisor listens. Who whispers or barges is always seen.';
