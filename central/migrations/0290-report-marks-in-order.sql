-- The latest half hour that is to be counted is found without reading every mark: an import leaves millions of them.
CREATE INDEX report_mark_slot ON report_mark (slot_ms);
