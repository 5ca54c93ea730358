-- What reports count, kept per half hour: a report of a year reads some thousand rows instead of millions.

CREATE TABLE report_mark (
  part text NOT NULL CHECK (part IN ('call', 'contact')),
  slot_ms bigint NOT NULL
);
COMMENT ON TABLE report_mark IS 'Half hours in which something changed since they were last counted. Only ever added to, so that nobody who stores waits for anybody; one slot may stand here often.';
COMMENT ON COLUMN report_mark.slot_ms IS 'Begin of the half hour, UTC.';

CREATE TABLE report_call_slot (
  slot_ms bigint NOT NULL,
  queue_id text NOT NULL,
  agent_id uuid NOT NULL,
  offered integer NOT NULL,
  answered integer NOT NULL,
  counted integer NOT NULL,
  in_target integer NOT NULL,
  abandoned integer NOT NULL,
  given_up integer NOT NULL,
  turned_away integer NOT NULL,
  wait_ms bigint NOT NULL,
  longest_wait_ms bigint NOT NULL,
  talk_ms bigint NOT NULL,
  dialled integer NOT NULL,
  reached integer NOT NULL,
  dialled_talk_ms bigint NOT NULL,
  PRIMARY KEY (slot_ms, queue_id, agent_id)
);
COMMENT ON TABLE report_call_slot IS 'Calls that are over, by the half hour they came in (or were dialled), their queue and their agent. Counted anew from call whenever one of them changes.';
COMMENT ON COLUMN report_call_slot.queue_id IS 'Empty: of no queue.';
COMMENT ON COLUMN report_call_slot.agent_id IS 'All zeros: of no agent.';
COMMENT ON COLUMN report_call_slot.counted IS 'What the service level is taken of: answered, and not answered though they waited as long as a missed call; not those who rang after hours.';
COMMENT ON COLUMN report_call_slot.in_target IS 'Answered within the target that the queue had when they were counted.';
COMMENT ON COLUMN report_call_slot.given_up IS 'Hung up sooner than a missed call: neither answered nor abandoned.';
COMMENT ON COLUMN report_call_slot.turned_away IS 'Told that it is closed, full or too long; with those who kept their place.';
COMMENT ON COLUMN report_call_slot.wait_ms IS 'Of the answered, from arrival to answer.';

CREATE TABLE report_contact_slot (
  slot_ms bigint NOT NULL,
  agent_id uuid NOT NULL,
  kind text NOT NULL,
  outcome text NOT NULL,
  contacts integer NOT NULL,
  talk_seconds bigint NOT NULL,
  wrap_ups integer NOT NULL,
  wrap_up_ms bigint NOT NULL,
  PRIMARY KEY (slot_ms, agent_id, kind, outcome)
);
COMMENT ON TABLE report_contact_slot IS 'Contacts that were written down, by the half hour they began, their agent, kind and outcome. Counted anew from interaction whenever one of them changes.';
COMMENT ON COLUMN report_contact_slot.outcome IS 'Empty: none was chosen.';
COMMENT ON COLUMN report_contact_slot.wrap_up_ms IS 'From the end of the call until its summary was stored here, of those stored within an hour.';

CREATE INDEX interaction_started ON interaction (started_at_ms);
CREATE INDEX call_began ON call (arrived_at_ms);

-- By row and with a condition, so that the steps of a live call cost nothing.
CREATE FUNCTION mark_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN INSERT INTO report_mark VALUES ('call', OLD.arrived_at_ms - OLD.arrived_at_ms % 1800000); END IF;
  IF TG_OP <> 'DELETE' THEN INSERT INTO report_mark VALUES ('call', NEW.arrived_at_ms - NEW.arrived_at_ms % 1800000); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_call_added AFTER INSERT ON call FOR EACH ROW WHEN (NEW.state NOT IN ('waiting', 'offered', 'talking')) EXECUTE FUNCTION mark_call();
CREATE TRIGGER report_call_changed AFTER UPDATE ON call FOR EACH ROW WHEN (NEW.state NOT IN ('waiting', 'offered', 'talking') OR OLD.state NOT IN ('waiting', 'offered', 'talking')) EXECUTE FUNCTION mark_call();
CREATE TRIGGER report_call_gone AFTER DELETE ON call FOR EACH ROW EXECUTE FUNCTION mark_call();

-- By statement: contacts are also stored by the million.
CREATE FUNCTION mark_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN INSERT INTO report_mark SELECT DISTINCT 'contact', started_at_ms - started_at_ms % 1800000 FROM before; END IF;
  IF TG_OP <> 'DELETE' THEN INSERT INTO report_mark SELECT DISTINCT 'contact', started_at_ms - started_at_ms % 1800000 FROM after; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_contact_added AFTER INSERT ON interaction REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION mark_contacts();
CREATE TRIGGER report_contact_changed AFTER UPDATE ON interaction REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION mark_contacts();
CREATE TRIGGER report_contact_gone AFTER DELETE ON interaction REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_contacts();

INSERT INTO report_mark SELECT DISTINCT 'call', arrived_at_ms - arrived_at_ms % 1800000 FROM call;
INSERT INTO report_mark SELECT DISTINCT 'contact', started_at_ms - started_at_ms % 1800000 FROM interaction;
