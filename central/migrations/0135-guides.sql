-- What to say in a talk, and what agents found not to apply.

CREATE TABLE guide (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  language text NOT NULL CHECK (language IN ('zh-CN', 'en')),
  rule jsonb NOT NULL,
  steps jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('published', 'retired')),
  owner_agent_id uuid REFERENCES agent,
  version integer NOT NULL CHECK (version >= 1),
  updated_at_ms bigint NOT NULL
);
COMMENT ON TABLE guide IS 'What to say, chosen by city, hour, the child''s stage, purpose and language. rule: when it is meant (shared/guides/guide.ts). Never deleted: retired.';
COMMENT ON COLUMN guide.owner_agent_id IS 'Who looks after the rule; null: the editors.';

CREATE TABLE guide_version (
  guide_id uuid NOT NULL REFERENCES guide,
  version integer NOT NULL,
  guide jsonb NOT NULL,
  stored_at_ms bigint NOT NULL,
  stored_by_agent_id uuid REFERENCES agent,
  PRIMARY KEY (guide_id, version)
);
COMMENT ON TABLE guide_version IS 'Every version of a guide as it stood. Rows are added, never changed.';

CREATE TABLE guide_mark (
  interaction_id uuid NOT NULL,
  guide_id uuid NOT NULL REFERENCES guide,
  step_id text NOT NULL DEFAULT '',
  agent_id uuid NOT NULL REFERENCES agent,
  at_ms bigint NOT NULL,
  PRIMARY KEY (interaction_id, guide_id, step_id)
);
COMMENT ON TABLE guide_mark IS 'A step of a guide, or all of it (step_id empty), that an agent marked as not applicable in a talk. Once per talk; names no customer. interaction_id: of a talk whose summary may not be stored yet.';
CREATE INDEX guide_mark_guide ON guide_mark (guide_id, at_ms);
