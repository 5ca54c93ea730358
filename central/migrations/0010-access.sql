-- Passwords that somebody else chose, and who may still sign in with one.

ALTER TABLE agent ADD COLUMN password_once boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN agent.password_once IS 'The password was made by the first start or by an administrator: it opens nothing until its owner has chosen another at sign-in.';
