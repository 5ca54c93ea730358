-- How long summaries take, by queue: with the calls they are of, by the half hour those came in.
ALTER TABLE report_call_slot ADD COLUMN wrap_ups integer NOT NULL DEFAULT 0, ADD COLUMN wrap_up_ms bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN report_call_slot.wrap_up_ms IS 'Of the answered, from the end of the call until its summary was stored here, of those stored within an hour.';

-- A summary also has the half hour of its call counted anew. The call is found by its id, row by row: no plan may read all calls for it.
CREATE OR REPLACE FUNCTION mark_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO report_mark SELECT DISTINCT 'contact', started_at_ms - started_at_ms % 1800000 FROM before;
    INSERT INTO report_mark SELECT DISTINCT 'call', m.slot_ms FROM (SELECT (SELECT c.arrived_at_ms - c.arrived_at_ms % 1800000 FROM call c WHERE c.id = b.call_id) AS slot_ms FROM before b WHERE b.call_id IS NOT NULL) m WHERE m.slot_ms IS NOT NULL;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO report_mark SELECT DISTINCT 'contact', started_at_ms - started_at_ms % 1800000 FROM after;
    INSERT INTO report_mark SELECT DISTINCT 'call', m.slot_ms FROM (SELECT (SELECT c.arrived_at_ms - c.arrived_at_ms % 1800000 FROM call c WHERE c.id = a.call_id) AS slot_ms FROM after a WHERE a.call_id IS NOT NULL) m WHERE m.slot_ms IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;

INSERT INTO report_mark SELECT DISTINCT 'call', slot_ms FROM report_call_slot WHERE answered > 0;
