-- When people, children or households are found to be one, what was said of the one that goes is said of the one that stays.

COMMENT ON COLUMN field_value.state IS 'standing: the value in force. replaced: what stood before it. rival: two agents changed the field without knowing of each other, or two people who are one were said to be different, and this is the other value. settled: a rival a person has decided about.';
COMMENT ON COLUMN field_value.source IS 'Where it came from. merge: from the other file of two that became one, or joined from both.';
COMMENT ON COLUMN record_value.record_id IS 'The child or household it was said of; the kept one since two were merged (before 0070: the absorbed one).';
