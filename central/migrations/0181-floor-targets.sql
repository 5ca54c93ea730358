-- What the tiles of the floor are measured by.

ALTER TABLE policy ADD COLUMN floor_targets jsonb NOT NULL
  DEFAULT '{"waitingPercent": 10, "waitingAtLeast": 4, "longestSeconds": 60, "abandonedPercent": 5, "promisesPercent": 95, "unfinishedPercent": 10, "unfinishedAtLeast": 4}';
COMMENT ON COLUMN policy.floor_targets IS 'Targets of the floor''s tiles (shared/routing/floorTargets.ts).';
