-- The life of an article: its versions, and questions without an answer that are one.

ALTER TABLE article ADD COLUMN regions jsonb;
ALTER TABLE article ADD COLUMN valid_from_ms bigint;
ALTER TABLE article ADD COLUMN valid_until_ms bigint;
ALTER TABLE article ADD COLUMN author_name text;
ALTER TABLE article ADD COLUMN asked integer;
COMMENT ON TABLE article IS 'What desktops have of the knowledge base: of each article the version that holds, or a question without an answer yet.';
COMMENT ON COLUMN article.asked IS 'How often a question without an answer was asked; null for an answer.';

CREATE TABLE article_version (
  article_id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  revision integer NOT NULL CHECK (revision >= 1),
  state text NOT NULL CHECK (state IN ('draft', 'review', 'published', 'retired')),
  content jsonb NOT NULL,
  author_agent_id uuid REFERENCES agent,
  author_name text NOT NULL,
  saved_at_ms bigint NOT NULL,
  published_at_ms bigint,
  PRIMARY KEY (article_id, version)
);
COMMENT ON TABLE article_version IS 'Every version of every article. What was published once is never changed: what was told in a call can be read again.';
COMMENT ON COLUMN article_version.revision IS 'Counts the savings of a version while it is written: whoever saves names the one they began from.';
-- Of two versions of an article one is being written at most, and one holds at most.
CREATE UNIQUE INDEX article_version_written ON article_version (article_id) WHERE state IN ('draft', 'review');
CREATE UNIQUE INDEX article_version_published ON article_version (article_id) WHERE state = 'published';

INSERT INTO article_version (article_id, version, revision, state, content, author_name, saved_at_ms, published_at_ms)
SELECT id, version, 1, state, jsonb_build_object('language', language, 'topic', topic, 'title', title, 'similarQuestions', similar_questions, 'say', say, 'body', body, 'facts', facts,
  'sourceKinds', source_kinds, 'seeDoctor', see_doctor, 'stage', stage, 'feeding', feeding, 'seasons', seasons, 'regions', '[]'::jsonb, 'validFromMs', NULL, 'validUntilMs', NULL),
  '', updated_at_ms, CASE WHEN state = 'published' THEN updated_at_ms END
FROM article;

CREATE INDEX gap_article ON gap (article_id) WHERE article_id IS NOT NULL;
