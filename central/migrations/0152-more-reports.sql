-- Reports of customers, promises, cases and what was asked.

CREATE TABLE report_family (
  household_id uuid PRIMARY KEY,
  city text,
  brand text,
  tier text NOT NULL,
  relation_class text NOT NULL,
  birth_date date,
  due_date date
);
COMMENT ON TABLE report_family IS 'Of each household what families are counted by, in a row so narrow that a million are read in a moment. Written anew whenever the household or one of its children changes.';
COMMENT ON COLUMN report_family.birth_date IS 'Of the youngest child; due_date alone when it is expected.';

CREATE TABLE report_family_mark (household_id uuid NOT NULL);
COMMENT ON TABLE report_family_mark IS 'Households that changed since their row of report_family was written. Only ever added to, as report_mark.';
CREATE INDEX report_family_mark_household ON report_family_mark (household_id);

CREATE FUNCTION mark_families() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'household' THEN
    IF TG_OP <> 'INSERT' THEN INSERT INTO report_family_mark SELECT id FROM before; END IF;
    IF TG_OP = 'INSERT' THEN INSERT INTO report_family_mark SELECT id FROM after; END IF;
  ELSE
    IF TG_OP <> 'INSERT' THEN INSERT INTO report_family_mark SELECT household_id FROM before; END IF;
    IF TG_OP <> 'DELETE' THEN INSERT INTO report_family_mark SELECT household_id FROM after; END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER report_family_added AFTER INSERT ON household REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION mark_families();
CREATE TRIGGER report_family_changed AFTER UPDATE ON household REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_families();
CREATE TRIGGER report_family_gone AFTER DELETE ON household REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_families();
CREATE TRIGGER report_family_added AFTER INSERT ON child REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION mark_families();
CREATE TRIGGER report_family_changed AFTER UPDATE ON child REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION mark_families();
CREATE TRIGGER report_family_gone AFTER DELETE ON child REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION mark_families();

INSERT INTO report_family_mark SELECT id FROM household;

ALTER TABLE care_case ADD COLUMN settled_at_ms bigint;
COMMENT ON COLUMN care_case.settled_at_ms IS 'When it was answered or closed first, since it was opened (again). Null: it is open, or was settled before this was written down.';
CREATE INDEX care_case_opened ON care_case (opened_at_ms);
CREATE INDEX commitment_open_due ON commitment (due_at_ms) WHERE state = 'open';
