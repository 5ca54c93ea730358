-- Work lists: rules that put customers into the list of callbacks, each with the reason why this one.

CREATE TABLE work_list (
  id text PRIMARY KEY,
  name text NOT NULL,
  rule text NOT NULL,
  conditions jsonb NOT NULL,
  permission_reason text NOT NULL,
  because text NOT NULL,
  most_open integer NOT NULL DEFAULT 50 CHECK (most_open BETWEEN 1 AND 1000),
  active boolean NOT NULL DEFAULT false,
  place integer NOT NULL,
  ran_at_ms bigint
);
COMMENT ON TABLE work_list IS 'A rule and its conditions, run by central every hour while it is active. because: the sentence that says why this customer, with {{…}} for what the rule found.';
COMMENT ON COLUMN work_list.rule IS 'Which statement of store/workListRules.ts finds them; conditions are its figures.';
COMMENT ON COLUMN work_list.most_open IS 'So many of its callbacks stand open at a time; the most urgent come first.';

INSERT INTO work_list (id, name, rule, conditions, permission_reason, because, place) VALUES
  ('overdue-request', '请求超时', 'overdue-request', '{}', 'answer-promised', '「{{title}}」应在 {{date}} 前答复，已过 {{days}} 天', 1),
  ('complaint-revisit', '投诉回访', 'complaint-revisit', '{"afterDays": 3}', 'complaint-follow-up', '投诉「{{title}}」已答复，登记 {{days}} 天，未问是否满意', 2),
  ('prenatal', '产前关怀', 'prenatal', '{"fromWeek": 28, "toWeek": 40}', 'prenatal', '孕 {{weeks}} 周，预产期 {{date}}', 3),
  ('post-purchase', '购后跟踪', 'post-purchase', '{"afterDays": 14, "withinDays": 45}', 'form-consent', '{{days}} 天前买了{{product}}，之后还没通过话', 4),
  ('quarterly', '季度回访', 'quarterly', '{"everyDays": 90, "tiers": ["A", "B"]}', 'form-consent', '{{tier}} 级，{{days}} 天没有通过话', 5),
  ('long-silent', '久未联系', 'long-silent', '{"silentDays": 180}', 'form-consent', '{{days}} 天没有任何往来', 6),
  ('win-back', '挽回', 'win-back', '{"sinceDays": 90}', 'form-consent', '现在用{{brand}}，{{days}} 天前买过{{product}}', 7);

CREATE TABLE work_list_entry (
  list_id text NOT NULL REFERENCES work_list ON DELETE CASCADE,
  subject_id uuid NOT NULL,
  round text NOT NULL,
  household_id uuid NOT NULL REFERENCES household ON DELETE CASCADE,
  callback_id uuid NOT NULL REFERENCES callback ON DELETE CASCADE,
  entered_at_ms bigint NOT NULL,
  left_at_ms bigint,
  PRIMARY KEY (list_id, subject_id, round)
);
COMMENT ON TABLE work_list_entry IS 'Who entered a list, for what (subject_id: a child, a purchase, a case or a household; round: which time), and the callback that was made of it. Nothing enters twice.';
CREATE INDEX work_list_entry_callback ON work_list_entry (callback_id);
CREATE INDEX work_list_entry_household ON work_list_entry (household_id);
