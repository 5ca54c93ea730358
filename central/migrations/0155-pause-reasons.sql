-- Why agents pause, as the centre has it.

CREATE TABLE pause_reason (
  id text PRIMARY KEY,
  zh text NOT NULL,
  en text NOT NULL,
  active boolean NOT NULL,
  place integer NOT NULL
);
COMMENT ON TABLE pause_reason IS 'Reasons for a pause, those no longer in use among them: an agent may be paused for one still. agent_presence.standing names them by id.';
COMMENT ON COLUMN pause_reason.place IS 'Its order in the agents'' menu, from 1.';
INSERT INTO pause_reason (id, zh, en, active, place) VALUES
  ('break', '小休', 'Break', true, 1), ('meal', '用餐', 'Meal', true, 2), ('training', '培训', 'Training', true, 3),
  ('meeting', '会议', 'Meeting', true, 4), ('callbacks', '回访外呼', 'Callbacks', true, 5), ('offline-work', '线下工作', 'Desk work', true, 6);
