-- Files that belong to articles.

CREATE TABLE article_attachment (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('application/pdf', 'image/png', 'image/jpeg')),
  size integer NOT NULL CHECK (size BETWEEN 1 AND 10485760),
  bytes bytea NOT NULL CHECK (octet_length(bytes) = size),
  added_by_agent_id uuid NOT NULL REFERENCES agent,
  added_at_ms bigint NOT NULL,
  used boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE article_attachment IS 'A file that an editor added. Versions of articles name it in their content; it is never changed.';
COMMENT ON COLUMN article_attachment.used IS 'A version names it, or did. One that none ever named goes after a day.';
-- They are compressed already.
ALTER TABLE article_attachment ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX article_attachment_unused ON article_attachment (added_at_ms) WHERE NOT used;

ALTER TABLE article ADD COLUMN attachments jsonb;
COMMENT ON COLUMN article.attachments IS 'What can be opened with it: id, name, type and size of each. Null: nothing.';
CREATE INDEX article_version_attachments ON article_version USING gin ((content->'attachments') jsonb_path_ops);
