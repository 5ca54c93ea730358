-- Which answers are opened for which class of callers. Counts alone: no customer, no household, no call.

CREATE TABLE opening_class (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  caller_class text NOT NULL UNIQUE,
  total integer NOT NULL DEFAULT 0,
  told_total integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE opening_class IS 'Callers who ask much the same: age of the youngest child and its milk (shared/knowledge/callerClass.ts).';
COMMENT ON COLUMN opening_class.told_total IS 'Openings when desktops were last told. They are told again after a tenth more, not at each.';

CREATE TABLE opening_count (
  class_id uuid NOT NULL REFERENCES opening_class,
  article_id uuid NOT NULL,
  count integer NOT NULL DEFAULT 0,
  PRIMARY KEY (class_id, article_id)
);
COMMENT ON TABLE opening_count IS 'How often an answer was opened in calls of a class. Fewer than three are told nobody.';
