-- When a household was last in contact is asked for each of sixty people found: answered by the index alone.
SET LOCAL statement_timeout = 0;
SET LOCAL maintenance_work_mem = '256MB';
CREATE INDEX interaction_last ON interaction (household_id, started_at_ms DESC) INCLUDE (retracted_at_ms);
DROP INDEX interaction_household;
