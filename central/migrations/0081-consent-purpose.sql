-- What a consent is for, where it is the usual thing, is a code that every desktop says in its own language.

UPDATE consent SET purpose = 'follow-up' WHERE purpose IN ('回访', 'Follow-up');
COMMENT ON COLUMN consent.purpose IS 'What for. follow-up: calls and letters that ask how they are getting on; anything else is as the agent wrote it.';
