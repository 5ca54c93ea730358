-- Days on which queues are closed or open at other times than the weekday says.

CREATE TABLE holiday (
  id text PRIMARY KEY,
  name text NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL CHECK (to_day >= from_day),
  queue_ids text[],
  open jsonb NOT NULL DEFAULT '[]'
);
COMMENT ON TABLE holiday IS 'The holiday calendar. Days are those of each queue''s own zone; queue_ids null: all queues; open: when somebody is there on these days, spans in minutes after midnight, none: closed.';
